# De afspraak waaruit de inzet volgt is niet beschreven.
# basis: goed-aanbod.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <jeugdhulpinzet/PO2604-voorbeeld> oogo:vervolgOpAfspraak ?oud } ;
INSERT DATA { <jeugdhulpinzet/PO2604-voorbeeld> oogo:vervolgOpAfspraak <afspraak/nergens> }

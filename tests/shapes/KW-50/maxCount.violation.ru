# Twee aantallen uren.
# basis: goed-aanbod.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA { <jeugdhulpinzet/PO2604-voorbeeld> oogo:urenPerWeek 4.0 }

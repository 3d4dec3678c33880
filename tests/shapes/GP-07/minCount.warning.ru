# De afspraak heeft geen toezegging.
# basis: goed-afspraken.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <afspraak/PO2604-voorbeeld> oogo:heeftToezegging ?wat }

# Het overleg waarin de afspraak is gemaakt is niet beschreven.
# basis: goed-afspraken.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <afspraak/PO2604-voorbeeld> oogo:gemaaktIn ?oud } ;
INSERT DATA { <afspraak/PO2604-voorbeeld> oogo:gemaaktIn <overleg/nergens> }

# De afspraak eindigt op de dag dat zij begint.
# basis: goed-afspraken.ttl
# peildatum: 2024-08-01
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <afspraak/PO2604-voorbeeld> oogo:geldigTot ?oud } ;
INSERT DATA { <afspraak/PO2604-voorbeeld> oogo:geldigTot "2024-08-01"^^xsd:date }

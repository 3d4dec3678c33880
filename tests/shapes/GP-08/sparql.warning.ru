# De laatste evaluatie is een jaar en een dag oud.
# basis: goed-afspraken.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <evaluatie/PO2604-voorbeeld-2025> oogo:datum ?oud } ;
INSERT DATA { <evaluatie/PO2604-voorbeeld-2025> oogo:datum "2024-12-31"^^xsd:date }

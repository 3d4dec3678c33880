# Het oogo was een dag vóór de vaststelling.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <overleg/PO2604-voorbeeld-oogo> oogo:datum ?oud }
INSERT { <overleg/PO2604-voorbeeld-oogo> oogo:datum "2024-03-27"^^xsd:date }
WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:datum ?oud }

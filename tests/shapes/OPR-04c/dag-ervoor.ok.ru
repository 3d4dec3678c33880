# De instemming is van een dag vóór de vaststelling.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <instemming/PO2604-voorbeeld> oogo:datum ?oud }
INSERT { <instemming/PO2604-voorbeeld> oogo:datum "2024-03-27"^^xsd:date }
WHERE { <instemming/PO2604-voorbeeld> oogo:datum ?oud }

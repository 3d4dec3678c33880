# De instemming is van de dag van vaststelling, niet van daarvoor.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <instemming/PO2604-voorbeeld> oogo:datum ?oud }
INSERT { <instemming/PO2604-voorbeeld> oogo:datum "2024-03-28"^^xsd:date }
WHERE { <instemming/PO2604-voorbeeld> oogo:datum ?oud }

# Het concept is van een dag na het oogo.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum ?oud }
INSERT { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum "2024-02-09"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum ?oud }

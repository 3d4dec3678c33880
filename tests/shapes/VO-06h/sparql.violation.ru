# Het concept is van een dag na het oogo.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <planversie/VO2604-voorbeeld-concept> oogo:versiedatum ?oud }
INSERT { <planversie/VO2604-voorbeeld-concept> oogo:versiedatum "2024-02-09"^^xsd:date }
WHERE { <planversie/VO2604-voorbeeld-concept> oogo:versiedatum ?oud }

# Het plan ging een dag vóór de vaststelling naar de inspectie.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }
INSERT { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenOp "2024-03-27"^^xsd:date }
WHERE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }

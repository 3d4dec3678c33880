# Het oogo ging over de vastgestelde versie.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <overleg/VO2604-voorbeeld-oogo> oogo:overPlanversie ?oud }
INSERT { <overleg/VO2604-voorbeeld-oogo> oogo:overPlanversie <planversie/VO2604-voorbeeld-vastgesteld> }
WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:overPlanversie ?oud }

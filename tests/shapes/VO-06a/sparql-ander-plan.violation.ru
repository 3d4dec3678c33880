# Het oogo ging over het concept van een ander plan.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <overleg/VO2604-voorbeeld-oogo> oogo:overPlanversie <planversie/VO2604-voorbeeld-concept> }
INSERT { <overleg/VO2604-voorbeeld-oogo> oogo:overPlanversie <planversie/ander> . <plan/ander> a oogo:Plan . <planversie/ander> a oogo:Planversie ; oogo:versieVan <plan/ander> ; oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/concept> }
WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:overPlanversie <planversie/VO2604-voorbeeld-concept> }

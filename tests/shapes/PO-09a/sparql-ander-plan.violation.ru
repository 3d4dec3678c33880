# Het oogo ging over het concept van een ander plan.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <overleg/PO2604-voorbeeld-oogo> oogo:overPlanversie <planversie/PO2604-voorbeeld-concept> }
INSERT { <overleg/PO2604-voorbeeld-oogo> oogo:overPlanversie <planversie/ander> . <plan/ander> a oogo:Plan . <planversie/ander> a oogo:Planversie ; oogo:versieVan <plan/ander> ; oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/concept> }
WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:overPlanversie <planversie/PO2604-voorbeeld-concept> }

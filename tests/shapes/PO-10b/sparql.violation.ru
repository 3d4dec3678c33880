# Het oogo ging over de vastgestelde versie.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <overleg/PO2604-voorbeeld-oogo> oogo:overPlanversie ?oud }
INSERT { <overleg/PO2604-voorbeeld-oogo> oogo:overPlanversie <planversie/PO2604-voorbeeld-vastgesteld> }
WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:overPlanversie ?oud }

# Toezending op 30 april is nog op tijd.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp "2024-04-30"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }

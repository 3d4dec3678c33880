# Toezending op 1 mei is een dag te laat.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp "2024-05-01"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }

# De datum van toezending is tekst.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp "15 april 2024" }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }

# De datum van vaststelling is tekst.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp "28 maart 2024" }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp ?oud }

# De datum van vaststelling is tekst.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp ?oud }
INSERT { <planversie/VO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp "28 maart 2024" }
WHERE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp ?oud }

# De datum van toezending is tekst.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }
INSERT { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenOp "15 april 2024" }
WHERE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }

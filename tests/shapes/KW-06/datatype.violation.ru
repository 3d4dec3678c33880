# De datum is tekst.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigVanaf ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigVanaf "1 augustus 2024" }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigVanaf ?oud }

# De datum is tekst.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot "1 augustus 2028" }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }

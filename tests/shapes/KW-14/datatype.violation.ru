# De datum van het concept is tekst.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum ?oud }
INSERT { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum "18 januari 2024" }
WHERE { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum ?oud }

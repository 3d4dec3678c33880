# De datum van het overleg is tekst.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <overleg/PO2604-voorbeeld-vo> oogo:datum ?oud }
INSERT { <overleg/PO2604-voorbeeld-vo> oogo:datum "15 februari 2024" }
WHERE { <overleg/PO2604-voorbeeld-vo> oogo:datum ?oud }

# De datum van het besluit is tekst.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <instemming/PO2604-voorbeeld> oogo:datum ?oud }
INSERT { <instemming/PO2604-voorbeeld> oogo:datum "14 maart 2024" }
WHERE { <instemming/PO2604-voorbeeld> oogo:datum ?oud }

# De vastgestelde versie heeft geen datum van vaststelling.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp ?oud }

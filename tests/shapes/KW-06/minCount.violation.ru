# De vastgestelde versie heeft geen oogo:geldigVanaf.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigVanaf ?oud }

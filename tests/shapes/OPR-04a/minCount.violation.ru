# Er staat geen besluit van de ondersteuningsplanraad bij.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:heeftInstemming ?oud }

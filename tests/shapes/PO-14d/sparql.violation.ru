# Er staat niet bij aan wie het plan is gestuurd.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenAan ?oud }

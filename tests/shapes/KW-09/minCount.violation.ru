# Een overleg zonder datum.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <overleg/PO2604-voorbeeld-vo> oogo:datum ?oud }

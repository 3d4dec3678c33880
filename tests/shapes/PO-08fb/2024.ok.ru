# In 2024 vroeg de wet nog niet om leerlingen te informeren.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { ?passage oogo:planelement <https://w3id.org/oogo/begrip/planelement/informeren-leerlingen> }

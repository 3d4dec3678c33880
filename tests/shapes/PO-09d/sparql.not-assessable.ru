# Van het samenwerkingsverband is geen gebied bekend.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { GRAPH <omgeving> { ?toedeling oogo:toedelingAan <gebied/PO2604> } }

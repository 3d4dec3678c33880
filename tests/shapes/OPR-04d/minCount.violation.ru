# Er staat niet bij welke raad instemde.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <instemming/PO2604-voorbeeld> oogo:instemmingVan ?oud }

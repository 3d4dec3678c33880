# Er staat niet bij volgens welke procedure.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:volgensProcedure ?oud }

# De toedelingen gelden pas na de vaststelling.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { GRAPH <omgeving> { ?toedeling oogo:geldigVanaf "2024-03-29"^^xsd:date } }
WHERE { GRAPH <omgeving> { ?toedeling oogo:toedelingAan <gebied/PO2604> } }

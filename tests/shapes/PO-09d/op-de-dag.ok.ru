# De toedelingen gelden vanaf de dag van vaststelling en tot de dag erna.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { GRAPH <omgeving> { ?toedeling oogo:geldigVanaf "2024-03-28"^^xsd:date ; oogo:geldigTot "2024-03-29"^^xsd:date } }
WHERE { GRAPH <omgeving> { ?toedeling oogo:toedelingAan <gebied/PO2604> } }

# De toedeling geldt vanaf de dag van vaststelling en tot de dag erna.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { GRAPH <omgeving> { <gebiedstoedeling/VO2601-gm1904> oogo:geldigVanaf "2024-03-28"^^xsd:date ; oogo:geldigTot "2024-03-29"^^xsd:date } }

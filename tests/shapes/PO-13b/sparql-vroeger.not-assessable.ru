# De toedeling van Stichtse Vecht aan een vo-gebied liep af op de dag van vaststelling.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { GRAPH <omgeving> { <gebiedstoedeling/VO2601-gm1904> oogo:geldigTot "2024-03-28"^^xsd:date } }

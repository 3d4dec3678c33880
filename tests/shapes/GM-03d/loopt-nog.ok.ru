# De toedeling van Woerden aan het verband po heeft geldigTot 2024-12-13; vastgesteld werd op 2024-12-12.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { GRAPH <omgeving> { <gebiedstoedeling/PO2604-gm0632> oogo:geldigTot "2024-12-13"^^xsd:date } }

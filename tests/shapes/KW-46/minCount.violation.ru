# Niemand zegde toe.
# basis: goed-afspraken.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <toezegging/PO2604-voorbeeld-2> a oogo:Toezegging ; oogo:uiterlijk "2025-01-01"^^xsd:date }

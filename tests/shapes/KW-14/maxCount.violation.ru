# Het concept heeft twee datums.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum "2024-01-19"^^xsd:date }

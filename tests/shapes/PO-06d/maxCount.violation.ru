# De vastgestelde versie heeft twee datums van vaststelling.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <planversie/PO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp "2024-03-29"^^xsd:date }

# Er staan twee datums van toezending bij.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp "2024-04-16"^^xsd:date }

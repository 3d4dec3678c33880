# Het besluit heeft twee datums.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <instemming/PO2604-voorbeeld> oogo:datum "2024-03-15"^^xsd:date }

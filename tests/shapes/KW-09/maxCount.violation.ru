# Een overleg met twee datums.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <overleg/PO2604-voorbeeld-vo> oogo:datum "2024-02-16"^^xsd:date }

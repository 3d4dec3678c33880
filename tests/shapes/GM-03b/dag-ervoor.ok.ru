# Het oogo was de dag voor de vaststelling.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <overleg/gm0632-voorbeeld-oogo> oogo:datum ?oud } ;
INSERT DATA { <overleg/gm0632-voorbeeld-oogo> oogo:datum "2024-12-11"^^xsd:date }

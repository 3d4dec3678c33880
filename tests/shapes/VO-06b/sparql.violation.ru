# Het oogo was op de dag van de vaststelling, niet ervoor.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <overleg/VO2604-voorbeeld-oogo> oogo:datum ?oud }
INSERT { <overleg/VO2604-voorbeeld-oogo> oogo:datum "2024-03-28"^^xsd:date }
WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:datum ?oud }

# Op de dag van vaststelling was er een oogo zonder het samenwerkingsverband vo; alleen de dag is te melden.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { <overleg/gm0632-voorbeeld-oogo> oogo:heeftDeelname <deelname/gm0632-voorbeeld-oogo-vo> } ;
DELETE WHERE { <overleg/gm0632-voorbeeld-oogo> oogo:datum ?oud } ;
INSERT DATA { <overleg/gm0632-voorbeeld-oogo> oogo:datum "2024-12-12"^^xsd:date }

# Op de dag van vaststelling was er een oogo zonder Montfoort; alleen de dag is te melden.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { <overleg/PO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-oogo-montfoort> } ;
DELETE WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:datum ?oud } ;
INSERT DATA { <overleg/PO2604-voorbeeld-oogo> oogo:datum "2024-03-28"^^xsd:date }

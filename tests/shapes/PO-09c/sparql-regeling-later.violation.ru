# De machtiging ging pas na het oogo in.
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-oogo-de-ronde-venen> } ;
INSERT DATA { <vertegenwoordigingsregeling/voorbeeld> a oogo:Vertegenwoordigingsregeling ; oogo:delegeert gemeente:gm0736 ; oogo:gedelegeerdAan gemeente:gm0632 ; oogo:geldigVanaf "2024-02-09"^^xsd:date }

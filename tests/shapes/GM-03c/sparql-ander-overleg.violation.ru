# Het samenwerkingsverband vo deed mee aan een ander overleg over het concept, niet aan het oogo.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { <overleg/gm0632-voorbeeld-oogo> oogo:heeftDeelname <deelname/gm0632-voorbeeld-oogo-vo> } ;
INSERT { <overleg/ander> a oogo:BestuurlijkOverleg ; oogo:datum "2024-09-20"^^xsd:date ; oogo:overPlanversie ?versie ; oogo:heeftDeelname <deelname/gm0632-voorbeeld-oogo-vo> }
WHERE { <overleg/gm0632-voorbeeld-oogo> oogo:overPlanversie ?versie }

# De Ronde Venen deed mee aan een ander overleg over het concept, niet aan het oogo.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-oogo-de-ronde-venen> } ;
INSERT { <overleg/ander> a oogo:BestuurlijkOverleg ; oogo:datum "2024-01-30"^^xsd:date ; oogo:overPlanversie ?versie ; oogo:heeftDeelname <deelname/PO2604-voorbeeld-oogo-de-ronde-venen> }
WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:overPlanversie ?versie }

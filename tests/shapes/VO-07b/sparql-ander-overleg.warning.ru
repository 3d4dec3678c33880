# De uitgenodigde mbo-instelling kwam bij een ander overleg over het concept, niet bij het oogo.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { <overleg/VO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/VO2604-voorbeeld-oogo-mbo> } ;
DELETE { ?versie oogo:vastgesteldOp ?oud ; oogo:geldigVanaf ?van ; oogo:geldigTot ?tot ; oogo:toegezondenOp ?op }
INSERT { ?versie oogo:vastgesteldOp "2026-03-28"^^xsd:date ; oogo:geldigVanaf "2026-08-01"^^xsd:date ; oogo:geldigTot "2030-08-01"^^xsd:date ; oogo:toegezondenOp "2026-04-15"^^xsd:date }
WHERE { ?versie oogo:vastgesteldOp ?oud ; oogo:geldigVanaf ?van ; oogo:geldigTot ?tot ; oogo:toegezondenOp ?op } ;
INSERT { <overleg/ander> a oogo:BestuurlijkOverleg ; oogo:datum "2024-01-30"^^xsd:date ; oogo:overPlanversie ?versie ; oogo:heeftDeelname <deelname/VO2604-voorbeeld-oogo-mbo> }
WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:overPlanversie ?versie }

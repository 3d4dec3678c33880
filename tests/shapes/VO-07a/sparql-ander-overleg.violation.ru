# De mbo-instelling is uitgenodigd voor een ander overleg over het concept, niet voor het oogo.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:uitgenodigd ?wie } ;
DELETE DATA { <overleg/VO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/VO2604-voorbeeld-oogo-mbo> } ;
INSERT DATA {
    <overleg/VO2604-voorbeeld-oogo> oogo:uitgenodigd <onderwijsinstelling/98ZZ> ; oogo:heeftDeelname <deelname/VO2604-ander-mbo> .
    <deelname/VO2604-ander-mbo> a oogo:Deelname ; oogo:deelnemer <onderwijsinstelling/98ZZ> ; oogo:namens <onderwijsinstelling/98ZZ> .
} ;
INSERT { <overleg/ander> a oogo:BestuurlijkOverleg ; oogo:datum "2024-01-30"^^xsd:date ; oogo:overPlanversie ?versie ; oogo:uitgenodigd <onderwijsinstelling/99ZZ> }
WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:overPlanversie ?versie }

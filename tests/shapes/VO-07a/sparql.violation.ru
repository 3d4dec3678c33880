# De mbo-instelling met een vestiging in Woerden is niet uitgenodigd; een andere wel.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:uitgenodigd ?wie } ;
DELETE DATA { <overleg/VO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/VO2604-voorbeeld-oogo-mbo> } ;
INSERT DATA {
    <overleg/VO2604-voorbeeld-oogo> oogo:uitgenodigd <onderwijsinstelling/98ZZ> ; oogo:heeftDeelname <deelname/VO2604-ander-mbo> .
    <deelname/VO2604-ander-mbo> a oogo:Deelname ; oogo:deelnemer <onderwijsinstelling/98ZZ> ; oogo:namens <onderwijsinstelling/98ZZ> .
}

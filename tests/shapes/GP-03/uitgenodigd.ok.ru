# De mbo-instelling was uitgenodigd.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <overleg/mbo> a oogo:Oogo ; oogo:datum "2024-02-08"^^xsd:date ; oogo:uitgenodigd <onderwijsinstelling/99ZZ> ; oogo:heeftDeelname <deelname/mbo> .
    <deelname/mbo> a oogo:Deelname ; oogo:deelnemer <onderwijsinstelling/99ZZ> ; oogo:namens <onderwijsinstelling/99ZZ> .
    <onderwijsinstelling/99ZZ> a oogo:MboInstelling ; oogo:brin "99ZZ" .
}

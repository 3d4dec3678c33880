# De mbo-instelling zat niet bij het oogo, maar bij een ander overleg.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <overleg/mbo> a oogo:Oogo ; oogo:datum "2024-02-08"^^xsd:date ; oogo:heeftDeelname <deelname/gemeente> .
    <deelname/gemeente> a oogo:Deelname ; oogo:deelnemer <https://identifier.overheid.nl/tooi/id/gemeente/gm0632> ; oogo:namens <https://identifier.overheid.nl/tooi/id/gemeente/gm0632> ; oogo:vertegenwoordigtPost <post/woerden-wethouder-onderwijs> .
    <overleg/elders> a oogo:BestuurlijkOverleg ; oogo:datum "2024-02-09"^^xsd:date ; oogo:heeftDeelname <deelname/mbo> .
    <deelname/mbo> a oogo:Deelname ; oogo:deelnemer <onderwijsinstelling/99ZZ> ; oogo:namens <onderwijsinstelling/99ZZ> .
    <onderwijsinstelling/99ZZ> a oogo:MboInstelling ; oogo:brin "99ZZ" .
}

# Een gemeente noemt haar overleg met het mbo een oogo.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <overleg/mbo> a oogo:Oogo ; oogo:datum "2024-02-08"^^xsd:date ; oogo:heeftDeelname <deelname/mbo> .
    <deelname/mbo> a oogo:Deelname ; oogo:deelnemer <onderwijsinstelling/99ZZ> ; oogo:namens <onderwijsinstelling/99ZZ> .
    <onderwijsinstelling/99ZZ> a oogo:MboInstelling ; oogo:brin "99ZZ" ; rdfs:label "voorbeeld: een mbo-instelling"@nl .
}

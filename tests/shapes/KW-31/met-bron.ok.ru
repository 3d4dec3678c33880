# Een cijfer met één bron.
BASE <https://w3id.org/oogo/id/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <overleg/ander> a oogo:AmbtelijkOverleg ; oogo:datum "2026-04-02"^^xsd:date .
    <waarneming/1> oogo:percentage 63.0 ; prov:wasDerivedFrom <bron/monitor-gemeenten-2017> .
}

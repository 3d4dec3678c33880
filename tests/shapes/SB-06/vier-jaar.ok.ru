# Het profiel geldt precies vier jaar.
BASE <https://w3id.org/oogo/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <bewijsstuk/1> a oogo:Bewijsstuk ;
        foaf:page <https://voorbeeld.nl/stuk> ;
        oogo:bewijst <plicht/SB-06> ;
        oogo:bewijsVan <schoolbestuur/99901> ;
        oogo:datum "2022-03-01"^^xsd:date ;
        oogo:geldigVanaf "2022-03-01"^^xsd:date ;
        oogo:geldigTot "2026-03-01"^^xsd:date .
}

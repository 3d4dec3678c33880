# De melding is van de dag van de start.
BASE <https://w3id.org/oogo/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <bewijsstuk/1> a oogo:Bewijsstuk ;
        foaf:page <https://voorbeeld.nl/stuk> ;
        oogo:bewijst <plicht/JA-01> ;
        oogo:bewijsVan <organisatie/voorbeeld-aanbieder> ;
        oogo:datum "2026-09-01"^^xsd:date ;
        oogo:geldigVanaf "2026-09-01"^^xsd:date .
}

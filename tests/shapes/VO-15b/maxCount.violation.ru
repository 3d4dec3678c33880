# Het stuk noemt twee keer: verblijfMaanden.
BASE <https://w3id.org/oogo/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <bewijsstuk/1> a oogo:Bewijsstuk ;
        foaf:page <https://voorbeeld.nl/stuk> ;
        oogo:bewijst <plicht/VO-15> ;
        oogo:bewijsVan <samenwerkingsverband/VO2604> ;
        oogo:datum "2026-09-01"^^xsd:date ;
        oogo:bewijsonderdeel <https://w3id.org/oogo/begrip/bewijsonderdeel/opdc-in-plan> , <https://w3id.org/oogo/begrip/bewijsonderdeel/bevoegde-leraren> ;
        oogo:verblijfMaanden 24 , 23 .
}

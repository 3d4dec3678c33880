# Het stuk noemt één verslagjaar.
BASE <https://w3id.org/oogo/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <bewijsstuk/1> a oogo:Bewijsstuk ;
        foaf:page <https://voorbeeld.nl/stuk> ;
        oogo:bewijst <plicht/LP-07> ;
        oogo:bewijsVan gemeente:gm0632 ;
        oogo:datum "2026-09-01"^^xsd:date ;
        oogo:verslagjaar "2026"^^xsd:gYear .
}

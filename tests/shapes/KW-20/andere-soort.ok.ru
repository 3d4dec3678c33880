# Een stuk van een raad: of die de plicht draagt, is niet te zeggen.
BASE <https://w3id.org/oogo/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <bewijsstuk/1> a oogo:Bewijsstuk ;
        foaf:page <https://voorbeeld.nl/stuk> ;
        oogo:bewijst <plicht/LP-01> ;
        oogo:bewijsVan <ondersteuningsplanraad/PO2604> ;
        oogo:datum "2026-03-12"^^xsd:date ;
        oogo:bewijsonderdeel <https://w3id.org/oogo/begrip/bewijsonderdeel/leerplichtambtenaar-aangewezen> .
} ;
INSERT DATA { GRAPH <omgeving> { <ondersteuningsplanraad/PO2604> a oogo:Ondersteuningsplanraad } }

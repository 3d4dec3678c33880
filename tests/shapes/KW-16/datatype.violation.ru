# De datum is een tekst.
BASE <https://w3id.org/oogo/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <bewijsstuk/1> a oogo:Bewijsstuk ;
        foaf:page <https://voorbeeld.nl/stuk> ;
        oogo:bewijst <plicht/LP-01> ;
        oogo:bewijsVan gemeente:gm0632 ;
        oogo:datum "12 maart" ;
        oogo:bewijsonderdeel <https://w3id.org/oogo/begrip/bewijsonderdeel/leerplichtambtenaar-aangewezen> .
}

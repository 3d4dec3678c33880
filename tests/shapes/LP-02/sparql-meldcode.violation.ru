# Het stuk laat dit niet zien: meldcode.
BASE <https://w3id.org/oogo/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <bewijsstuk/1> a oogo:Bewijsstuk ;
        foaf:page <https://voorbeeld.nl/stuk> ;
        oogo:bewijst <plicht/LP-02> ;
        oogo:bewijsVan gemeente:gm0632 ;
        oogo:datum "2026-09-01"^^xsd:date ;
        oogo:bewijsonderdeel <https://w3id.org/oogo/begrip/bewijsonderdeel/taakuitvoering-leerplicht> , <https://w3id.org/oogo/begrip/bewijsonderdeel/behandeling-van-verzuim> , <https://w3id.org/oogo/begrip/bewijsonderdeel/samenwerking-met-buurgemeenten> , <https://w3id.org/oogo/begrip/bewijsonderdeel/aangewezen-partnerdiensten> .
}

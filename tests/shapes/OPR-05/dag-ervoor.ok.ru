# Het advies is van de dag voor het besluit.
BASE <https://w3id.org/oogo/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <bewijsstuk/1> a oogo:Bewijsstuk ;
        foaf:page <https://voorbeeld.nl/stuk> ;
        oogo:bewijst <plicht/OPR-05> ;
        oogo:bewijsVan <samenwerkingsverband/PO2604> ;
        oogo:datum "2026-09-01"^^xsd:date ;
        oogo:adviesOp "2026-08-31"^^xsd:date .
}

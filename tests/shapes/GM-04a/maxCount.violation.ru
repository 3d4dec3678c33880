# Het oogo noemt twee procedures.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
    <overleg/gm0632-voorbeeld-oogo> oogo:volgensProcedure <oogoprocedure/tweede> .
    <oogoprocedure/tweede> a oogo:Oogoprocedure ; oogo:vastgesteldOp "2024-06-13"^^xsd:date ; oogo:geschillenvoorziening "Een commissie."@nl ;
        oogo:vastgesteldDoor gemeente:gm0632 , <samenwerkingsverband/PO2604> , <samenwerkingsverband/VO2604> .
}

# Het oogo noemt geen versie van het plan; een ander oogo wel.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
    <overleg/VO2604-los> a oogo:OogoOndersteuningsplan ;
        oogo:datum "2024-02-01"^^xsd:date ;
        oogo:volgensProcedure <oogoprocedure/VO2604-voorbeeld> ;
        oogo:heeftDeelname <deelname/VO2604-voorbeeld-oogo-swv> .
}

# Na een eerste oogo op tijd was er een tweede na de vaststelling.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
    <overleg/tweede> a oogo:OogoJeugdplan ; oogo:datum "2024-12-20"^^xsd:date ; oogo:overPlanversie <planversie/gm0632-voorbeeld-concept> ;
        oogo:volgensProcedure <oogoprocedure/gm0632-voorbeeld> ; oogo:heeftDeelname <deelname/gm0632-voorbeeld-oogo-woerden> .
}

# Het samenwerkingsverband vo deed alleen mee aan een oogo op de dag van vaststelling.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { <overleg/gm0632-voorbeeld-oogo> oogo:heeftDeelname <deelname/gm0632-voorbeeld-oogo-vo> } ;
INSERT DATA {
    <overleg/tweede> a oogo:OogoJeugdplan ; oogo:datum "2024-12-12"^^xsd:date ; oogo:overPlanversie <planversie/gm0632-voorbeeld-concept> ;
        oogo:volgensProcedure <oogoprocedure/gm0632-voorbeeld> ; oogo:heeftDeelname <deelname/gm0632-voorbeeld-oogo-woerden> , <deelname/gm0632-voorbeeld-oogo-vo> .
}

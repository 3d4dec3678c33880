# Het oogo noemt geen versie van het plan.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <overleg/los> a oogo:OogoJeugdplan ; oogo:datum "2024-02-01"^^xsd:date ; oogo:volgensProcedure <oogoprocedure/los> .
    <oogoprocedure/los> a oogo:Oogoprocedure ; oogo:vastgesteldOp "2023-02-01"^^xsd:date ; oogo:geschillenvoorziening "Een commissie."@nl .
}

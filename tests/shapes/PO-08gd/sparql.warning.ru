# Een plan uit 2018 loopt door na 1 april 2022 en zegt niets over groei.
# basis: oud-plan.ttl
# peildatum: 2019-01-01
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ?ding ?eigenschap ?dag }
INSERT { ?ding ?eigenschap ?later }
WHERE {
    ?ding ?eigenschap ?dag
    FILTER(DATATYPE(?dag) = xsd:date)
    BIND(STRDT(CONCAT(STR(YEAR(?dag) + 2), SUBSTR(STR(?dag), 5)), xsd:date) AS ?later)
}

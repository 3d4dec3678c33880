# Een plan uit 2017 eindigt vóór de nieuwe tekst.
# basis: oud-plan.ttl
# peildatum: 2019-01-01
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ?ding ?eigenschap ?dag }
INSERT { ?ding ?eigenschap ?later }
WHERE {
    ?ding ?eigenschap ?dag
    FILTER(DATATYPE(?dag) = xsd:date)
    BIND(STRDT(CONCAT(STR(YEAR(?dag) + 1), SUBSTR(STR(?dag), 5)), xsd:date) AS ?later)
}

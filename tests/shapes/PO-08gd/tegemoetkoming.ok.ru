# Het oude plan is aangevuld met een passage over de tegemoetkoming bij groei.
# basis: oud-plan.ttl
# peildatum: 2019-01-01
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ?ding ?eigenschap ?dag }
INSERT { ?ding ?eigenschap ?later }
WHERE {
    ?ding ?eigenschap ?dag
    FILTER(DATATYPE(?dag) = xsd:date)
    BIND(STRDT(CONCAT(STR(YEAR(?dag) + 2), SUBSTR(STR(?dag), 5)), xsd:date) AS ?later)
} ;
INSERT DATA { <planversie/PO2604-voorbeeld-vastgesteld> oogo:heeftPassage <planpassage/groei> . <planpassage/groei> a oogo:Planpassage ; oogo:planelement <https://w3id.org/oogo/begrip/planelement/groei-tegemoetkoming> ; oogo:pagina "1" }

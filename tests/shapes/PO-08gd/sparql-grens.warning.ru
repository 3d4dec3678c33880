# Een plan dat een dag doorloopt onder de nieuwe tekst.
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
DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot "2022-04-02"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }

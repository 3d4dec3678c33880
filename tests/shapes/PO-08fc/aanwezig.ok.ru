# Vastgesteld op 1 september 2025, en het plan zegt hoe leerlingen worden geïnformeerd.
# peildatum: 2026-06-01
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
DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp "2025-09-01"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp ?oud } ;
DELETE { <instemming/PO2604-voorbeeld> oogo:datum ?oud }
INSERT { <instemming/PO2604-voorbeeld> oogo:datum "2025-08-28"^^xsd:date }
WHERE { <instemming/PO2604-voorbeeld> oogo:datum ?oud } ;
DELETE { <overleg/PO2604-voorbeeld-oogo> oogo:datum ?oud }
INSERT { <overleg/PO2604-voorbeeld-oogo> oogo:datum "2025-08-20"^^xsd:date }
WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:datum ?oud } ;
DELETE { <overleg/PO2604-voorbeeld-vo> oogo:datum ?oud }
INSERT { <overleg/PO2604-voorbeeld-vo> oogo:datum "2025-08-21"^^xsd:date }
WHERE { <overleg/PO2604-voorbeeld-vo> oogo:datum ?oud } ;
DELETE { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum ?oud }
INSERT { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum "2025-08-01"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-concept> oogo:versiedatum ?oud } ;
DELETE { <oogoprocedure/PO2604-voorbeeld> oogo:vastgesteldOp ?oud }
INSERT { <oogoprocedure/PO2604-voorbeeld> oogo:vastgesteldOp "2025-01-15"^^xsd:date }
WHERE { <oogoprocedure/PO2604-voorbeeld> oogo:vastgesteldOp ?oud }

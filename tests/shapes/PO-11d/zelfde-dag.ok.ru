# De procedure is op de dag van het oogo vastgesteld.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <oogoprocedure/PO2604-voorbeeld> oogo:vastgesteldOp ?oud }
INSERT { <oogoprocedure/PO2604-voorbeeld> oogo:vastgesteldOp "2024-02-08"^^xsd:date }
WHERE { <oogoprocedure/PO2604-voorbeeld> oogo:vastgesteldOp ?oud }

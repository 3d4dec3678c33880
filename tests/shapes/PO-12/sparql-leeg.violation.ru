# De geschillenvoorziening is een spatie.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <oogoprocedure/PO2604-voorbeeld> oogo:geschillenvoorziening ?oud }
INSERT { <oogoprocedure/PO2604-voorbeeld> oogo:geschillenvoorziening " " }
WHERE { <oogoprocedure/PO2604-voorbeeld> oogo:geschillenvoorziening ?oud }

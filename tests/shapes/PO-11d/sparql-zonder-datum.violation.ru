# Er staat niet bij wanneer de procedure is vastgesteld.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <oogoprocedure/PO2604-voorbeeld> oogo:vastgesteldOp ?oud }

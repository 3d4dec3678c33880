# De procedure zegt niets over geschillen.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <oogoprocedure/PO2604-voorbeeld> oogo:geschillenvoorziening ?oud }

# Alleen de gemeenten hebben de procedure vastgesteld.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <oogoprocedure/PO2604-voorbeeld> oogo:vastgesteldDoor <samenwerkingsverband/PO2604> }

# Eén opsteller.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <plan/PO2604-voorbeeld> a oogo:Ondersteuningsplan ; oogo:opgesteldDoor <samenwerkingsverband/PO2604> .
}

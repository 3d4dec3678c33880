# Een plan met twee opstellers.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <plan/PO2604-voorbeeld> a oogo:Ondersteuningsplan ;
        oogo:opgesteldDoor <samenwerkingsverband/PO2604> , <samenwerkingsverband/PO2605> .
    <samenwerkingsverband/PO2605> a oogo:SamenwerkingsverbandPO ; oogo:swvCode "PO2605" .
}

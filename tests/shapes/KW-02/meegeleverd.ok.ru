# De opsteller is nieuw, maar meegeleverd als samenwerkingsverband po.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <plan/PO2604-voorbeeld> a oogo:Ondersteuningsplan ; oogo:opgesteldDoor <samenwerkingsverband/PO0001> .
    <samenwerkingsverband/PO0001> a oogo:SamenwerkingsverbandPO ; oogo:swvCode "PO0001" .
}

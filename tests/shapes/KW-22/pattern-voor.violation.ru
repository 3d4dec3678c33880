# Er staat iets voor de code.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <samenwerkingsverband/PO9999> a oogo:SamenwerkingsverbandPO ; oogo:swvCode "PO.PO9999" .
}

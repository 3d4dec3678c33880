# Er is geen code.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <samenwerkingsverband/PO9999> a oogo:SamenwerkingsverbandPO .
}

# Een verband vo met een code van po.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <samenwerkingsverband/PO9999> a oogo:SamenwerkingsverbandVO ; oogo:swvCode "PO9999" .
}

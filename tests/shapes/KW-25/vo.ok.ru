# Een verband vo met een code van vo.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <samenwerkingsverband/VO9999> a oogo:SamenwerkingsverbandVO ; oogo:swvCode "VO9999" .
}

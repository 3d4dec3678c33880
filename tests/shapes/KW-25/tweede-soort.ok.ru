# Een verband po dat ook een andere soort heeft.
BASE <https://w3id.org/oogo/id/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <samenwerkingsverband/PO9999> a oogo:SamenwerkingsverbandPO , org:Organization ; oogo:swvCode "PO9999" .
}

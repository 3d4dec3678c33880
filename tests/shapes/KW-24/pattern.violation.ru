# De code heeft de verkeerde vorm.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <onderwijsinstelling/99XX> a oogo:Onderwijsinstelling ; oogo:brin "99xx" .
}

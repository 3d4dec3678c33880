# De code heeft de goede vorm.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <schoolbestuur/99999> a oogo:Schoolbestuur ; oogo:bevoegdGezagnummer "99999" .
}

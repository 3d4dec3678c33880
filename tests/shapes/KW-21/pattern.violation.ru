# De code heeft de verkeerde vorm.
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    gemeente:gm9999 a oogo:Gemeente ; oogo:gemeentecode "999" .
}

# De verwijzing gaat nergens heen.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <streefbeeld/1> a oogo:Streefbeeld ;  oogo:streefbeeldVan <nergens/1> .
}

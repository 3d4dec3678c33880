# De verwijzing gaat nergens heen.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <afspraakstatus/1> a oogo:Afspraakstatus ;  oogo:statusVan <nergens/1> .
}

# De verwijzing gaat nergens heen.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <doelstelling/1> a oogo:Doelstelling ;  oogo:doelVan <nergens/1> .
}

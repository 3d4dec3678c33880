# De verwijzing gaat nergens heen.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <indicatorstand/1> a oogo:Indicatorstand ;  oogo:standVan <nergens/1> .
}

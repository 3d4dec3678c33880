# De verwijzing gaat nergens heen.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <planversie/1> a oogo:Planversie ; oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/concept> ; oogo:versieVan <nergens/1> .
}

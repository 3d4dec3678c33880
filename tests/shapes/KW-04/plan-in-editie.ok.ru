# Het plan is eerder aangeleverd, alleen een nieuw concept komt erbij.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <planversie/b> a oogo:Planversie ; oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/concept> ; oogo:versieVan <plan/b> .
    GRAPH <omgeving> { <plan/b> a oogo:Plan }
}

# Een begrip dat geen versiestatus is.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <planversie/PO2604-voorbeeld-vastgesteld> a oogo:Planversie ; oogo:versieVan <plan/b> ; oogo:versiestatus <https://w3id.org/oogo/begrip/uitslag/ingestemd> .
    <plan/b> a oogo:Plan .
}

# Een versie van twee plannen.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <planversie/PO2604-voorbeeld-vastgesteld> a oogo:Planversie ; oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/concept> ; oogo:versieVan <plan/a> , <plan/b> .
    <plan/a> a oogo:Plan .
    <plan/b> a oogo:Plan .
}

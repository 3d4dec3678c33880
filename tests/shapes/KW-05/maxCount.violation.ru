# Een versie die concept en vastgesteld tegelijk is.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <planversie/PO2604-voorbeeld-vastgesteld> a oogo:Planversie ; oogo:versieVan <plan/b> ; oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/concept> , <https://w3id.org/oogo/begrip/versiestatus/vastgesteld> .
    <plan/b> a oogo:Plan .
}

# Een versie zonder status.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <planversie/PO2604-voorbeeld-vastgesteld> a oogo:Planversie ; oogo:versieVan <plan/b> .
    <plan/b> a oogo:Plan .
}

# Een versie zonder plan.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <planversie/PO2604-voorbeeld-vastgesteld> a oogo:Planversie ; oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/concept> .
}

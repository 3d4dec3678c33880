# Het vorige plan is vier jaar en een dag ouder.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
    GRAPH <omgeving> {
        <plan/PO2604-2020> a oogo:Ondersteuningsplan ; oogo:opgesteldDoor <samenwerkingsverband/PO2604> .
        <planversie/PO2604-2020> a oogo:Planversie ;
            oogo:versieVan <plan/PO2604-2020> ;
            oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/vastgesteld> ;
            oogo:vastgesteldOp "2020-03-27"^^xsd:date ;
            oogo:geldigVanaf "2020-08-01"^^xsd:date ;
            oogo:geldigTot "2024-08-01"^^xsd:date .
    }
} ;
INSERT DATA { <plan/PO2604-voorbeeld> oogo:vervangt <plan/PO2604-2020> }

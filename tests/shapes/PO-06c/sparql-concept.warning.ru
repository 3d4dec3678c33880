# De opvolger is nog een concept.
# peildatum: 2028-08-01
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
    GRAPH <omgeving> {
        <plan/PO2604-2028> a oogo:Ondersteuningsplan ; oogo:opgesteldDoor <samenwerkingsverband/PO2604> .
        <planversie/PO2604-2028> a oogo:Planversie ;
            oogo:versieVan <plan/PO2604-2028> ;
            oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/concept> ;
            oogo:geldigVanaf "2028-08-01"^^xsd:date ;
            oogo:geldigTot "2032-08-01"^^xsd:date .
    }
}

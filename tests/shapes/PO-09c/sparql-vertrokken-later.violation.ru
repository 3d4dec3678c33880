# Een zesde gemeente lag op de dag van vaststelling voor het laatst in het gebied.
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
    GRAPH <omgeving> {
        <gebiedstoedeling/PO2604-gm0344> a oogo:Gebiedstoedeling ;
            oogo:toedelingVan <gebied/gm0344> ;
            oogo:toedelingAan <gebied/PO2604> ; oogo:geldigTot "2024-03-29"^^xsd:date .
        <gebied/gm0344> oogo:gebiedVan gemeente:gm0344 .
    }
} ;
INSERT DATA {
    GRAPH <omgeving> {
        <gebiedstoedeling/VO2601-gm0344> a oogo:Gebiedstoedeling ;
            oogo:toedelingVan <gebied/gm0344> ;
            oogo:toedelingAan <gebied/VO2601> .
        <gebied/gm0344> oogo:gebiedVan gemeente:gm0344 .
    }
}

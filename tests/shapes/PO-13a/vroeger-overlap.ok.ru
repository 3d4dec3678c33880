# Het derde verband vo had tot de dag van vaststelling een deel van Woerden.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
    GRAPH <omgeving> {
        <gebiedstoedeling/VO2605-gm0632> oogo:toedelingVan <gebied/gm0632> ; oogo:toedelingAan <gebied/VO2605> ; oogo:geldigTot "2024-03-28"^^xsd:date .
        <gebied/VO2605> oogo:gebiedVan <samenwerkingsverband/VO2605> .
        <samenwerkingsverband/VO2605> a oogo:SamenwerkingsverbandVO .
    }
}

# Een deel van Woerden hoort met geldigTot 2024-03-29 bij een verband vo; vastgesteld werd op 2024-03-28.
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { GRAPH <omgeving> {
    <gebied/extra> a oogo:Gemeentegebied ; oogo:gebiedVan gemeente:gm0632 .
    <gebiedstoedeling/x1> a oogo:Gebiedstoedeling ; oogo:toedelingVan <gebied/extra> ; oogo:toedelingAan <gebied/PO2604> .
    <gebiedstoedeling/x2> a oogo:Gebiedstoedeling ; oogo:toedelingVan <gebied/extra> ; oogo:toedelingAan <gebied/VO9999> ; oogo:geldigTot "2024-03-29"^^xsd:date .
    <gebied/VO9999> a oogo:Swvregio ; oogo:gebiedVan <samenwerkingsverband/VO9999> .
    <samenwerkingsverband/VO9999> a oogo:SamenwerkingsverbandVO ; <http://www.w3.org/2000/01/rdf-schema#label> "voorbeeld: een verband vo"@nl .
} }

# Een deel van Woerden hoort ook bij een ander verband po; daarmee is geen overleg nodig.
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { GRAPH <omgeving> {
    <gebiedstoedeling/x> a oogo:Gebiedstoedeling ; oogo:toedelingVan ?gebied ; oogo:toedelingAan <gebied/PO9999> .
    <gebied/PO9999> a oogo:Swvregio ; oogo:gebiedVan <samenwerkingsverband/PO9999> .
    <samenwerkingsverband/PO9999> a oogo:SamenwerkingsverbandPO .
} }
WHERE { GRAPH <omgeving> { ?gebied oogo:gebiedVan gemeente:gm0632 } }

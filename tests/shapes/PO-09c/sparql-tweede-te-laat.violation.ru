# De Ronde Venen deed alleen mee aan een oogo na de vaststelling.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-oogo-de-ronde-venen> } ;
INSERT { <overleg/PO2604-voorbeeld-oogo-2> a oogo:OogoOndersteuningsplan ; oogo:datum "2024-03-28"^^xsd:date ; oogo:overPlanversie <planversie/PO2604-voorbeeld-concept> ; oogo:volgensProcedure <oogoprocedure/PO2604-voorbeeld> ; oogo:heeftDeelname <deelname/PO2604-voorbeeld-oogo-de-ronde-venen> , <deelname/PO2604-voorbeeld-oogo-swv> }
WHERE {}

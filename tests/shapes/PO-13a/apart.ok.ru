# Met Sterk VO is een dag vóór de vaststelling apart overlegd.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { <overleg/PO2604-voorbeeld-vo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-vo-vo2601> } ;
INSERT DATA { <overleg/vo2> a oogo:BestuurlijkOverleg ; oogo:datum "2024-03-27"^^xsd:date ; oogo:overPlanversie <planversie/PO2604-voorbeeld-concept> ; oogo:heeftDeelname <deelname/PO2604-voorbeeld-vo-vo2601> , <deelname/PO2604-voorbeeld-vo-swv> }

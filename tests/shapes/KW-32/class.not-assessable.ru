# De verwijzing gaat nergens heen.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

CLEAR DEFAULT ;
INSERT DATA {
    <overleg/1> a oogo:BestuurlijkOverleg ; oogo:datum "2024-01-01"^^xsd:date ; oogo:overPlanversie <nergens/1> .
}

# Een passage die nergens is beschreven.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA { <plan/1> a oogo:Plan . <planversie/1> a oogo:Planversie ; oogo:versieVan <plan/1> ; oogo:versiestatus <https://w3id.org/oogo/begrip/versiestatus/concept> ; oogo:heeftPassage <planpassage/nergens> }

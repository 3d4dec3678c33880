# Voor de vaststelling ingestemd, en later nog eens.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <planversie/PO2604-voorbeeld-vastgesteld> oogo:heeftInstemming <instemming/later> . <instemming/later> a oogo:Instemming ; oogo:instemmingVan <ondersteuningsplanraad/PO2604> ; oogo:datum "2024-04-10"^^xsd:date ; oogo:uitslag <https://w3id.org/oogo/begrip/uitslag/ingestemd> }

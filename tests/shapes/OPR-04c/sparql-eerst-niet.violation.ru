# Eerst niet ingestemd; de instemming is van de dag van vaststelling, niet van daarvoor.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <instemming/PO2604-voorbeeld> oogo:datum ?oud }
INSERT { <instemming/PO2604-voorbeeld> oogo:datum "2024-03-28"^^xsd:date }
WHERE { <instemming/PO2604-voorbeeld> oogo:datum ?oud } ;
INSERT DATA { <planversie/PO2604-voorbeeld-vastgesteld> oogo:heeftInstemming <instemming/eerste> . <instemming/eerste> a oogo:Instemming ; oogo:instemmingVan <ondersteuningsplanraad/PO2604> ; oogo:datum "2024-02-22"^^xsd:date ; oogo:uitslag <https://w3id.org/oogo/begrip/uitslag/niet-ingestemd> }

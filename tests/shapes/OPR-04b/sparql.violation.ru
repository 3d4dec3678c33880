# De ondersteuningsplanraad stemde niet in.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <instemming/PO2604-voorbeeld> oogo:uitslag ?oud }
INSERT { <instemming/PO2604-voorbeeld> oogo:uitslag <https://w3id.org/oogo/begrip/uitslag/niet-ingestemd> }
WHERE { <instemming/PO2604-voorbeeld> oogo:uitslag ?oud }

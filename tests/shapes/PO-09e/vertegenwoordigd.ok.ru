# Een gezamenlijk bureau sprak namens het samenwerkingsverband.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <deelname/PO2604-voorbeeld-oogo-swv> oogo:deelnemer ?oud }
INSERT { <deelname/PO2604-voorbeeld-oogo-swv> oogo:deelnemer <organisatie/gezamenlijk-bureau> }
WHERE { <deelname/PO2604-voorbeeld-oogo-swv> oogo:deelnemer ?oud }

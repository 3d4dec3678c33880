# De dag heeft een tijdzone.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ?versie oogo:vastgesteldOp ?oud ; oogo:groeipeildag ?dag ; oogo:geldigVanaf ?van ; oogo:geldigTot ?tot ; oogo:toegezondenOp ?op }
INSERT { ?versie oogo:vastgesteldOp "2026-06-12"^^xsd:date ; oogo:geldigVanaf "2027-08-01"^^xsd:date ; oogo:geldigTot "2030-06-01"^^xsd:date ; oogo:toegezondenOp "2026-06-15"^^xsd:date ; oogo:groeipeildag "--06-01Z"^^xsd:gMonthDay }
WHERE { ?versie oogo:vastgesteldOp ?oud ; oogo:groeipeildag ?dag ; oogo:geldigVanaf ?van ; oogo:geldigTot ?tot ; oogo:toegezondenOp ?op }

# Een concept zonder latere versie wordt getoetst op de peildatum.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <planversie/PO2604-voorbeeld-vastgesteld> ?eigenschap ?waarde } ;
DELETE WHERE { <planversie/PO2604-voorbeeld-concept> oogo:versieVan ?plan } ;
INSERT { <planversie/PO2604-voorbeeld-concept> oogo:versieVan <plan/PO2604-voorbeeld> ; oogo:groeipeildag "--02-15"^^xsd:gMonthDay ; oogo:heeftPassage ?passage }
WHERE { ?passage oogo:planelement ?element FILTER(?element != <https://w3id.org/oogo/begrip/planelement/terug-of-overplaatsing>) }

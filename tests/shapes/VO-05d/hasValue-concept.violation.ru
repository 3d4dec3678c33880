# Een concept zonder latere versie wordt getoetst op de peildatum.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/VO2604-voorbeeld-vastgesteld> ?eigenschap ?waarde } ;
DELETE WHERE { <planversie/VO2604-voorbeeld-concept> oogo:versieVan ?plan } ;
INSERT { <planversie/VO2604-voorbeeld-concept> oogo:versieVan <plan/VO2604-voorbeeld> ; oogo:heeftPassage ?passage }
WHERE { ?passage oogo:planelement ?element FILTER(?element != <https://w3id.org/oogo/begrip/planelement/terug-of-overplaatsing>) }

# Vier jaar vanaf een schrikkeldag.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigVanaf ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigVanaf "2024-02-29"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigVanaf ?oud } ;
DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot "2028-02-29"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud } ;
DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp "2024-03-28"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }

# Vier jaar en een dag.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot "2028-08-02"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }

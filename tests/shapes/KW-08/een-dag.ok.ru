# Een periode van één dag is een periode.
# peildatum: 2024-07-01
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot "2024-08-02"^^xsd:date }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }

# Vier jaar en een dag.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }
INSERT { <planversie/VO2604-voorbeeld-vastgesteld> oogo:geldigTot "2028-08-02"^^xsd:date }
WHERE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:geldigTot ?oud }

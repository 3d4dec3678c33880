# De vastgestelde versie heeft geen datum van vaststelling.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:vastgesteldOp ?oud }

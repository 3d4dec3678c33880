# Er staat niet bij wanneer de procedure is vastgesteld.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <oogoprocedure/VO2604-voorbeeld> oogo:vastgesteldOp ?oud }

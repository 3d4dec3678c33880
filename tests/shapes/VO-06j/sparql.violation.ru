# Alleen de gemeenten hebben de procedure vastgesteld.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <oogoprocedure/VO2604-voorbeeld> oogo:vastgesteldDoor <samenwerkingsverband/VO2604> }

# Het samenwerkingsverband vo stelde de procedure niet mede vast.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <oogoprocedure/gm0632-voorbeeld> oogo:vastgesteldDoor <samenwerkingsverband/VO2604> }

# De gemeente stelde de procedure niet mede vast.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <oogoprocedure/gm0632-voorbeeld> oogo:vastgesteldDoor gemeente:gm0632 }

# Ook een vertegenwoordigde gemeente stelt de procedure mede vast.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <oogoprocedure/VO2604-voorbeeld> oogo:vastgesteldDoor gemeente:gm0589 }

# De procedure regelt geen geschillen.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <oogoprocedure/gm0632-voorbeeld> oogo:geschillenvoorziening ?regeling }

# De geschillenvoorziening is een spatie.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <oogoprocedure/VO2604-voorbeeld> oogo:geschillenvoorziening ?oud }
INSERT { <oogoprocedure/VO2604-voorbeeld> oogo:geschillenvoorziening " " }
WHERE { <oogoprocedure/VO2604-voorbeeld> oogo:geschillenvoorziening ?oud }

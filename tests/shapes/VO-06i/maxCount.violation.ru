# Er staan twee procedures bij.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT { <overleg/VO2604-voorbeeld-oogo> oogo:volgensProcedure <oogoprocedure/twee> . <oogoprocedure/twee> ?eigenschap ?waarde }
WHERE { <oogoprocedure/VO2604-voorbeeld> ?eigenschap ?waarde }

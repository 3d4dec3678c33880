# Er staat niet bij volgens welke procedure.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:volgensProcedure ?oud }

# Het oogo noemt geen procedure.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <overleg/gm0632-voorbeeld-oogo> oogo:volgensProcedure ?procedure }

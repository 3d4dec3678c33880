# De vestiging heeft twee codes.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA { <vestiging/99AA00> oogo:vestigingscode "99AA01" }

# De code heeft kleine letters.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <vestiging/99AA00> oogo:vestigingscode ?oud } ;
INSERT DATA { <vestiging/99AA00> oogo:vestigingscode "99aa00" }

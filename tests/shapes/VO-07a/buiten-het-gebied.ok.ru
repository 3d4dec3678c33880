# De mbo-instelling heeft alleen een vestiging buiten het gebied.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <vestiging/99ZZ00> oogo:vestigingInGemeente ?gemeente } ;
INSERT DATA { <vestiging/99ZZ00> oogo:vestigingInGemeente gemeente:gm1904 }

# De contactgemeente ligt niet in de regio.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <gebied/rmc-voorbeeld> oogo:contactgemeente gemeente:gm0632 } ;
INSERT DATA { <gebied/rmc-voorbeeld> oogo:contactgemeente gemeente:gm1904 }

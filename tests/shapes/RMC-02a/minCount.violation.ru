# De regio noemt geen contactgemeente.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <gebied/rmc-voorbeeld> oogo:contactgemeente ?gemeente }

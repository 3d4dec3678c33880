# Een plicht die niet bestaat.
# basis: goed-bewijs.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { <bewijsstuk/LP-02> rdfs:seeAlso <plicht/LP-99> }

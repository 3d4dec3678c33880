# Een regio met een naam die het besluit niet kent.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { <gebied/jeugdregio-utrecht-west> rdfs:label ?naam } ;
INSERT DATA { <gebied/jeugdregio-utrecht-west> rdfs:label "Utrecht-West"@nl }

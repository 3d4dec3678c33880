# Een ander leverde al aan dat een tweede toedeling begint voordat deze eindigt.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <gebiedstoedeling/jeugdregio-gm0632> oogo:geldigTot "2027-01-01"^^xsd:date } ;
INSERT DATA { GRAPH <omgeving> { <gebied/jeugdregio-2> a oogo:Jeugdhulpregio ; rdfs:label "Lekstroom"@nl .
    <gebiedstoedeling/jeugdregio-2> a oogo:Gebiedstoedeling ; oogo:toedelingVan <gebied/gm0632> ; oogo:toedelingAan <gebied/jeugdregio-2> ; oogo:geldigVanaf "2026-06-01"^^xsd:date } }

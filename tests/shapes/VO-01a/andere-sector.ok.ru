# Een bestuur met alleen een basisschool hoeft niet bij een verband vo.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <schoolbestuur/99901> oogo:aangeslotenBij <samenwerkingsverband/VO2604> } ;
DELETE WHERE { <vestiging/99BB00> ?eigenschap ?waarde } ;
DELETE WHERE { <onderwijsinstelling/99BB> ?eigenschap ?waarde }

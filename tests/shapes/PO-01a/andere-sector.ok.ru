# Een bestuur met alleen een school voor vo hoeft niet bij een verband po.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <schoolbestuur/99901> oogo:aangeslotenBij <samenwerkingsverband/PO2604> } ;
DELETE WHERE { <vestiging/99AA00> ?eigenschap ?waarde } ;
DELETE WHERE { <onderwijsinstelling/99AA> ?eigenschap ?waarde }

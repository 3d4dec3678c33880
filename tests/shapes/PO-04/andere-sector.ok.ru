# Een school voor vo, van een bestuur dat ook bij een verband po in een andere streek is aangesloten.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <schoolbestuur/99901> oogo:aangeslotenBij <samenwerkingsverband/PO2604> } ;
INSERT DATA { <schoolbestuur/99901> oogo:aangeslotenBij <samenwerkingsverband/PO9999> . <samenwerkingsverband/PO9999> a oogo:SamenwerkingsverbandPO ; oogo:swvCode "PO9999" } ;
DELETE WHERE { <vestiging/99AA00> ?eigenschap ?waarde } ;
DELETE WHERE { <onderwijsinstelling/99AA> ?eigenschap ?waarde }

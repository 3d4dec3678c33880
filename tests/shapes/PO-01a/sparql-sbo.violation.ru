# Ook een school voor sbo hoort erbij.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <schoolbestuur/99901> oogo:aangeslotenBij <samenwerkingsverband/PO2604> } ;
DELETE WHERE { <onderwijsinstelling/99AA> oogo:biedtSector ?oud } ;
INSERT DATA { <onderwijsinstelling/99AA> oogo:biedtSector <https://w3id.org/oogo/begrip/sector/sbo> }

# De gemeente ligt maar gedeeltelijk in het gebied.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <schoolbestuur/99901> oogo:aangeslotenBij <samenwerkingsverband/PO2604> } ;
INSERT DATA { <schoolbestuur/99901> oogo:aangeslotenBij <samenwerkingsverband/PO9999> . <samenwerkingsverband/PO9999> a oogo:SamenwerkingsverbandPO ; oogo:swvCode "PO9999" } ;
DELETE WHERE { <gebiedstoedeling/PO2604-gm0632> oogo:dekking ?oud } ;
INSERT DATA { <gebiedstoedeling/PO2604-gm0632> oogo:dekking <https://w3id.org/oogo/begrip/dekking/gedeeltelijk> }

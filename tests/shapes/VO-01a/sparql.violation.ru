# Het bestuur is alleen bij een verband po aangesloten.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <schoolbestuur/99901> oogo:aangeslotenBij <samenwerkingsverband/VO2604> }

# Van de school is geen sector bekend.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <onderwijsinstelling/99AA> oogo:biedtSector ?sector }

# Van de school is geen bestuur bekend.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <onderwijsinstelling/99AA> oogo:heeftBevoegdGezag ?bestuur }

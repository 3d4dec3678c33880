# Het samenwerkingsverband vo deed niet mee.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <overleg/gm0632-voorbeeld-oogo> oogo:heeftDeelname <deelname/gm0632-voorbeeld-oogo-vo> }

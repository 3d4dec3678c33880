# Het jeugdplan heeft geen geldigTot.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/gm0632-voorbeeld-vastgesteld> oogo:geldigTot ?dag }

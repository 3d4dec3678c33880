# vastgesteldOp van het jeugdplan is geen datum.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/gm0632-voorbeeld-vastgesteld> oogo:vastgesteldOp ?dag } ;
INSERT DATA { <planversie/gm0632-voorbeeld-vastgesteld> oogo:vastgesteldOp "in december" }

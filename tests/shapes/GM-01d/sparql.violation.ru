# Het plan is niet door de raad maar door een ander vastgesteld.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/gm0632-voorbeeld-vastgesteld> oogo:vastgesteldDoor ?raad } ;
INSERT DATA { <planversie/gm0632-voorbeeld-vastgesteld> oogo:vastgesteldDoor <organisatie/jeugdteam> }

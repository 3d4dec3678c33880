# In het jeugdplan ontbreekt kleine-doelgroepen.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/gm0632-voorbeeld-kleine-doelgroepen> oogo:planelement ?element }

# In het jeugdplan ontbreekt acties-in-de-planperiode.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/gm0632-voorbeeld-acties-in-de-planperiode> oogo:planelement ?element }

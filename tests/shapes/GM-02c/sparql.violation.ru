# In het jeugdplan ontbreekt beoogde-resultaten.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/gm0632-voorbeeld-beoogde-resultaten> oogo:planelement ?element }

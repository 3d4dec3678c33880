# In het jeugdplan ontbreekt samenhang-veilig-thuis.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/gm0632-voorbeeld-samenhang-veilig-thuis> oogo:planelement ?element }

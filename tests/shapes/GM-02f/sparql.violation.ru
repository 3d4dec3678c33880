# In het jeugdplan ontbreekt vn-verdrag-handicap.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/gm0632-voorbeeld-vn-verdrag-handicap> oogo:planelement ?element }

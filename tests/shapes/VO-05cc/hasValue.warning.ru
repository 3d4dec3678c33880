# Het plan mist dit onderdeel van c.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/VO2604-voorbeeld-toelaatbaarheid-praktijkonderwijs> oogo:planelement ?element }

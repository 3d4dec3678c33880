# Het vo-plan zegt niets over de samenwerking met leerplicht.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/VO2604-voorbeeld-afstemming-leerplicht> oogo:planelement ?element }

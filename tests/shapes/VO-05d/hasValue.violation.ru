# Het plan heeft geen passage over dit onderdeel.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { ?passage oogo:planelement <https://w3id.org/oogo/begrip/planelement/terug-of-overplaatsing> }

# Een deelname zonder dat erbij staat namens wie.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <deelname/PO2604-voorbeeld-oogo-montfoort> oogo:namens ?oud }

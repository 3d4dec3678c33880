# Niemand biedt het arrangement aan.
# basis: goed-aanbod.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <arrangementaanbod/PO2604-voorbeeld> oogo:aangebodenDoor ?wie }

# Niemand zet de jeugdhulp in.
# basis: goed-aanbod.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <jeugdhulpinzet/PO2604-voorbeeld> oogo:inzetDoor ?wie }

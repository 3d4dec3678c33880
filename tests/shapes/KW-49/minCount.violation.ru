# De jeugdhulp heeft geen school.
# basis: goed-aanbod.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <jeugdhulpinzet/PO2604-voorbeeld> oogo:inzetBij ?waar }

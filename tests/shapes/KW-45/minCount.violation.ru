# De afspraak noemt één partij.
# basis: goed-afspraken.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <afspraak/PO2604-voorbeeld> oogo:partij gemeente:gm0632 }

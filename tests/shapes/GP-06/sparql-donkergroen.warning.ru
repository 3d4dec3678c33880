# Er is geen streefbeeld voor donkergroen.
# basis: goed-samenwerkingsagenda.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <streefbeeld/PO2604-voorbeeld-1-donkergroen> oogo:kleur ?kleur }

# Een verschreven kleur.
# basis: goed-samenwerkingsagenda.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA { <streefbeeld/PO2604-voorbeeld-1-groen> oogo:kleur <https://w3id.org/oogo/begrip/stoplicht/lichtgroen> }

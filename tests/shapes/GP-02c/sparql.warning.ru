# De agenda is niet met de raad van Woerden gedeeld.
# basis: goed-samenwerkingsagenda.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <samenwerkingsagenda/PO2604-voorbeeld> oogo:gedeeldMet ?raad }

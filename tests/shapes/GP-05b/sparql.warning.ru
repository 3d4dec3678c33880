# Woerden sprak namens Oudewater zonder vermelde machtiging.
BASE <https://w3id.org/oogo/id/>

DELETE WHERE { <vertegenwoordigingsregeling/voorbeeld-oudewater-woerden> ?eigenschap ?waarde }

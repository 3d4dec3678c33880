# De machtiging stond al in de gegevens.
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <vertegenwoordigingsregeling/voorbeeld-oudewater-woerden> ?eigenschap ?waarde } ;
INSERT DATA { GRAPH <omgeving> { <vertegenwoordigingsregeling/uw> oogo:delegeert gemeente:gm0589 ; oogo:gedelegeerdAan gemeente:gm0632 } }

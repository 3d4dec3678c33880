# Oudewater machtigde een andere gemeente dan Woerden.
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <vertegenwoordigingsregeling/voorbeeld-oudewater-woerden> oogo:gedelegeerdAan gemeente:gm0632 } ;
INSERT DATA { <vertegenwoordigingsregeling/voorbeeld-oudewater-woerden> oogo:gedelegeerdAan gemeente:gm0335 }

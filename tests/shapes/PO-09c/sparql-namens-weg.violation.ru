# Woerden sprak alleen voor zichzelf; Oudewater was niet vertegenwoordigd en machtigde niemand.
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <deelname/PO2604-voorbeeld-oogo-woerden> oogo:namens gemeente:gm0589 } ;
DELETE WHERE { <vertegenwoordigingsregeling/voorbeeld-oudewater-woerden> ?eigenschap ?waarde }

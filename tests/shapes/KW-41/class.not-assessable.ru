# Het doel van de indicator is niet beschreven.
# basis: goed-samenwerkingsagenda.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <indicator/PO2604-voorbeeld-1> oogo:operationaliseert ?oud } ;
INSERT DATA { <indicator/PO2604-voorbeeld-1> oogo:operationaliseert <doelstelling/nergens> }

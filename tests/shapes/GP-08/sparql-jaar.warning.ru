# De afspraak geldt een jaar en een dag en is nog niet geëvalueerd.
# basis: goed-afspraken.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <evaluatie/PO2604-voorbeeld-2025> ?e ?w } ;
DELETE WHERE { <afspraak/PO2604-voorbeeld> oogo:geldigVanaf ?oud } ;
INSERT DATA { <afspraak/PO2604-voorbeeld> oogo:geldigVanaf "2024-12-31"^^xsd:date }

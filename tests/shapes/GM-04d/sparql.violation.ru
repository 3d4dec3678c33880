# De procedure is van een dag na het oogo.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <oogoprocedure/gm0632-voorbeeld> oogo:vastgesteldOp ?oud } ;
INSERT DATA { <oogoprocedure/gm0632-voorbeeld> oogo:vastgesteldOp "2024-10-11"^^xsd:date }

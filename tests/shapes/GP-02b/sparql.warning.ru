# De agenda loopt vier jaar en een dag.
# basis: goed-samenwerkingsagenda.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <samenwerkingsagenda/PO2604-voorbeeld> oogo:geldigTot ?oud } ;
INSERT DATA { <samenwerkingsagenda/PO2604-voorbeeld> oogo:geldigTot "2030-01-02"^^xsd:date }

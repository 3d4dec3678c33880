# Het eerste jeugdplan is op 31 oktober 2014 vastgesteld.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ?versie oogo:vastgesteldOp ?oud ; oogo:geldigVanaf ?begin }
INSERT { ?versie oogo:vastgesteldOp "2014-10-31"^^xsd:date ; oogo:geldigVanaf "2015-01-01"^^xsd:date }
WHERE { ?versie oogo:vastgesteldOp ?oud ; oogo:geldigVanaf ?begin } ;
DELETE { ?overleg oogo:datum ?dag } INSERT { ?overleg oogo:datum "2014-09-01"^^xsd:date } WHERE { ?overleg a oogo:OogoJeugdplan ; oogo:datum ?dag } ;
DELETE { ?procedure oogo:vastgesteldOp ?dag } INSERT { ?procedure oogo:vastgesteldOp "2014-06-01"^^xsd:date } WHERE { ?procedure a oogo:Oogoprocedure ; oogo:vastgesteldOp ?dag } ;
DELETE { ?concept oogo:versiedatum ?dag } INSERT { ?concept oogo:versiedatum "2014-08-01"^^xsd:date } WHERE { ?concept oogo:versiedatum ?dag }

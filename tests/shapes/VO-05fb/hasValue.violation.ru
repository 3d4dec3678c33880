# Een plan uit 2026 zegt niets over het informeren van leerlingen.
# basis: goed-ondersteuningsplan-vo.ttl
# peildatum: 2026-06-01
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ?ding ?eigenschap ?dag }
INSERT { ?ding ?eigenschap ?later }
WHERE {
    ?ding ?eigenschap ?dag
    FILTER(DATATYPE(?dag) = xsd:date)
    BIND(STRDT(CONCAT(STR(YEAR(?dag) + 2), SUBSTR(STR(?dag), 5)), xsd:date) AS ?later)
} ;
DELETE WHERE { ?passage oogo:planelement <https://w3id.org/oogo/begrip/planelement/informeren-leerlingen> }

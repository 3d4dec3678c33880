# Er staan twee procedures bij.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT { <overleg/PO2604-voorbeeld-oogo> oogo:volgensProcedure <oogoprocedure/twee> . <oogoprocedure/twee> ?eigenschap ?waarde }
WHERE { <oogoprocedure/PO2604-voorbeeld> ?eigenschap ?waarde }

# Met het samenwerkingsverband po is niet overlegd.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <deelname/VO2604-voorbeeld-po-po2604> oogo:deelnemer ?d ; oogo:namens ?n } ;
INSERT DATA { <deelname/VO2604-voorbeeld-po-po2604> oogo:deelnemer <samenwerkingsverband/VO2604> ; oogo:namens <samenwerkingsverband/VO2604> }

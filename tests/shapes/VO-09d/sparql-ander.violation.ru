# Het plan is aan een ander gestuurd dan de inspectie.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenAan ?oud }
INSERT { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenAan <organisatie/ggd> }
WHERE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenAan ?oud }

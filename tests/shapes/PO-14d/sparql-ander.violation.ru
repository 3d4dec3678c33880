# Het plan is aan een ander gestuurd dan de inspectie.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenAan ?oud }
INSERT { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenAan <organisatie/ggd> }
WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenAan ?oud }

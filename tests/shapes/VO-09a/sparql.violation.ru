# Op 1 mei staat er nog geen datum van toezending bij.
# basis: goed-ondersteuningsplan-vo.ttl
# peildatum: 2024-05-01
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/VO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }

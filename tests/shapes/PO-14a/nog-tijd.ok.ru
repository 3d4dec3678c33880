# Op 30 april kan het plan nog op tijd worden toegezonden.
# peildatum: 2024-04-30
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planversie/PO2604-voorbeeld-vastgesteld> oogo:toegezondenOp ?oud }

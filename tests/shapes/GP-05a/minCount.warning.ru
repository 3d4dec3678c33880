# Bij Woerden staat geen functie.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <deelname/PO2604-voorbeeld-oogo-woerden> oogo:vertegenwoordigtPost ?post }

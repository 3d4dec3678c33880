# Bij Woerden staan twee functies in één deelname.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA { <deelname/PO2604-voorbeeld-oogo-woerden> oogo:vertegenwoordigtPost <post/woerden-wethouder-jeugd> }

# De agenda noemt schoolverlaten-en-thuiszitten niet.
# basis: goed-samenwerkingsagenda.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <samenwerkingsagenda/PO2604-voorbeeld> oogo:onderwerp <https://w3id.org/oogo/begrip/ontwikkelagendaonderwerp/schoolverlaten-en-thuiszitten> }

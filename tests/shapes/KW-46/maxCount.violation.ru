# Twee organisaties zegden hetzelfde toe.
# basis: goed-afspraken.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA { <toezegging/PO2604-voorbeeld-1> oogo:toegezegdDoor <samenwerkingsverband/PO2604> }

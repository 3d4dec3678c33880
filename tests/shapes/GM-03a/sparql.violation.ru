# Er is overlegd, maar niet in een oogo.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <overleg/gm0632-voorbeeld-oogo> a oogo:OogoJeugdplan } ;
INSERT DATA { <overleg/gm0632-voorbeeld-oogo> a oogo:BestuurlijkOverleg }

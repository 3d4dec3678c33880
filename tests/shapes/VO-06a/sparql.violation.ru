# Er is wel bestuurlijk overleg met de gemeenten, maar geen oogo.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <overleg/VO2604-voorbeeld-oogo> a oogo:OogoOndersteuningsplan } ;
INSERT DATA { <overleg/VO2604-voorbeeld-oogo> a oogo:BestuurlijkOverleg }

# Er is geen oogo, en van het gebied is geen mbo-instelling bekend.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <overleg/VO2604-voorbeeld-oogo> a oogo:OogoOndersteuningsplan } ;
INSERT DATA { <overleg/VO2604-voorbeeld-oogo> a oogo:BestuurlijkOverleg } ;
DELETE WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:uitgenodigd ?wie } ;
DELETE WHERE { <vestiging/99ZZ00> oogo:vestigingInGemeente ?gemeente } ;
DELETE DATA { <overleg/VO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/VO2604-voorbeeld-oogo-mbo> }

# Er is wel bestuurlijk overleg met de gemeenten, maar geen oogo.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <overleg/PO2604-voorbeeld-oogo> a oogo:OogoOndersteuningsplan } ;
INSERT DATA { <overleg/PO2604-voorbeeld-oogo> a oogo:BestuurlijkOverleg }

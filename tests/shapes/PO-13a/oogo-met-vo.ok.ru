# Het verband vo zat bij het oogo over het concept aan tafel; dat is ook overleg.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <overleg/PO2604-voorbeeld-vo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-vo-vo2601> } ;
INSERT DATA { <overleg/PO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-vo-vo2601> }

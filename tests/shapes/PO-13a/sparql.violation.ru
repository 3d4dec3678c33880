# Met Sterk VO, dat Stichtse Vecht heeft, is niet overlegd.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE DATA { <overleg/PO2604-voorbeeld-vo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-vo-vo2601> }

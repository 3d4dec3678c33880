# Van een tweede oogo staat er niet bij over welk plan het ging.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT { <overleg/PO2604-voorbeeld-oogo-2> a oogo:OogoOndersteuningsplan ; ?eigenschap ?waarde }
WHERE { <overleg/PO2604-voorbeeld-oogo> ?eigenschap ?waarde FILTER(?eigenschap != oogo:overPlanversie) }

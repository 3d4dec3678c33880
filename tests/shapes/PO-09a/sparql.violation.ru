# Er is geen oogo over het plan.
BASE <https://w3id.org/oogo/id/>

DELETE WHERE { <overleg/PO2604-voorbeeld-oogo> ?eigenschap ?waarde }

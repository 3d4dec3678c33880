# Na de vaststelling was er nog een oogo; het eerste was op tijd.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { <overleg/PO2604-voorbeeld-oogo-2> a oogo:OogoOndersteuningsplan ; oogo:datum "2024-05-16"^^xsd:date ; ?eigenschap ?waarde }
WHERE { <overleg/PO2604-voorbeeld-oogo> ?eigenschap ?waarde FILTER(?eigenschap != oogo:datum) }

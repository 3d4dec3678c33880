# De toedeling van Woerden heeft geldigTot 2024-03-28; vastgesteld werd op 2024-03-28 en de mbo-instelling is niet uitgenodigd.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:uitgenodigd ?wie } ;
DELETE DATA { <overleg/VO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/VO2604-voorbeeld-oogo-mbo> } ;
INSERT DATA { GRAPH <omgeving> { <gebiedstoedeling/VO2604-gm0632> oogo:geldigTot "2024-03-28"^^xsd:date } }

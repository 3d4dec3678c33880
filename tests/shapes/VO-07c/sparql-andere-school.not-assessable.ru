# In het gebied is wel een andere school bekend, maar geen mbo-instelling, en niemand uitgenodigd.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <overleg/VO2604-voorbeeld-oogo> oogo:uitgenodigd ?wie } ;
DELETE WHERE { <vestiging/99ZZ00> oogo:vestigingInGemeente ?gemeente } ;
DELETE DATA { <overleg/VO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/VO2604-voorbeeld-oogo-mbo> } ;
INSERT { GRAPH <omgeving> { <vestiging/98AA00> a oogo:Vestiging ; oogo:vestigingVan <onderwijsinstelling/98AA> ; oogo:vestigingInGemeente ?gemeente . <onderwijsinstelling/98AA> a oogo:Onderwijsinstelling } }
WHERE { GRAPH <omgeving> { ?toedeling oogo:toedelingAan/oogo:gebiedVan <samenwerkingsverband/VO2604> ; oogo:toedelingVan/oogo:gebiedVan ?gemeente } }

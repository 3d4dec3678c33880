# Het gebied ontbreekt in de gegevens, maar is meegeleverd.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { GRAPH <omgeving> { ?toedeling oogo:toedelingAan <gebied/PO2604> } }
INSERT { ?toedeling oogo:toedelingAan <gebied/PO2604> }
WHERE { GRAPH <omgeving> { ?toedeling oogo:toedelingAan <gebied/PO2604> } }

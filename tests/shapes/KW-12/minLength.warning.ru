# Een passage met een lege vindplaats.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE { <planpassage/PO2604-voorbeeld-informeren-ouders> oogo:pagina ?oud }
INSERT { <planpassage/PO2604-voorbeeld-informeren-ouders> oogo:pagina "" }
WHERE { <planpassage/PO2604-voorbeeld-informeren-ouders> oogo:pagina ?oud }

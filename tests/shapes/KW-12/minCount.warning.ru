# Een passage zonder vindplaats.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/PO2604-voorbeeld-informeren-ouders> oogo:pagina ?oud }

# De Ronde Venen deed niet mee en was niet vertegenwoordigd.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-oogo-de-ronde-venen> }

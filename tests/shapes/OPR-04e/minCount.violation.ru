# Het besluit heeft geen datum.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <instemming/PO2604-voorbeeld> oogo:datum ?oud }

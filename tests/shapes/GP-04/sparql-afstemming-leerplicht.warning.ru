# Het plan zegt niets over de samenwerking met leerplicht.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/PO2604-voorbeeld-afstemming-leerplicht> oogo:planelement ?element }

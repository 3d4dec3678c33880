# Het plan zegt niets over de registratie van thuiszitters.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <planpassage/PO2604-voorbeeld-registratie-thuiszitters> oogo:planelement ?element }

# De vastgestelde versie heeft twee keer oogo:geldigTot.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigTot "2028-07-31"^^xsd:date }

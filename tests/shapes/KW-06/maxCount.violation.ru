# De vastgestelde versie heeft twee keer oogo:geldigVanaf.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <planversie/PO2604-voorbeeld-vastgesteld> oogo:geldigVanaf "2024-08-02"^^xsd:date }

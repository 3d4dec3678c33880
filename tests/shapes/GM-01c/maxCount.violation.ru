# Het jeugdplan heeft twee keer geldigTot.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <planversie/gm0632-voorbeeld-vastgesteld> oogo:geldigTot "2029-01-02"^^xsd:date }

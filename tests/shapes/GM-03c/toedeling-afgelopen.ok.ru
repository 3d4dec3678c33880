# De toedeling aan een tweede verband liep tot de dag van vaststelling.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { GRAPH <omgeving> {
    <gebiedstoedeling/extra> a oogo:Gebiedstoedeling ; oogo:toedelingVan <gebied/gm0632> ; oogo:toedelingAan <gebied/VO2601> ; oogo:geldigTot "2024-12-12"^^xsd:date .
} }

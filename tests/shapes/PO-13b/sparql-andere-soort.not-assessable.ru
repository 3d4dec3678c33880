# Van Stichtse Vecht is niet bekend in welk vo-gebied het ligt, wel bij welke jeugdhulpaanbieder.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { GRAPH <omgeving> { <gebiedstoedeling/VO2601-gm1904> oogo:toedelingAan ?regio } } ;
INSERT DATA { GRAPH <omgeving> {
    <gebiedstoedeling/VO2601-gm1904> oogo:toedelingAan <gebied/aanbieder> .
    <gebied/aanbieder> oogo:gebiedVan <organisatie/aanbieder> .
    <organisatie/aanbieder> a oogo:Jeugdhulpaanbieder
} }

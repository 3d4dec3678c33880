# Van Stichtse Vecht is niet bekend in welk vo-gebied het ligt.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { GRAPH <omgeving> { <gebiedstoedeling/VO2601-gm1904> oogo:toedelingAan ?regio } }

# Van Woerden is geen samenwerkingsverband vo bekend.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { GRAPH <omgeving> { <gebiedstoedeling/VO2604-gm0632> oogo:toedelingAan ?regio } }

# Van Woerden is niet bekend in welk po-gebied het ligt.
# basis: goed-ondersteuningsplan-vo.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { GRAPH <omgeving> { <gebiedstoedeling/PO2604-gm0632> oogo:toedelingAan ?regio } }

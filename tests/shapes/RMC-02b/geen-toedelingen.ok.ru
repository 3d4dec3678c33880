# Van de regio is geen enkele gemeente bekend.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>

DELETE WHERE { <gebiedstoedeling/rmc-voorbeeld-gm0632> ?eigenschap ?waarde }

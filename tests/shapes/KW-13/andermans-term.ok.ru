# Een term uit een andere naamruimte gaat ons niet aan.
BASE <https://w3id.org/oogo/id/>

INSERT DATA { <overleg/PO2604-voorbeeld-oogo> <http://purl.org/dc/terms/subject> "oogo" }

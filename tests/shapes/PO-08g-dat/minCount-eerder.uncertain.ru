# Een plan van 2024 zonder peildag: of het besluit toen al gold is niet bekend.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { ?versie oogo:groeipeildag ?dag }

# Op de agenda ontbreekt uitvoeringsafspraken.
# basis: goed-overleg.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <agendapunt/gm0632-gecombineerd-4> oogo:onderwerp ?onderwerp }

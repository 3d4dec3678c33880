# Op de agenda ontbreekt toegang.
# basis: goed-overleg.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <agendapunt/gm0632-gecombineerd-1> oogo:onderwerp ?onderwerp }

# Op de agenda staat alles behalve monitoring en evaluatie.
# basis: goed-overleg.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <agendapunt/gm0632-gecombineerd-5> oogo:onderwerp ?onderwerp }

# Van elke plicht een stuk dat alles laat zien, elk getal op de grens.
# basis: al-het-bewijs.ttl
BASE <https://w3id.org/oogo/id/>



# De machtiging stond al in de gegevens.
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { <overleg/PO2604-voorbeeld-oogo> oogo:heeftDeelname <deelname/PO2604-voorbeeld-oogo-de-ronde-venen> } ;
INSERT DATA {
    GRAPH <omgeving> {
        <vertegenwoordigingsregeling/uw> oogo:delegeert gemeente:gm0736 ; oogo:gedelegeerdAan gemeente:gm0632 .
    }
}

# Het plan begrenst het aanbod van een school zonder motivering.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA {
    <planversie/PO2604-voorbeeld-vastgesteld> oogo:heeftPassage <planpassage/begrenzing> .
    <planpassage/begrenzing> a oogo:Planpassage ; oogo:planelement <https://w3id.org/oogo/begrip/planelement/begrenzing-aanbod> ; oogo:pagina "13" .
}

# Het plan begrenst en motiveert.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA {
    <planversie/PO2604-voorbeeld-vastgesteld> oogo:heeftPassage <planpassage/begrenzing> , <planpassage/motivering> .
    <planpassage/begrenzing> a oogo:Planpassage ; oogo:planelement <https://w3id.org/oogo/begrip/planelement/begrenzing-aanbod> ; oogo:pagina "13" .
    <planpassage/motivering> a oogo:Planpassage ; oogo:planelement <https://w3id.org/oogo/begrip/planelement/onevenredige-belasting> ; oogo:pagina "13" .
}

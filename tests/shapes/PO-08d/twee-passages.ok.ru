# Twee passages over één onderdeel zijn geen fout.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA { <planversie/PO2604-voorbeeld-vastgesteld> oogo:heeftPassage <planpassage/extra> . <planpassage/extra> a oogo:Planpassage ; oogo:planelement <https://w3id.org/oogo/begrip/planelement/terug-of-overplaatsing> ; oogo:pagina "24" }

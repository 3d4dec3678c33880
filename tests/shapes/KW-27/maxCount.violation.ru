# De toedeling heeft toedelingVan twee keer.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA {
    <gebiedstoedeling/los> a oogo:Gebiedstoedeling ; oogo:toedelingAan <gebied/VO2604> ; oogo:toedelingVan <gebied/a> , <gebied/b> .
}

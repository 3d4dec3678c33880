# De regio noemt twee contactgemeenten.
# basis: goed-organisaties-en-gebied.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA {
    <gebied/rmc-voorbeeld> oogo:contactgemeente gemeente:gm0335 .
    <gebiedstoedeling/rmc-2> a oogo:Gebiedstoedeling ; oogo:toedelingVan <gebied/gm0335> ; oogo:toedelingAan <gebied/rmc-voorbeeld> .
}

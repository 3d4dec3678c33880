"""The JSON-LD context of the own terms, made from the ontology."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode, RdfFormat, Store

from oogo.addresses import BASE
from oogo.content import folder
from oogo.prefixes import PREFIXES

__all__ = ["CONTEXT", "json_ld_context"]

CONTEXT = BASE + "context/1"
"""The address of the context; its number changes when a document could come to mean another."""

_DEF = BASE + "def/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_FIXED: dict[str, object] = {
    "@version": 1.1,
    "@base": BASE + "id/",
    "@vocab": _DEF,
    **PREFIXES,
    "id": "@id",
    "type": "@type",
    "gemeente": "https://identifier.overheid.nl/tooi/id/gemeente/",
    "label": {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@container": "@language"},
}
_TERMS = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?term ?kind ?range WHERE {
    VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty }
    ?term a ?kind .
    OPTIONAL { ?term rdfs:range ?range }
    FILTER(ISIRI(?term))
}
ORDER BY ?kind ?term
"""


@cache
def json_ld_context() -> dict[str, object]:
    """What a document may write ``@context`` for: each own term by its name, with its datatype."""
    store = Store()
    for path in sorted(folder("ontology").glob("*.ttl")):
        store.load(path=path, format=RdfFormat.TURTLE)
    context = dict(_FIXED)
    for term, kind, span in store.query(_TERMS):  # type: ignore[union-attr]
        if term.value.startswith(_DEF):
            context[term.value.removeprefix(_DEF)] = _entry(term, kind, span)
    return context


def _entry(term: NamedNode, kind: NamedNode, span: NamedNode | None) -> object:
    name = "oogo:" + term.value.removeprefix(_DEF)
    if kind.value.endswith("#Class"):
        return name
    if kind.value.endswith("#ObjectProperty"):
        return {"@id": name, "@type": "@id"}
    datatype = span.value if isinstance(span, NamedNode) else ""
    if datatype.endswith("#langString"):
        return {"@id": name, "@container": "@language"}
    if datatype.startswith(_XSD) and not datatype.endswith(("#string", "#integer", "#boolean")):
        return {"@id": name, "@type": "xsd:" + datatype.removeprefix(_XSD)}
    return {"@id": name}

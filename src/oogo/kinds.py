"""What can be said of the things of each kind, by the ontology and the shapes of this release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from oogo.content import folder
from oogo.context import json_ld_context
from oogo.indexing import slug_of
from oogo.language import Text
from oogo.names import short

__all__ = ["Field", "Kind", "field_name", "kinds"]

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_PREFIXES = f"""
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <{_RDFS}>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_CLASSES = """
SELECT ?iri ?name_nl ?name_en ?said_nl ?said_en WHERE {
  ?iri a owl:Class ; rdfs:label ?name_nl , ?name_en ; skos:definition ?said_nl , ?said_en .
  FILTER(LANG(?name_nl) = "nl" && LANG(?name_en) = "en")
  FILTER(LANG(?said_nl) = "nl" && LANG(?said_en) = "en")
} ORDER BY ?iri
"""
_FIELDS = """
SELECT DISTINCT ?class ?property ?range WHERE {
  { ?property rdfs:domain ?wider . ?class rdfs:subClassOf* ?wider . ?class a owl:Class }
  UNION
  { ?shape sh:targetClass ?wider ; sh:property/sh:path ?property .
    ?class rdfs:subClassOf* ?wider ; a owl:Class }
  ?property a ?form .
  VALUES ?form { owl:ObjectProperty owl:DatatypeProperty }
  OPTIONAL { ?property rdfs:range ?given }
  BIND(IF(?form = owl:ObjectProperty, owl:Thing, COALESCE(?given, rdfs:Literal)) AS ?range)
  FILTER(ISIRI(?property))
} ORDER BY ?class ?property
"""
_WORDS = """
SELECT ?iri ?name_nl ?name_en ?said_nl ?said_en WHERE {
  ?iri rdfs:label ?name_nl , ?name_en .
  FILTER(LANG(?name_nl) = "nl" && LANG(?name_en) = "en")
  OPTIONAL { ?iri skos:definition ?said_nl FILTER(LANG(?said_nl) = "nl") }
  OPTIONAL { ?iri skos:definition ?said_en FILTER(LANG(?said_en) = "en") }
}
"""


@dataclass(frozen=True)
class Field:
    """One property that things of a kind may have; ``range`` is a datatype, or owl:Thing."""

    name: str
    iri: str
    label: Text
    definition: Text
    range: str

    @property
    def is_relation(self) -> bool:
        """Whether its values are things."""
        return self.range.endswith("#Thing")


@dataclass(frozen=True)
class Kind:
    """A kind of things, and what may be said of them."""

    slug: str
    iri: str
    name: Text
    definition: Text
    fields: tuple[Field, ...]


def field_name(iri: str) -> str:
    """What a property is called in JSON: as in JSON-LD, so one name for one property."""
    name = short(iri)
    local = name.removeprefix("oogo:")
    return local if local != name and local in json_ld_context() else name


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of this release that have a list, by the name in its address."""
    store = Store()
    for place in ("ontology", "shapes"):
        for path in sorted(folder(place).glob("*.ttl")):
            store.load(path=path, format=RdfFormat.TURTLE)
    words = {iri: (called, meaning) for iri, called, meaning in _read(store, _WORDS)}
    fields: dict[str, dict[str, Field]] = {}
    for row in store.query(_PREFIXES + _FIELDS):  # type: ignore[union-attr]
        kind, prop, span = (term.value for term in row)
        label, definition = words.get(prop, (Text(short(prop), short(prop)), Text("", "")))
        known = Field(field_name(prop), prop, label, definition, span)
        fields.setdefault(kind, {})[prop] = known
    found: dict[str, Kind] = {}
    for iri, label, definition in _read(store, _CLASSES):
        slug = slug_of(iri)
        if slug:
            own = tuple(fields.get(iri, {}).values())
            found[slug] = Kind(slug, iri, label, definition, own)
    return tuple(found[slug] for slug in sorted(found))


def _read(store: Store, query: str) -> Iterator[tuple[str, Text, Text]]:
    for iri, *words in store.query(_PREFIXES + query):  # type: ignore[union-attr]
        if isinstance(iri, NamedNode):
            nl, en, said_nl, said_en = (w.value if isinstance(w, Literal) else "" for w in words)
            yield iri.value, Text(nl, en), Text(said_nl, said_en)

"""What things are called in an edition, for whoever reads it directly."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from oogo.language import Text
from oogo.names import standard_name

__all__ = ["labels_in"]

_LABELS = tuple(
    NamedNode(iri)
    for iri in (
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "http://purl.org/dc/terms/title",
    )
)


def labels_in(edition: Store) -> Callable[[str], Text]:
    """A function that gives the label of an address in both languages; empty where it has none."""
    known: dict[str, Text] = {}

    def label(iri: str) -> Text:
        if iri not in known:
            known[iri] = _label(edition, NamedNode(iri))
        return known[iri]

    return label


def _label(edition: Store, thing: NamedNode) -> Text:
    for predicate in _LABELS:
        said = edition.quads_for_pattern(thing, predicate, None, DefaultGraph())
        found = {
            q.object.language or "": q.object.value for q in said if isinstance(q.object, Literal)
        }
        if found:
            anything = found[min(found)]
            dutch = found.get("nl", found.get("", anything))
            return Text(dutch, found.get("en", dutch))
    return standard_name(thing.value)

"""Drawings of the classes of the model, and the same in rows for who does not see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import RDFS, SKOS

from oogo.addresses import BASE
from oogo.diagram import Drawing, Edge, Node, draw
from oogo.model import ModelTerm, Module, Relation
from oogo.web.frame import href

__all__ = ["ClassDrawing", "draw_main", "draw_module"]

_SUBCLASS = str(RDFS.subClassOf)
_MAIN = 18
"""So many classes fit in one drawing that is read at a glance."""


@dataclass(frozen=True)
class ClassDrawing:
    """A drawing of classes, and the relations that its lines stand for."""

    picture: Drawing
    relations: tuple[Relation, ...]


def draw_main(
    modules: Sequence[Module], relations: Sequence[Relation], language: str
) -> ClassDrawing:
    """The own classes that have most to do with other own classes."""
    own = [term.iri for module in modules for term in module.of("class") if _ours(term.iri)]
    degree = dict.fromkeys(sorted(own), 0)
    for each in relations:
        if each.start in degree and each.end in degree and each.start != each.end:
            degree[each.start] += 1
            degree[each.end] += 1
    main = set(sorted(degree, key=lambda iri: -degree[iri])[:_MAIN])
    shown = [each for each in relations if each.start in main and each.end in main]
    return _drawing(main, shown, modules, language)


def draw_module(
    module: Module, modules: Sequence[Module], relations: Sequence[Relation], language: str
) -> ClassDrawing:
    """The classes of this module, and those of others that they have to do with."""
    own = {term.iri for term in module.of("class") if _ours(term.iri)}
    shown = [
        each
        for each in relations
        if (each.start in own or (each.end in own and _ours(each.start)))
        and str(SKOS.Concept) not in (each.start, each.end)
    ]
    return _drawing(own, shown, modules, language)


def _drawing(
    own: set[str], relations: Iterable[Relation], modules: Sequence[Module], language: str
) -> ClassDrawing:
    terms = {term.iri: (term, module) for module in modules for term in module.terms}
    known = [each for each in relations if each.start in terms and each.end in terms]
    ends = dict.fromkeys(end for each in known for end in (each.start, each.end))
    nodes = [_node(*terms[iri], guest=iri not in own, language=language) for iri in ends]
    edges = [
        Edge(
            start=each.start,
            end=each.end,
            words=terms[each.property][0].name[language] if each.property in terms else "",
            dashed=each.property == _SUBCLASS,
        )
        for each in known
    ]
    return ClassDrawing(draw(nodes, edges), tuple(known))


def _node(term: ModelTerm, module: Module, *, guest: bool, language: str) -> Node:
    return Node(
        key=term.iri,
        name=term.name[language],
        note=module.title[language].partition(":")[0],
        href=href(term.iri),
        guest=guest,
    )


def _ours(iri: str) -> bool:
    return iri.startswith(BASE)

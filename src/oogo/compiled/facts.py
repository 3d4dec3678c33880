"""Triples, by property from either end, and in a store for queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolution,
    QuerySolutions,
    Store,
    Triple,
)
from rdflib import RDF, RDFS, BNode, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from oogo.slice import Path

__all__ = ["KIND", "Facts", "Term", "UnfitError", "stored"]

Term = NamedNode | Literal | BlankNode

# Of which classes a thing is, those above its own included: one step instead of a search.
KIND = NamedNode("urn:oogo:soort")
_TYPE = NamedNode(RDF.type)
_SUBCLASS = NamedNode(RDFS.subClassOf)


class UnfitError(Exception):
    """These shapes or data ask for more than is known here."""


class Facts:
    """Triples, by property from either end, and a store of the same for queries."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """The facts in these triples."""
        self.triples = tuple(triples)
        self.ahead: defaultdict[NamedNode, defaultdict[Term, list[Term]]]
        self.back: defaultdict[NamedNode, defaultdict[Term, list[Term]]]
        self.ahead = defaultdict(lambda: defaultdict(list))
        self.back = defaultdict(lambda: defaultdict(list))
        for triple in self.triples:
            subject, predicate, end = triple
            self.ahead[predicate][subject].append(end)
            self.back[predicate][end].append(subject)
        self._below: dict[Term, frozenset[Term]] = {}
        self._above: dict[Term, frozenset[Term]] = {}

    @cached_property
    def store(self) -> Store:
        """The same in a store."""
        store = Store()
        store.extend(Quad(*triple) for triple in self.triples)
        store.extend(
            Quad(thing, KIND, above)
            for kind, things in self.back[_TYPE].items()
            for above in self.above(kind)
            for thing in things
            if isinstance(thing, NamedNode | BlankNode)
        )
        return store

    def values(self, start: Term, path: Path) -> set[Term]:
        """What the path leads to from here."""
        reached = {start}
        ends: Mapping[Term, list[Term]]
        for step in path:
            following: set[Term] = set()
            for hop in step:
                ends = (self.back if hop.inverse else self.ahead).get(hop.predicate, {})
                for node in reached:
                    following.update(ends.get(node, ()))
            reached = following
        return reached

    def below(self, kind: Term) -> frozenset[Term]:
        """This class and all classes below it."""
        if kind not in self._below:
            self._below[kind] = frozenset(_closure(kind, self.back[_SUBCLASS]))
        return self._below[kind]

    def above(self, kind: Term) -> frozenset[Term]:
        """This class and all classes above it."""
        if kind not in self._above:
            self._above[kind] = frozenset(_closure(kind, self.ahead[_SUBCLASS]))
        return self._above[kind]

    def instances(self, kind: NamedNode) -> Iterator[Term]:
        """The things of this class or of one below it."""
        for each in self.below(kind):
            yield from self.back[_TYPE].get(each, ())

    def ask(self, query: str) -> Iterator[QuerySolution]:
        """The rows that answer a query."""
        rows = self.store.query(query)
        if not isinstance(rows, QuerySolutions):
            raise UnfitError("a query of a shape is no SELECT")
        return rows


def _closure(start: Term, steps: Mapping[Term, Iterable[Term]]) -> set[Term]:
    """This term, and all that these steps lead to from it."""
    found, pending = {start}, [start]
    while pending:
        for each in steps.get(pending.pop(), ()):
            if each not in found:
                found.add(each)
                pending.append(each)
    return found


def stored(value: Node) -> Term:
    """The same term for the store."""
    if isinstance(value, URIRef):
        return NamedNode(value)
    if isinstance(value, BNode):
        return BlankNode(value)
    if isinstance(value, RdflibLiteral):
        if value.language:
            return Literal(str(value), language=value.language)
        return Literal(str(value), datatype=NamedNode(value.datatype) if value.datatype else None)
    raise TypeError(f"not a term of a graph: {value!r}")

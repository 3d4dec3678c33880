"""The part of an edition that the shapes consult about a submission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple
from rdflib import RDF, XSD, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.addresses import BASE

__all__ = ["Hop", "Path", "World", "cut", "read_path", "term"]

_TYPE = NamedNode(str(RDF.type))
_DEF = BASE + "def/"
# What only a release describes: nobody delivers it.
_OURS = (BASE + "begrip/", BASE + "id/plicht/", BASE + "wet/")
_FIRST, _REST, _NIL = (NamedNode(str(term)) for term in (RDF.first, RDF.rest, RDF.nil))
_INTERSECTION = NamedNode("http://www.w3.org/2002/07/owl#intersectionOf")
_SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


@dataclass(frozen=True)
class Hop:
    """One property, followed forwards or backwards."""

    predicate: NamedNode
    inverse: bool = False


Term = NamedNode | BlankNode | Literal | Triple
# Steps one after another; at each step any of its hops may be taken.
Path = tuple[tuple[Hop, ...], ...]


@lru_cache(maxsize=256)
def _hop(predicate: NamedNode) -> Hop:
    return Hop(predicate)


def read_path(shapes: Graph, node: Node) -> Path:
    """The SHACL path at this node: a property, an inverse, an alternative, or a sequence."""
    if (node, RDF.first, None) in shapes:
        return tuple(step for item in Collection(shapes, node) for step in read_path(shapes, item))
    if choices := shapes.value(node, SH.alternativePath):
        routes = [read_path(shapes, item) for item in Collection(shapes, choices)]
        if all(len(route) == 1 for route in routes):
            return (tuple(hop for route in routes for hop in route[0]),)
    if isinstance(inverse := shapes.value(node, SH.inversePath), URIRef):
        return ((Hop(NamedNode(str(inverse)), inverse=True),),)
    if isinstance(node, URIRef):
        return ((Hop(NamedNode(str(node))),),)
    raise ValueError(f"a slice cannot follow this path: {node}")


class World:
    """What a submission and an edition say together.

    A thing that the submission gives a type is described there: what the edition says of it
    is an earlier delivery, and counts no more.
    """

    def __init__(
        self,
        submission: Iterable[Triple],
        edition: Store,
        class_tree: tuple[Triple, ...] | None = None,
    ) -> None:
        """Index the submission; the edition is asked as needed, and its tree if not given."""
        self._edition = edition
        self._tree = class_tree
        self._outgoing: defaultdict[object, defaultdict[object, list[Triple]]]
        self._incoming: defaultdict[object, defaultdict[object, list[Triple]]]
        self._outgoing = defaultdict(lambda: defaultdict(list))
        self._incoming = defaultdict(lambda: defaultdict(list))
        for triple in submission:
            subject, predicate, end = triple
            self._outgoing[predicate][subject].append(triple)
            self._incoming[predicate][end].append(triple)
        self._described = frozenset(self._outgoing.get(_TYPE, ()))
        self._known: dict[Hop, dict[NamedNode, tuple[tuple[Triple, Term], ...]]]
        self._known = defaultdict(dict)

    def _stored(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        target: NamedNode | None,
    ) -> Iterator[Triple]:
        if subject in self._described:
            return
        for quad in self._edition.quads_for_pattern(subject, predicate, target, DefaultGraph()):
            triple = quad.triple
            if subject is not None or triple.subject not in self._described:
                yield triple

    def _ends(self, node: NamedNode, hop: Hop) -> tuple[tuple[Triple, Term], ...]:
        """The statements that lead from this node along this hop, and where they lead."""
        known = self._known[hop]
        if node not in known:
            said = (self._incoming if hop.inverse else self._outgoing).get(hop.predicate)
            subject, target = (None, node) if hop.inverse else (node, None)
            stored = self._stored(subject, hop.predicate, target)
            found = (*(said.get(node, ()) if said else ()), *stored)
            known[node] = tuple((t, t.subject if hop.inverse else t.object) for t in found)
        return known[node]

    def walk(self, start: NamedNode, path: Path) -> set[Term]:
        """What the path reaches from here."""
        reached: set[Term] = {start}
        for _, ends in self._steps(reached, path):
            reached = ends
        return reached

    def stations(self, start: NamedNode, path: Path) -> Iterator[set[Term]]:
        """Where the path is before each of its steps, and where it ends."""
        reached: set[Term] = {start}
        yield reached
        for _, reached in self._steps({start}, path):
            yield reached

    def passed(self, starts: Iterable[NamedNode], path: Path) -> set[Triple]:
        """The statements that the path passes from these nodes."""
        return {triple for passed, _ in self._steps(set(starts), path) for triple in passed}

    def _steps(
        self, reached: Iterable[Term], path: Path
    ) -> Iterator[tuple[list[Triple], set[Term]]]:
        """At each step of the path what it passes, and what it reaches."""
        for step in path:
            passed: list[Triple] = []
            following: set[Term] = set()
            for node in reached:
                if isinstance(node, NamedNode):
                    for hop in step:
                        for triple, end in self._ends(node, hop):
                            passed.append(triple)
                            following.add(end)
            yield passed, following
            reached = following

    def attributes(self, node: NamedNode) -> Iterator[Triple]:
        """What the edition says of a node in plain values and types."""
        for triple in self._stored(node, None, None):
            if isinstance(triple.object, Literal) or triple.predicate == _TYPE:
                yield triple

    def values(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        """The objects of a property of a node."""
        ends = self._ends(node, _hop(predicate))
        return [end for _, end in ends if isinstance(end, NamedNode | Literal)]

    def unknown_terms(self) -> set[NamedNode]:
        """The terms in our namespace that the submission uses and the edition does not know."""
        used = self._outgoing.keys() - {_TYPE} | set(self._incoming.get(_TYPE, ()))
        ours = {t for t in used if isinstance(t, NamedNode) and t.value.startswith(_DEF)}
        return {term for term in ours if not any(self._stored(term, _TYPE, None))}

    def unknown_concepts(self) -> set[NamedNode]:
        """The concepts, duties and articles that the submission uses and the edition has not."""
        used = {
            end
            for ends in self._incoming.values()
            for end in ends
            if isinstance(end, NamedNode) and end.value.startswith(_OURS)
        }
        return {found for found in used if not any(self._stored(found, _TYPE, None))}

    def kinds(self, node: NamedNode, naming: Iterable[str] = ()) -> frozenset[str]:
        """The classes of a node, with all classes above them, and what it names by ``naming``."""
        found = {t.value for name in naming for t in self.values(node, NamedNode(name))}
        pending = [k.value for k in self.values(node, _TYPE) if isinstance(k, NamedNode)]
        while pending:
            kind = pending.pop()
            if kind not in found:
                found.add(kind)
                pending += self._above[kind]
        return frozenset(found)

    @cached_property
    def _above(self) -> Mapping[str, list[str]]:
        above: dict[str, list[str]] = defaultdict(list)
        for triple in self.class_tree:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
                above[triple.subject.value].append(triple.object.value)
        return above

    @cached_property
    def class_tree(self) -> tuple[Triple, ...]:
        """Which of our classes is a kind of which: sh:targetClass looks it up in the data."""
        if self._tree is None:
            return tuple(self._class_tree())
        return tuple(t for t in self._tree if t.subject not in self._described)

    def _class_tree(self) -> Iterator[Triple]:
        for triple in self._stored(None, _SUBCLASS, None):
            if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(_DEF):
                yield triple
        for triple in self._stored(None, _INTERSECTION, None):
            for kind in self._items(triple.object):
                yield Triple(triple.subject, _SUBCLASS, kind)

    def _items(self, node: object) -> Iterator[NamedNode]:
        """The members of an RDF list in the edition."""
        while isinstance(node, NamedNode) and node != _NIL:
            yield from (term for term in self.values(node, _FIRST) if isinstance(term, NamedNode))
            node = next(iter(self.values(node, _REST)), _NIL)


def cut(
    nodes: Mapping[NamedNode, frozenset[str]], world: World, paths: Mapping[str, Iterable[Path]]
) -> set[Triple]:
    """The statements that the paths of its classes pass from each node, and what is there."""
    starts: defaultdict[Path, set[NamedNode]] = defaultdict(set)
    for node, kinds in nodes.items():
        for kind in (*kinds, ""):
            for path in paths.get(kind, ()):
                starts[path].add(node)
    passed = {triple for path in starts for triple in world.passed(starts[path], path)}
    ends = {end for t in passed for end in (t.subject, t.object) if isinstance(end, NamedNode)}
    for end in ends:
        passed.update(world.attributes(end))
    return passed


def term(value: object) -> URIRef | RdflibLiteral | BNode:
    """The same term for rdflib."""
    if isinstance(value, NamedNode):
        return URIRef(value.value)
    if isinstance(value, BlankNode):
        return BNode(value.value)
    if not isinstance(value, Literal):
        raise TypeError(f"not a term of a graph: {value}")
    if value.language:
        return RdflibLiteral(value.value, lang=value.language)
    kind = URIRef(value.datatype.value)
    return RdflibLiteral(
        value.value, datatype=None if kind == XSD.string else kind, normalize=False
    )

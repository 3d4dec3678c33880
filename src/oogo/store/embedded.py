"""The writer's store: named graphs from the log; in the default graph each current triple once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from oogo.addresses import BASE
from oogo.rdf import GRAPH
from oogo.store.contract import Term
from oogo.store.log import Entry

__all__ = [
    "CURRENT",
    "DATASET",
    "EDITION",
    "PROVENANCE",
    "STANDING",
    "SUPERSEDED",
    "WITHDRAWN",
    "Embedded",
    "yielded",
]

PROVENANCE = NamedNode(GRAPH + "herkomst")
DATASET = NamedNode(BASE + "dataset/oogo")
EDITION = NamedNode(BASE + "def/editie")
STANDING = NamedNode(BASE + "def/graafstatus")
CURRENT = NamedNode(BASE + "begrip/graafstatus/actueel")
SUPERSEDED = NamedNode(BASE + "begrip/graafstatus/vervangen")
WITHDRAWN = NamedNode(BASE + "begrip/graafstatus/ingetrokken")

_DEFAULT = DefaultGraph()
# From here on sorting outside the write log is quicker (measured: 1.2M quads 9 s instead of 31 s).
_BULK = 50_000


class Embedded:
    """One pyoxigraph store on disk, opened by the one writer."""

    def __init__(self, folder: Path) -> None:
        """Open the store in this folder, or make it."""
        self.store = Store(folder)

    @property
    def applied(self) -> int:
        """The number of the newest entry that this store holds entirely; 0 when empty."""
        for quad in self.store.quads_for_pattern(DATASET, EDITION, None, PROVENANCE):
            if isinstance(quad.object, Literal):
                return int(quad.object.value)
        return 0

    def graph(self, name: str) -> set[Triple]:
        """The triples of one named graph."""
        return {q.triple for q in self.store.quads_for_pattern(None, None, None, NamedNode(name))}

    def graphs(self) -> set[str]:
        """The names of all named graphs that hold something."""
        return {g.value for g in self.store.named_graphs() if isinstance(g, NamedNode)}

    def holds_graph(self, name: str) -> bool:
        """Whether this named graph holds something."""
        return self.store.contains_named_graph(NamedNode(name))

    def stated(
        self, subject: NamedNode | None, predicate: NamedNode, value: Term | None, graph: str = ""
    ) -> Iterator[Triple]:
        """The triples with these terms in one named graph, or among all current ones."""
        name = NamedNode(graph) if graph else _DEFAULT
        for quad in self.store.quads_for_pattern(subject, predicate, value, name):
            if value is None or quad.object == value:
                yield quad.triple

    def about(self, subject: NamedNode | BlankNode, graph: str) -> set[Triple]:
        """The triples of one named graph about this subject."""
        found = self.store.quads_for_pattern(subject, None, None, NamedNode(graph))
        return {quad.triple for quad in found}

    def construct(self, rule: str, bindings: Mapping[Variable, Term] | None = None) -> list[Triple]:
        """What a rule yields over the current triples, for these values of its variables."""
        return yielded(self.store, rule, bindings)

    def retired(self) -> set[NamedNode]:
        """The graphs that are kept but no longer current."""
        return {
            quad.subject
            for status in (SUPERSEDED, WITHDRAWN)
            for quad in self.store.quads_for_pattern(None, STANDING, status, PROVENANCE)
            if isinstance(quad.subject, NamedNode)
        }

    def apply(self, entry: Entry) -> set[Triple]:
        """Carry out one entry but for its number; the triples that may now be current or not.

        Doing it twice, or again after a crash half-way, is the same.
        """
        come = [quad for quad in entry.added if quad.predicate != EDITION]
        unsure = {quad.triple for quad in entry.removed if quad.predicate != EDITION}
        for name in entry.standing:
            unsure |= self.graph(name)
        self._extend(come)
        for quad in entry.removed:
            if quad.predicate != EDITION:
                self.store.remove(quad)
        retired = self.retired()
        stated = {quad.triple for quad in come if quad.graph_name not in retired}
        self._extend([_default(triple) for triple in stated - unsure])
        self._settle(unsure, retired)
        return stated | unsure

    def mark(self, number: int) -> None:
        """Write the number of the edition, last of all: a store that has it has all before it."""
        old = list(self.store.quads_for_pattern(DATASET, EDITION, None, None))
        new = Triple(DATASET, EDITION, Literal(number))
        for quad in old:
            if quad.triple != new:
                self.store.remove(quad)
        self.store.extend([_quad(new, PROVENANCE), _default(new)])

    def replace(self, name: str, triples: Iterable[Triple]) -> set[Triple]:
        """Make a derived graph hold exactly these triples; the triples that came or went."""
        new, old = set(triples), self.graph(name)
        self.change(name, new - old, old - new)
        return new ^ old

    def change(self, name: str, come: set[Triple], gone: set[Triple]) -> None:
        """Let these triples come into a derived graph, and these go."""
        graph = NamedNode(name)
        self._extend([_quad(triple, graph) for triple in come])
        for triple in gone:
            self.store.remove(_quad(triple, graph))
        if gone and next(self.store.quads_for_pattern(None, None, None, graph), None) is None:
            self.store.remove_graph(graph)
        self._extend([_default(triple) for triple in come])
        if gone:
            self._settle(gone, self.retired())

    def _extend(self, quads: list[Quad]) -> None:
        if len(quads) < _BULK:
            self.store.extend(quads)
        else:
            self.store.bulk_extend(quads)

    def _settle(self, triples: Iterable[Triple], retired: set[NamedNode]) -> None:
        """Put each of these triples in the default graph iff a current named graph states it.

        What the engine finds is looked at again: on disk a scan for a number whose last byte is
        255 gives those after it too (pyoxigraph 0.5.13; ``SELECT`` is right).
        """
        come: list[Quad] = []
        for triple in triples:
            current = any(
                quad.triple == triple
                and quad.graph_name != _DEFAULT
                and quad.graph_name not in retired
                for quad in self.store.quads_for_pattern(
                    triple.subject, triple.predicate, triple.object, None
                )
            )
            if current:
                come.append(_default(triple))
            else:
                self.store.remove(_default(triple))
        self.store.extend(come)

    def differences(self) -> tuple[set[Triple], set[Triple]]:
        """Triples that the default graph lacks and that it has too many; both should be empty."""
        retired = self.retired()
        stated: set[Triple] = set()
        default: set[Triple] = set()
        for quad in self.store:
            if quad.graph_name == _DEFAULT:
                default.add(quad.triple)
            elif quad.graph_name not in retired:
                stated.add(quad.triple)
        return stated - default, default - stated


def yielded(
    store: Store, rule: str, bindings: Mapping[Variable, Term] | None = None
) -> list[Triple]:
    """What a rule yields over the default graph of this store, for these values."""
    answer = store.query(rule, substitutions=dict(bindings or {}))
    if not isinstance(answer, QueryTriples):
        raise TypeError(f"a rule is a CONSTRUCT: {rule}")
    return list(answer)


def _quad(triple: Triple, graph: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _default(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)

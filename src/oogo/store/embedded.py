"""The writer's store: named graphs from the log, and a default graph with each current triple once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from oogo.addresses import BASE
from oogo.rdf import GRAPH
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
]

PROVENANCE = NamedNode(GRAPH + "herkomst")
DATASET = NamedNode(BASE + "dataset/oogo")
EDITION = NamedNode(BASE + "def/editie")
STANDING = NamedNode(BASE + "def/graafstatus")
CURRENT = NamedNode(BASE + "begrip/graafstatus/actueel")
SUPERSEDED = NamedNode(BASE + "begrip/graafstatus/vervangen")
WITHDRAWN = NamedNode(BASE + "begrip/graafstatus/ingetrokken")

_DEFAULT = DefaultGraph()


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

    def retired(self) -> set[NamedNode]:
        """The graphs that are kept but no longer current."""
        return {
            quad.subject
            for status in (SUPERSEDED, WITHDRAWN)
            for quad in self.store.quads_for_pattern(None, STANDING, status, PROVENANCE)
            if isinstance(quad.subject, NamedNode)
        }

    def apply(self, entry: Entry) -> None:
        """Carry out one entry; doing it twice, or again after a crash half-way, is the same.

        The number of the edition is written last: a store that has it has all before it.
        """
        marks = [quad for quad in entry.added if quad.predicate == EDITION]
        old_marks = [quad for quad in entry.removed if quad.predicate == EDITION]
        touched = {q.triple for q in (*entry.added, *entry.removed) if q.predicate != EDITION}
        for name in entry.standing:
            touched |= self.graph(name)
        self.store.extend([quad for quad in entry.added if quad.predicate != EDITION])
        for quad in entry.removed:
            if quad.predicate != EDITION:
                self.store.remove(quad)
        self._settle(touched)
        for quad in old_marks:
            self.store.remove(quad)
            self.store.remove(_default(quad.triple))
        self.store.extend([*marks, *(_default(quad.triple) for quad in marks)])

    def replace(self, name: str, triples: Iterable[Triple]) -> int:
        """Make a derived graph hold exactly these triples; the number of triples that changed."""
        new, old = set(triples), self.graph(name)
        graph = NamedNode(name)
        come, gone = new - old, old - new
        self.store.extend([Quad(t.subject, t.predicate, t.object, graph) for t in come])
        for t in gone:
            self.store.remove(Quad(t.subject, t.predicate, t.object, graph))
        if not new:
            self.store.remove_graph(graph)
        self._settle(come | gone)
        return len(come) + len(gone)

    def _settle(self, triples: Iterable[Triple]) -> None:
        """Put each of these triples in the default graph iff a current named graph states it."""
        retired = self.retired()
        come: list[Quad] = []
        for triple in triples:
            current = any(
                quad.graph_name != _DEFAULT and quad.graph_name not in retired
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
        """Triples missing from, and triples too many in, the default graph; both should be empty."""
        retired = self.retired()
        stated: set[Triple] = set()
        default: set[Triple] = set()
        for quad in self.store:
            if quad.graph_name == _DEFAULT:
                default.add(quad.triple)
            elif quad.graph_name not in retired:
                stated.add(quad.triple)
        return stated - default, default - stated


def _default(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)

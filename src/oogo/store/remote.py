"""The current graph in a SPARQL 1.1 store that somebody runs already, one address away.

Terms go there as N-Triples, never as loose text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, Variable, parse

from oogo.rdf import GRAPH
from oogo.store.contract import Term
from oogo.store.embedded import DATASET, EDITION, PROVENANCE, STANDING, SUPERSEDED, WITHDRAWN
from oogo.store.endpoint import ACTUAL, Endpoint, table
from oogo.store.log import Entry
from oogo.store.prescan import tokens

__all__ = ["RemoteStore"]

_PART = 500
_ASKED = 100
_RETIRED = (SUPERSEDED, WITHDRAWN)


class RemoteStore:
    """The current graph at that address."""

    def __init__(self, address: str) -> None:
        """On the store at this address."""
        self.endpoint = Endpoint(address)

    @property
    def applied(self) -> int:
        """The number of the newest entry that this store holds entirely; 0 when empty."""
        for triple in self.stated(DATASET, EDITION, None, PROVENANCE.value):
            if isinstance(triple.object, Literal):
                return int(triple.object.value)
        return 0

    def graph(self, name: str) -> set[Triple]:
        """The triples of one named graph."""
        return set(self._triples("?s ?p ?o", name))

    def graphs(self) -> set[str]:
        """The names of all named graphs that hold something, but for the default graph's copy."""
        names = self._names("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return {name for name in names if name.startswith(GRAPH)} - {ACTUAL.value}

    def holds_graph(self, name: str) -> bool:
        """Whether this named graph holds something."""
        text = f"SELECT ?s WHERE {{ GRAPH {NamedNode(name)} {{ ?s ?p ?o }} }} LIMIT 1"
        return bool(self._rows(text))

    def stated(
        self, subject: NamedNode | None, predicate: NamedNode, value: Term | None, graph: str = ""
    ) -> Iterator[Triple]:
        """The triples with these terms in one named graph, or among all current ones."""
        pattern = f"{subject or '?s'} {predicate} {'?o' if value is None else value}"
        yield from self._triples(pattern, graph or ACTUAL.value)

    def about(self, subject: NamedNode | BlankNode, graph: str) -> set[Triple]:
        """The triples of one named graph about this subject."""
        return set(self._triples(f"{subject} ?p ?o", graph))

    def construct(self, rule: str, bindings: Mapping[Variable, Term] | None = None) -> list[Triple]:
        """What a rule yields over the current triples, for these values of its variables."""
        values = {f"?{name.value}": str(term) for name, term in (bindings or {}).items()}
        pieces, taken = [], 0
        for token in tokens(rule):
            if token.group() in values:
                pieces += [rule[taken : token.start()], values[token.group()]]
                taken = token.end()
        text = "".join(pieces) + rule[taken:]
        return [
            quad.triple
            for data in self.endpoint.whole(text, "CONSTRUCT")
            for quad in parse(data, RdfFormat.N_TRIPLES)
        ]

    def retired(self) -> set[NamedNode]:
        """The graphs that are kept but no longer current."""
        return {
            triple.subject
            for status in _RETIRED
            for triple in self.stated(None, STANDING, status, PROVENANCE.value)
            if isinstance(triple.subject, NamedNode)
        }

    def apply(self, entry: Entry) -> set[Triple]:
        """Carry out one entry but for its number; the triples that may now be current or not."""
        come = {quad for quad in entry.added if quad.predicate != EDITION}
        gone = {quad for quad in entry.removed if quad.predicate != EDITION}
        unsure = {quad.triple for quad in gone}
        for name in entry.standing:
            unsure |= self.graph(name)
        retired = (self.retired() - _retiring(gone)) | _retiring(come)
        stated = {quad.triple for quad in come if quad.graph_name not in retired}
        stating = self._stating(unsure - stated)
        for quad in gone:
            stating[quad.triple].discard(quad.graph_name)
        lost = {t for t in unsure - stated if not stating[t] - retired}
        kept = unsure - stated - lost
        self._write(gone | _in(lost, ACTUAL), come | _in(stated | kept, ACTUAL))
        return stated | unsure

    def mark(self, number: int) -> None:
        """Write the number of the edition, last of all: a store that has it has all before it."""
        old = set(self.stated(DATASET, EDITION, None, PROVENANCE.value))
        old |= set(self.stated(DATASET, EDITION, None))
        new = {Triple(DATASET, EDITION, Literal(number))}
        gone, come = old - new, new
        self._write(
            _in(gone, PROVENANCE) | _in(gone, ACTUAL), _in(come, PROVENANCE) | _in(come, ACTUAL)
        )

    def replace(self, name: str, triples: Iterable[Triple]) -> set[Triple]:
        """Make a derived graph hold exactly these triples; the triples that came or went."""
        new, old = set(triples), self.graph(name)
        self.change(name, new - old, old - new)
        return new ^ old

    def change(self, name: str, come: set[Triple], gone: set[Triple]) -> None:
        """Let these triples come into a derived graph, and these go."""
        graph = NamedNode(name)
        retired = self.retired() if gone else set()
        stating = self._stating(gone)
        lost = {triple for triple in gone if not stating[triple] - retired - {graph}}
        self._write(_in(gone, graph) | _in(lost, ACTUAL), _in(come, graph) | _in(come, ACTUAL))

    def differences(self) -> tuple[set[Triple], set[Triple]]:
        """Triples that the default graph lacks and that it has too many; both should be empty."""
        retired = self.retired()
        stated: set[Triple] = set()
        for name in self.graphs():
            if NamedNode(name) not in retired:
                stated |= self.graph(name)
        default = self.graph(ACTUAL.value)
        return stated - default, default - stated

    def _stating(self, triples: Iterable[Triple]) -> defaultdict[Triple, set[NamedNode]]:
        """Which named graphs state each of these triples, but for the default graph's copy."""
        found: defaultdict[Triple, set[NamedNode]] = defaultdict(set)
        asked = sorted(triples, key=str)
        for start in range(0, len(asked), _ASKED):
            part = asked[start : start + _ASKED]
            unions = " UNION ".join(
                f"{{ GRAPH ?g {{ {_text(triple)} }} BIND({number} AS ?n) }}"
                for number, triple in enumerate(part)
            )
            for row in self._rows(f"SELECT ?g ?n WHERE {{ {unions} }}"):
                graph, number_term = row
                if isinstance(graph, NamedNode) and isinstance(number_term, Literal):
                    found[part[int(number_term.value)]].add(graph)
        for graphs in found.values():
            graphs.discard(ACTUAL)
        return found

    def _write(self, gone: set[Quad], come: set[Quad]) -> None:
        """Remove and add these quads: together in one request where they fit."""
        operations = [*_operations("DELETE DATA", gone), *_operations("INSERT DATA", come)]
        size = 0
        request: list[str] = []
        for count, operation in operations:
            if request and size + count > _PART:
                self.endpoint.write(request)
                request, size = [], 0
            request.append(operation)
            size += count
        self.endpoint.write(request)

    def _triples(self, pattern: str, graph: str) -> Iterator[Triple]:
        text = f"CONSTRUCT {{ {pattern} }} WHERE {{ GRAPH {NamedNode(graph)} {{ {pattern} }} }}"
        for data in self.endpoint.whole(text, "CONSTRUCT", default_graphs=()):
            for quad in parse(data, RdfFormat.N_TRIPLES):
                yield quad.triple

    def _rows(self, text: str) -> list[tuple[Term | None, ...]]:
        answer = self.endpoint.whole(text, "SELECT", default_graphs=())
        return [row for data in answer for row in table(data)]

    def _names(self, text: str) -> set[str]:
        return {term.value for (term,) in self._rows(text) if isinstance(term, NamedNode)}


def _retiring(quads: Iterable[Quad]) -> set[NamedNode]:
    """The graphs that these quads call retired."""
    return {
        quad.subject
        for quad in quads
        if quad.predicate == STANDING
        and quad.object in _RETIRED
        and isinstance(quad.subject, NamedNode)
    }


def _in(triples: Iterable[Triple], graph: NamedNode) -> set[Quad]:
    return {Quad(t.subject, t.predicate, t.object, graph) for t in triples}


def _operations(verb: str, quads: Iterable[Quad]) -> Iterator[tuple[int, str]]:
    """Update operations of one graph and at most 500 triples each, with their sizes."""
    by_graph: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        by_graph[str(quad.graph_name)].append(_text(quad.triple))
    for graph, lines in sorted(by_graph.items()):
        for start in range(0, len(lines), _PART):
            part = lines[start : start + _PART]
            yield len(part), f"{verb} {{ GRAPH {graph} {{\n" + "\n".join(part) + "\n} }"


def _text(triple: Triple) -> str:
    return f"{triple.subject} {triple.predicate} {triple.object} ."

"""What every store of the current graph can do, and where one store differs from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

from oogo.store.log import Entry

__all__ = ["DEVIATIONS", "CurrentGraph", "Deviation", "Term", "deviates"]

Term = NamedNode | BlankNode | Literal | Triple


class CurrentGraph(Protocol):
    """Named graphs from the log, and each current triple once; written by one writer."""

    @property
    def applied(self) -> int:
        """The number of the newest entry that this store holds entirely; 0 when empty."""

    def graph(self, name: str) -> set[Triple]:
        """The triples of one named graph."""

    def graphs(self) -> set[str]:
        """The names of all named graphs that hold something."""

    def holds_graph(self, name: str) -> bool:
        """Whether this named graph holds something."""

    def stated(
        self, subject: NamedNode | None, predicate: NamedNode, value: Term | None, graph: str = ""
    ) -> Iterator[Triple]:
        """The triples with these terms in one named graph, or among all current ones."""

    def about(self, subject: NamedNode | BlankNode, graph: str) -> set[Triple]:
        """The triples of one named graph about this subject."""

    def construct(self, rule: str, bindings: Mapping[Variable, Term] | None = None) -> list[Triple]:
        """What a rule yields over the current triples, for these values of its variables."""

    def retired(self) -> set[NamedNode]:
        """The graphs that are kept but no longer current."""

    def apply(self, entry: Entry) -> set[Triple]:
        """Carry out one entry but for its number; the triples that may now be current or not."""

    def mark(self, number: int) -> None:
        """Write the number of the edition, last of all: a store that has it has all before it."""

    def replace(self, name: str, triples: Iterable[Triple]) -> set[Triple]:
        """Make a derived graph hold exactly these triples; the triples that came or went."""

    def change(self, name: str, come: set[Triple], gone: set[Triple]) -> None:
        """Let these triples come into a derived graph, and these go."""

    def differences(self) -> tuple[set[Triple], set[Triple]]:
        """Triples that the default graph lacks and that it has too many; both should be empty."""


@dataclass(frozen=True)
class Deviation:
    """One thing that another store does otherwise than the embedded one."""

    name: str
    stores: frozenset[str]
    nl: str
    en: str


_ALL = frozenset({"oxigraph", "virtuoso"})

DEVIATIONS = (
    Deviation(
        "COPY_OF_THE_DEFAULT_GRAPH",
        _ALL,
        "de standaardgraaf staat in …/graph/actueel en is ook als benoemde graaf te zien: "
        "sommige stores hebben geen eigen standaardgraaf, of tonen er de vereniging van alles",
        "the default graph stands in …/graph/actueel and is seen as a named graph too: some "
        "stores have no default graph of their own, or show the union of all there",
    ),
    Deviation(
        "NO_SANDBOX",
        _ALL,
        "SERVICE wordt geweigerd op het woord; wat die store over het net doet is aan haar beheer",
        "SERVICE is refused by word; what that store does on the network is up to its operator",
    ),
    Deviation(
        "NEWEST_EDITION_ONLY",
        _ALL,
        "de store houdt alleen de nieuwste editie; oude worden hier uit het logboek gemaakt",
        "the store holds the newest edition only; old ones are made here from the log",
    ),
    Deviation(
        "BYTES_OF_ITS_OWN",
        _ALL,
        "elke store schrijft CSV en JSON op eigen wijze; een oude editie, hier gemaakt, geeft "
        "dezelfde rijen in andere bytes, met een andere ETag",
        "each store writes CSV and JSON in its own way; an old edition, made here, gives the same "
        "rows in other bytes, with another ETag",
    ),
    Deviation(
        "LARGE_UPDATES_IN_PARTS",
        _ALL,
        "een grote publicatie gaat in delen van 500 triples; wie dan leest kan een deel zien",
        "a large publication goes in parts of 500 triples; who reads then may see a part",
    ),
    Deviation(
        "TWO_DEFAULT_GRAPHS_COUNT_TWICE",
        frozenset({"oxigraph"}),
        "wie zelf twee default-graph-uri’s noemt, telt een triple die in beide staat dubbel",
        "who names two default-graph-uris counts a triple that stands in both twice",
    ),
    Deviation(
        "ASK_IS_A_TABLE",
        frozenset({"virtuoso"}),
        "Virtuoso 7 antwoordt op ASK met een tabel; die wordt hier een boolean",
        "Virtuoso 7 answers ASK with a table; it becomes a boolean here",
    ),
    Deviation(
        "ROWS_ARE_CAPPED",
        frozenset({"virtuoso"}),
        "ResultSetMaxRows kapt antwoorden af, die van CONSTRUCT zonder het te zeggen; hier wordt "
        "geteld, en een afgekapt antwoord geweigerd",
        "ResultSetMaxRows cuts answers off, those to CONSTRUCT without saying so; they are counted "
        "here, and an answer that was cut is refused",
    ),
    Deviation(
        "VALUES_AT_THE_END",
        frozenset({"virtuoso"}),
        "Virtuoso 7 slaat VALUES achter een query met BIND over; hier komt het in de WHERE",
        "Virtuoso 7 passes over VALUES after a query with BIND; it is put in the WHERE here",
    ),
    Deviation(
        "GEOMETRY_IS_REWRITTEN",
        frozenset({"virtuoso"}),
        "Virtuoso 7 schrijft een geo:wktLiteral in eigen woorden terug",
        "Virtuoso 7 gives a geo:wktLiteral back in words of its own",
    ),
    Deviation(
        "EXPRESSIONS_OF_ITS_OWN",
        frozenset({"virtuoso"}),
        "in Virtuoso 7 is CONCAT met een leeg deel geen fout maar tekst, en sorteert tekst anders; "
        "vragen uit de bibliotheek en pagina’s worden daarom hier beantwoord, uit de eigen editie",
        "in Virtuoso 7 CONCAT with an empty part is text and no error, and characters sort "
        "otherwise; so the library and the pages are answered here, from the edition beside it",
    ),
)


def deviates(name: str, server: str) -> bool:
    """Whether a store that calls itself so does this one thing otherwise."""
    stores = next(each.stores for each in DEVIATIONS if each.name == name)
    return server.lower().startswith(tuple(stores))

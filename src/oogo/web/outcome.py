"""What a query of the workbench gave: rows with names, and the same as chart, network or text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from oogo.charts import Chart, chart_of_table
from oogo.diagram import Drawing, Edge, Node, draw
from oogo.errors import NotAcceptableError
from oogo.language import Text
from oogo.library import Column
from oogo.names import Names, name_things
from oogo.questions import Cell as Figure
from oogo.questions import scalar
from oogo.store.answers import Term
from oogo.store.prescan import scan
from oogo.store.reader import Reader
from oogo.web.frame import href

__all__ = ["SHOWN", "Network", "Outcome", "Raw", "Shown", "ask", "ask_raw"]

SHOWN = 500
"""How many rows the page shows; the download has them all."""

TRIPLE = ("subject", "predicate", "object")

_MOST_EDGES = 300
_LONGEST_RAW = 100_000
_LONGEST_LABEL = 80
_MOST_STILL = 60
_LONGEST_STILL = 44
_RAW = "application/sparql-results+json, text/turtle;q=0.9"
_YEAR = "http://www.w3.org/2001/XMLSchema#gYear"
_DATE = re.compile(r"(?:1[89]|20)[0-9]{2}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_FEWEST_TIMES = 3
_ENDS = 2


@dataclass(frozen=True)
class Shown:
    """One value as it stands in the table."""

    text: str
    iri: str = ""
    language: str = ""
    number: bool = False


@dataclass(frozen=True)
class Network:
    """Things and what ties them to each other; ``left_out`` relations are not drawn."""

    nodes: tuple[dict[str, str], ...]
    edges: tuple[dict[str, str], ...]
    left_out: int

    def as_json(self) -> dict[str, object]:
        """The network as the script reads it."""
        return {"nodes": self.nodes, "edges": self.edges}

    @property
    def still_left_out(self) -> int:
        """How many relations only the script draws."""
        return max(len(self.edges) - _MOST_STILL, 0)

    def still(self) -> Drawing:
        """The first relations as a drawing that needs no script."""
        edges = [
            Edge(edge["source"], edge["target"], edge["label"])
            for edge in self.edges[:_MOST_STILL]
            if edge["source"] != edge["target"]
        ]
        ends = {end for edge in edges for end in (edge.start, edge.end)}
        nodes = [
            Node(node["id"], _cut(node["label"], _LONGEST_STILL), "", node["href"])
            for node in self.nodes
            if node["id"] in ends or not edges
        ]
        return draw(nodes, edges)


@dataclass(frozen=True)
class Raw:
    """The answer as programs get it; ``cut`` where it goes on."""

    text: str
    cut: bool
    edition: int


@dataclass(frozen=True)
class Outcome:
    """The rows of an answer: the first ones with the names of what is in them, and how many."""

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    names: Names
    total: int
    edition: int
    language: str
    triples: bool
    denied: bool

    @property
    def nothing(self) -> bool:
        """Whether nothing was found: no rows, or an ASK that is not so."""
        return self.denied or not self.total

    @property
    def rows(self) -> tuple[tuple[Shown, ...], ...]:
        """The table: a thing by its name, a value exactly as the graph has it."""
        return tuple(tuple(self._shown(term) for term in row) for row in self.terms)

    def is_number(self, index: int) -> bool:
        """Whether all values of this column are numbers."""
        return self._type(index) == "number"

    def chart(self) -> Chart | None:
        """The rows as a chart; None without figures, or where nothing tells their rows apart."""
        if self.triples:
            return None
        columns = tuple(
            Column(name, Text(label, label), self._type(i))
            for i, (name, label) in enumerate(
                (name, name.replace("_", " ")) for name in self.columns
            )
        )
        table = [
            tuple(self._figure(term, columns[i]) for i, term in enumerate(row))
            for row in self.terms
        ]
        kind = "line" if self._has_times() else "bar"
        chart = chart_of_table(kind, columns, table, self.language)
        if chart is None:
            return None
        places = {(figure.panel, figure.place, figure.series) for figure in chart.figures}
        # Two figures on one place would be drawn as their sum, which nobody asked for.
        return chart if len(places) == len(chart.figures) else None

    def network(self) -> Network | None:
        """The rows as a network; None where they do not tie things to each other."""
        ends = self._ends()
        if ends is None:
            return None
        start, between, end = ends
        nodes: dict[str, dict[str, str]] = {}
        edges: dict[tuple[str, str, str], dict[str, str]] = {}
        left_out = 0
        for row in self.terms:
            one, other = row[start], row[end]
            if not isinstance(one, NamedNode) or not isinstance(other, NamedNode):
                continue
            label = self._label(row[between]) if between is not None else ""
            key = (one.value, label, other.value)
            if key in edges:
                continue
            if len(edges) >= _MOST_EDGES:
                left_out += 1
                continue
            for thing in (one, other):
                node = {"id": thing.value, "label": self._label(thing), "href": href(thing.value)}
                nodes.setdefault(thing.value, node)
            edges[key] = {
                "id": f"e{len(edges)}",
                "source": one.value,
                "target": other.value,
                "label": label,
            }
        if not edges:
            return None
        return Network(tuple(nodes.values()), tuple(edges.values()), left_out)

    def _ends(self) -> tuple[int, int | None, int] | None:
        """The columns at both ends of a relation, and the one that says what it is."""
        if self.triples or (len(self.columns) == len(TRIPLE) and self._type(1) == "iri"):
            return (0, 1, 2) if self._type(0) == "iri" else None
        things = [i for i in range(len(self.columns)) if self._type(i) == "iri"]
        return (things[0], None, things[1]) if len(things) >= _ENDS else None

    def _label(self, term: Term | None) -> str:
        return _cut(self._shown(term).text, _LONGEST_LABEL)

    def _column(self, index: int) -> list[Term]:
        return [row[index] for row in self.terms if row[index] is not None]  # type: ignore[misc]

    def _type(self, index: int) -> str:
        terms = self._column(index)
        if terms and all(isinstance(term, NamedNode) for term in terms):
            return "iri"
        return "number" if terms and all(map(_counts, terms)) else "text"

    def _has_times(self) -> bool:
        """Whether a column has years or dates, enough of them to draw a line."""
        return any(
            len({str(term) for term in terms}) >= _FEWEST_TIMES
            and all(isinstance(t, Literal) and _DATE.fullmatch(t.value) for t in terms)
            for i in range(len(self.columns))
            if self._type(i) == "text" and (terms := self._column(i))
        )

    def _figure(self, term: Term | None, column: Column) -> Figure:
        if isinstance(term, NamedNode):
            value = term.value
            return Figure(value, Text(self.names.of(value, "nl"), self.names.of(value, "en")))
        if column.type == "number" and term is not None:
            return Figure(scalar(term))
        return Figure(None if term is None else term.value)

    def _shown(self, term: Term | None) -> Shown:
        if isinstance(term, NamedNode):
            name = self.names.of(term.value, self.language)
            return Shown(name, term.value, self.names.tag(term.value, self.language))
        if isinstance(term, Literal):
            number = type(scalar(term)) in (int, float)
            return Shown(term.value, language=term.language or "", number=number)
        return Shown("" if term is None else str(term))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _counts(term: Term) -> bool:
    """Whether this is a number that counts or measures; a year does neither."""
    return (
        isinstance(term, Literal)
        and term.datatype.value != _YEAR
        and type(scalar(term)) in (int, float)
    )


async def ask(pool: Reader, text: str, language: str) -> Outcome:
    """The answer to a query of a visitor."""
    try:
        found = await pool.rows(text, lane="public")
        columns, edition = found.columns, found.edition
        rows: Sequence[tuple[Term | None, ...]] = found.rows
        triples = False
    except NotAcceptableError:
        # A CONSTRUCT or DESCRIBE has no rows; its triples are shown as rows of three.
        graph = await pool.graph(text, lane="public")
        columns, edition, triples = TRIPLE, pool.edition, True
        rows = [(t.subject, t.predicate, t.object) for t in graph]  # type: ignore[misc]
    shown = tuple(rows[:SHOWN])
    names = await name_things(pool, _things(shown))
    denied = scan(text).form == "ASK" and getattr(rows[0][0], "value", "") == "false"
    return Outcome(columns, shown, names, len(rows), edition, language, triples, denied)


async def ask_raw(pool: Reader, text: str) -> Raw:
    """The answer to a query of a visitor, as the endpoint writes it."""
    answer = await pool.query(text, accept=_RAW, lane="public")
    whole = (await answer.whole()).decode()
    if answer.media_type.endswith("json"):
        whole = json.dumps(json.loads(whole), ensure_ascii=False, indent=1)
    return Raw(whole[:_LONGEST_RAW], len(whole) > _LONGEST_RAW, answer.edition)


def _things(rows: Iterable[Sequence[Term | None]]) -> Iterable[str]:
    return (term.value for row in rows for term in row if isinstance(term, NamedNode))

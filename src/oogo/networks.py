"""An answer as a network: which things its rows join, drawn in columns, and the same in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from oogo.addresses import BASE
from oogo.diagram import Drawing, Edge, Node, as_elements, draw
from oogo.language import Text
from oogo.questions import Cell, QuestionAnswer

__all__ = ["Network", "network_of"]

_MOST = 60
_LONGEST = 44
_SORTS = (BASE + "begrip/", BASE + "def/")
_WORDS = Text(
    "Netwerk van {things} dingen met {lines} verbanden. De meeste verbanden: {most} ({n}).",
    "Network of {things} things with {lines} relations. Most relations: {most} ({n}).",
)


@dataclass(frozen=True)
class Network:
    """Things and the lines between them; so many lines are left out to keep it legible."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
    language: str

    def in_words(self) -> str:
        """What who does not see the network should know; the table beside it has every row."""
        names = {node.key: node.name for node in self.nodes}
        ends = Counter(end for edge in self.edges for end in (edge.start, edge.end))
        busiest = min(ends, key=lambda key: (-ends[key], names[key]))
        told = {
            "things": len(names),
            "lines": len(self.edges),
            "most": names[busiest],
            "n": ends[busiest],
        }
        return _WORDS.filled(told)[self.language]

    def as_json(self) -> dict[str, object]:
        """The network as the script reads it."""
        return as_elements(self.nodes, self.edges)

    def drawing(self) -> Drawing:
        """Where everything goes."""
        return draw(self.nodes, self.edges)


def network_of(answer: QuestionAnswer, href: Callable[[str], str]) -> Network | None:
    """The network that the question asks for; None where its answer joins nothing."""
    if answer.question.chart != "network":
        return None
    first, *others = _ends(answer) or [0]
    language = answer.language
    nodes: dict[str, Node] = {}
    lines: dict[tuple[str, str, str], None] = {}
    for row in answer.rows:
        for other in others:
            if row[first].value and row[other].value:
                start, end = str(row[first].value), str(row[other].value)
                words = answer.columns[other].label[language] if len(others) > 1 else ""
                lines[start, end, words] = None
                nodes.setdefault(start, _node(row[first], language, href, guest=False))
                nodes.setdefault(end, _node(row[other], language, href, guest=True))
    edges = [Edge(*line) for line in lines if line[0] != line[1]]
    shown = edges[:_MOST]
    ends = {end for edge in shown for end in (edge.start, edge.end)}
    if not shown:
        return None
    kept = tuple(node for key, node in nodes.items() if key in ends)
    return Network(kept, tuple(shown), len(edges) - len(shown), language)


def _ends(answer: QuestionAnswer) -> list[int]:
    """The columns of things: what a row is about first; what only says of which sort is not one."""
    columns = [i for i, column in enumerate(answer.columns) if column.type == "iri"]
    things = [i for i in columns if any(_is_thing(row[i]) for row in answer.rows)]
    return things if len(things) > 1 else columns[:2] if len(columns) > 1 else []


def _is_thing(cell: Cell) -> bool:
    return bool(cell.value) and not str(cell.value).startswith(_SORTS)


def _node(cell: Cell, language: str, href: Callable[[str], str], *, guest: bool) -> Node:
    iri = str(cell.value)
    name = str(cell.shown(language) or iri)
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
    return Node(iri, short, "", href(iri), guest=guest)

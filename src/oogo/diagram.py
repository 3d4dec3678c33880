"""Where the boxes and lines of a drawing go: the same input always gives the same drawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise

__all__ = ["Box", "Drawing", "Edge", "Label", "Line", "Node", "as_elements", "draw"]

_CHARACTER = 8.4
_SMALL = 6.3
_PADDING = 12.0
_BOX_HEIGHT = 42.0
_ROW_GAP = 16.0
_COLUMN_GAP = 56.0
_BEND = 12.0
_LABEL_HEIGHT = 15.0
_MARGIN = 8.0
_SWEEPS = 12


@dataclass(frozen=True)
class Node:
    """A thing to draw: its name, a second line, where it links to, and whether it is a guest."""

    key: str
    name: str
    note: str
    href: str
    guest: bool = False


@dataclass(frozen=True)
class Edge:
    """A line to draw from one thing to another, with its words."""

    start: str
    end: str
    words: str
    dashed: bool = False


@dataclass(frozen=True)
class Box:
    """A thing and the place of its left upper corner."""

    node: Node
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """A line as the commands of an SVG path, and whether it is dashed."""

    path: str
    dashed: bool


@dataclass(frozen=True)
class Label:
    """Words at a line, centred on this place."""

    words: str
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Drawing:
    """Boxes, lines and labels in a frame of this size."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class _Route:
    """An edge with the stations it passes, one in each column, from left to right."""

    edge: Edge
    stations: tuple[str, ...]
    reversed: bool


def as_elements(nodes: Iterable[Node], edges: Iterable[Edge]) -> dict[str, object]:
    """The same things and lines as a script reads them that lets a visitor move them."""
    found = [edge for edge in edges if edge.start != edge.end]
    ends = {end for edge in found for end in (edge.start, edge.end)}
    return {
        "nodes": [
            {"id": node.key, "label": node.name, "href": node.href}
            for node in nodes
            if node.key in ends
        ],
        "edges": [
            {"id": f"e{i}", "source": edge.start, "target": edge.end, "label": edge.words}
            for i, edge in enumerate(found)
        ],
    }


def draw(nodes: Sequence[Node], edges: Sequence[Edge]) -> Drawing:
    """Draw the things that edges connect, in columns from left to right."""
    edges = _merged(edge for edge in edges if edge.start != edge.end)
    ends = {end for edge in edges for end in (edge.start, edge.end)}
    things = {node.key: node for node in nodes if node.key in ends}
    columns = _columns(list(things), edges)
    routes, stations = _routes(edges, columns)
    rows = _rows(stations, routes)
    return _placed(things, routes, rows)


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    words: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for edge in edges:
        words[edge.start, edge.end, edge.dashed].append(edge.words)
    return [
        Edge(start, end, ", ".join(found), dashed)
        for (start, end, dashed), found in sorted(words.items())
    ]


def _columns(keys: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The column of each thing: right of all that point to it, rings cut open."""
    after: dict[str, set[str]] = {key: set() for key in sorted(keys)}
    before: dict[str, set[str]] = {key: set() for key in sorted(keys)}
    for edge in edges:
        left, right = edge.start, edge.end
        if _reaches(after, right, left):
            left, right = right, left
        if not _reaches(after, right, left):
            after[left].add(right)
            before[right].add(left)
    order = list(TopologicalSorter(before).static_order())
    columns: dict[str, int] = {}
    for key in order:
        columns[key] = max((columns[other] + 1 for other in before[key]), default=0)
    for key in reversed(order):
        if after[key] and not before[key]:
            columns[key] = min(columns[other] for other in after[key]) - 1
    return columns


def _reaches(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen, pending = {start}, [start]
    while pending:
        here = pending.pop()
        if here == goal:
            return True
        pending += after[here] - seen
        seen |= after[here]
    return False


def _routes(
    edges: Sequence[Edge], columns: Mapping[str, int]
) -> tuple[list[_Route], dict[int, list[str]]]:
    """The way of each edge, with a station in every column that it passes."""
    stations: dict[int, list[str]] = defaultdict(list)
    for key, column in sorted(columns.items()):
        stations[column].append(key)
    routes = []
    for number, edge in enumerate(edges):
        turned = columns[edge.start] > columns[edge.end]
        first, last = (edge.end, edge.start) if turned else (edge.start, edge.end)
        passed = []
        for column in range(columns[first] + 1, columns[last]):
            passed.append(f"\0{number}-{column}")
            stations[column].append(passed[-1])
        routes.append(_Route(edge, (first, *passed, last), turned))
    return routes, stations


def _rows(stations: Mapping[int, Sequence[str]], routes: Sequence[_Route]) -> list[list[str]]:
    """The stations of each column in the order that lets few lines cross."""
    beside: dict[str, list[str]] = defaultdict(list)
    for route in routes:
        for left, right in pairwise(route.stations):
            beside[left].append(right)
            beside[right].append(left)
    rows = [list(stations[column]) for column in sorted(stations)]
    place = {key: float(number) for row in rows for number, key in enumerate(row)}
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            middles = {
                key: sum(place[other] for other in beside[key]) / max(len(beside[key]), 1)
                for key in row
            }
            row.sort(key=lambda key: (middles[key], key))
            shift = sum(middles.values()) / len(row) - (len(row) - 1) / 2
            place |= {key: number + shift for number, key in enumerate(row)}
    return rows


def _placed(
    things: Mapping[str, Node], routes: Sequence[_Route], rows: Sequence[Sequence[str]]
) -> Drawing:
    column_of = {key: column for column, row in enumerate(rows) for key in row}
    heights = [
        sum(_BOX_HEIGHT if key in things else _LABEL_HEIGHT for key in row)
        + _ROW_GAP * (len(row) - 1)
        for row in rows
    ]
    tallest = max(heights, default=0.0)
    boxes: dict[str, Box] = {}
    middle: dict[str, tuple[float, float, float]] = {}
    x = _MARGIN
    for column, row in enumerate(rows):
        width = max((_box_width(things[key]) for key in row if key in things), default=0.0)
        y = _MARGIN + (tallest - heights[column]) / 2
        for key in row:
            height = _BOX_HEIGHT if key in things else _LABEL_HEIGHT
            if key in things:
                boxes[key] = Box(things[key], x, y, width, height)
            middle[key] = (x, x + width, y + height / 2)
            y += height + _ROW_GAP
        x += width + _gap(column, routes, column_of)
    lines = tuple(Line(_path(route, middle), route.edge.dashed) for route in routes)
    labels = _labels(routes, middle, column_of)
    right = max((box.x + box.width for box in boxes.values()), default=0.0)
    bottom = max((label.y for label in labels), default=0.0)
    return Drawing(
        width=right + _MARGIN,
        height=max(tallest + 2 * _MARGIN, bottom + _LABEL_HEIGHT),
        boxes=tuple(boxes.values()),
        lines=lines,
        labels=labels,
    )


def _box_width(node: Node) -> float:
    return max(len(node.name) * _CHARACTER, len(node.note) * _SMALL) + 2 * _PADDING


def _gap(column: int, routes: Sequence[_Route], column_of: Mapping[str, int]) -> float:
    """The room right of this column: wide enough for the words that stand in it."""
    words = [len(r.edge.words) for r in routes if column_of[r.stations[0]] == column]
    return max(words, default=0) * _SMALL + _COLUMN_GAP


def _path(route: _Route, middle: Mapping[str, tuple[float, float, float]]) -> str:
    """A curve through each gap and a straight line through each column, as SVG commands."""
    curves = []
    for here, there in pairwise(route.stations):
        _, left, y = middle[here]
        right, _, goal = middle[there]
        bend = max((right - left) / 2, _BEND)
        curves.append(((left, y), (left + bend, y), (right - bend, goal), (right, goal)))
    if route.reversed:
        curves = [curve[::-1] for curve in reversed(curves)]
    commands = []
    for number, curve in enumerate(curves):
        points = [f"{x:.1f} {y:.1f}" for x, y in curve]
        commands.append(f"{'L' if number else 'M'}{points[0]} C{' '.join(points[1:])}")
    return " ".join(commands)


def _labels(
    routes: Sequence[_Route],
    middle: Mapping[str, tuple[float, float, float]],
    column_of: Mapping[str, int],
) -> tuple[Label, ...]:
    """The words of the edges, halfway the first gap they cross, none on top of another."""
    wanted: dict[int, list[Label]] = defaultdict(list)
    for route in routes:
        if not route.edge.words:
            continue
        here, there = route.stations[:2]
        x = (middle[here][1] + middle[there][0]) / 2
        y = (middle[here][2] + middle[there][2]) / 2
        label = Label(route.edge.words, x, y, len(route.edge.words) * _SMALL + 6)
        wanted[column_of[here]].append(label)
    labels: list[Label] = []
    for _, found in sorted(wanted.items()):
        lowest = 0.0
        for label in sorted(found, key=lambda label: (label.y, label.words)):
            y = max(label.y, lowest + _LABEL_HEIGHT)
            labels.append(Label(label.words, label.x, y, label.width))
            lowest = y
    return tuple(labels)

"""An answer as a chart: which of its figures are drawn, and what tells them apart.

A chart shows figures of one unit only. What tells the rows apart stands on the axis; a second
thing that tells them apart has colours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from oogo.language import Text
from oogo.library import Column
from oogo.questions import Cell, QuestionAnswer
from oogo.vega import COLOURS

__all__ = ["YEAR", "Chart", "Figure", "chart_of", "chart_of_table"]

_MOST_PLACES = 40
_MOST_PANELS = 12
_UNIT = re.compile(r"\(([^()]*)\)$")
_KINDS = {
    "bar": Text("Staafdiagram", "Bar chart"),
    "line": Text("Lijndiagram", "Line chart"),
}
_WORDS = Text(
    "{kind} van {n} waarden{unit}. Hoogste: {most}. Laagste: {least}.",
    "{kind} of {n} values{unit}. Highest: {most}. Lowest: {least}.",
)
_UNSAID = Text("niet vermeld", "not stated")
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_NOT_DRAWN = ("aantal_", "noemer", "verschil")
"""Columns that say over how many a figure was taken, or what the figures beside it say already."""


@dataclass(frozen=True)
class Figure:
    """One figure: its place on the axis, what its colour stands for, its panel and its value."""

    place: str
    series: str
    panel: str
    value: float


@dataclass(frozen=True)
class Chart:
    """The figures that are drawn, in the order of the answer; ``left_out`` groups are not."""

    kind: str
    axis: str
    unit: str
    figures: tuple[Figure, ...]
    left_out: int
    language: str

    @property
    def places(self) -> tuple[str, ...]:
        """What stands along the axis."""
        return tuple(dict.fromkeys(figure.place for figure in self.figures))

    @property
    def series(self) -> tuple[str, ...]:
        """What the colours stand for; one of them means that colour says nothing."""
        return tuple(dict.fromkeys(figure.series for figure in self.figures))

    @property
    def panels(self) -> tuple[str, ...]:
        """The small charts of which this one consists; one of them is the chart itself."""
        return tuple(dict.fromkeys(figure.panel for figure in self.figures))

    def told(self, figure: Figure) -> str:
        """One figure in words: where it stands, what it is of, and its value."""
        return f"{self._whose(figure)}: {self._value(figure)}"

    def _named(self, figure: Figure) -> str:
        return f"{self._whose(figure)} ({self._value(figure)})"

    def _value(self, figure: Figure) -> str:
        value = f"{figure.value:g}"
        return value.replace(".", ",") if self.language == "nl" else value

    def _whose(self, figure: Figure) -> str:
        series = figure.series if len(self.series) > 1 else ""
        return ", ".join(part for part in (figure.panel, figure.place, series) if part)

    def in_words(self) -> str:
        """What who does not see the chart should know; the table beside it has every figure."""
        most = max(self.figures, key=lambda figure: figure.value)
        least = min(self.figures, key=lambda figure: figure.value)
        return _WORDS.filled(
            {
                "kind": _KINDS[self.kind][self.language],
                "n": len(self.figures),
                "unit": f" ({self.unit})" if self.unit else "",
                "most": self._named(most),
                "least": self._named(least),
            }
        )[self.language]


@dataclass(frozen=True)
class _Roles:
    """Which columns stand on the axis, which one has colours, and which make small charts."""

    axis: tuple[int, ...]
    colour: int | None
    panel: tuple[int, ...] = ()


def chart_of(answer: QuestionAnswer) -> Chart | None:
    """The chart that the question asks for; None where its answer has nothing to draw."""
    return chart_of_table(answer.question.chart, answer.columns, answer.rows, answer.language)


def chart_of_table(
    kind: str, columns: Sequence[Column], table: Sequence[tuple[Cell, ...]], language: str
) -> Chart | None:
    """These rows as a chart of this kind; None where there is nothing to draw."""
    measures = _measures(columns)
    if kind not in _KINDS or not measures or not table:
        return None
    rows, unit = _one_unit(columns, table, language)
    words = [[_word(cell, language) for cell in row] for row in rows]
    roles = _roles(kind, _dimensions(columns, words), words, len(measures))
    figures = []
    for row, said in zip(rows, words, strict=True):
        place, panel = _joined(said, roles.axis), _joined(said, roles.panel)
        for i in measures:
            value = row[i].value
            if isinstance(value, bool) or not isinstance(value, int | float):
                continue
            series = said[roles.colour] if roles.colour is not None else ""
            name = columns[i].label[language] if len(measures) > 1 else series
            figures.append(Figure(place, name, panel, float(value)))
    if len(figures) < 2:
        return None
    groups = [f.panel if roles.panel else "" if kind == "line" else f.place for f in figures]
    shown = list(dict.fromkeys(groups))[: _MOST_PANELS if kind == "line" else _MOST_PLACES]
    first = columns[measures[0]].label[language]
    return Chart(
        kind=kind,
        axis=columns[roles.axis[0]].label[language] if roles.axis else "",
        unit=unit or (first if len(measures) == 1 else _unit(columns[measures[0]])),
        figures=tuple(f for f, group in zip(figures, groups, strict=True) if group in shown),
        left_out=len(set(groups)) - len(shown),
        language=language,
    )


def _measures(columns: Sequence[Column]) -> list[int]:
    """The columns of figures that mean the same as the first one worth drawing."""
    numbers = [i for i, column in enumerate(columns) if column.type == "number"]
    worth = [i for i in numbers if not columns[i].name.startswith(_NOT_DRAWN)] or numbers
    in_unit = any(column.name == "eenheid" for column in columns)
    meanings = {i: "" if in_unit else _meaning(columns[i]) for i in worth}
    shares = [i for i in worth if meanings[i] == "%"]
    return shares or [i for i in worth if meanings[i] == meanings[worth[0]]]


def _meaning(column: Column) -> str:
    """The unit of a figure, else the first word of what it is called: what is counted."""
    return _unit(column) or column.label.nl.partition(" ")[0]


def _unit(column: Column) -> str:
    match = _UNIT.search(column.label.nl)
    return match[1] if match else ""


def _one_unit(
    columns: Sequence[Column], table: Sequence[tuple[Cell, ...]], language: str
) -> tuple[list[tuple[Cell, ...]], str]:
    """The rows of the unit that most rows have, where a column names the unit of each row."""
    names = [column.name for column in columns]
    rows = list(table)
    if "eenheid" not in names:
        return rows, ""
    at = names.index("eenheid")
    units = [row[at].value for row in rows]
    unit = max(dict.fromkeys(units), key=units.count)
    kept = [row for row in rows if row[at].value == unit]
    return kept, _word(kept[0][at], language)


def _dimensions(columns: Sequence[Column], words: Sequence[Sequence[str]]) -> list[int]:
    """The columns that tell the rows apart: first of things, then of words, no more than needed."""
    things = [i for i, column in enumerate(columns) if column.type == "iri"]
    texts = [i for i, column in enumerate(columns) if column.type == "text"]
    found: list[int] = []
    for i in (*things, *texts):
        told = len({_joined(row, found) for row in words})
        if told < len({_joined(row, (*found, i)) for row in words}):
            found.append(i)
    return sorted(found) or [*things, *texts][:1]


def _roles(
    kind: str, dimensions: Sequence[int], words: Sequence[Sequence[str]], measures: int
) -> _Roles:
    left = list(dimensions)
    time = [i for i in left if all(YEAR.search(row[i]) for row in words)]
    time.sort(key=lambda i: -len({row[i] for row in words}))
    if kind == "line" and time:
        left = [i for i in left if i not in time]
        few = [] if measures > 1 else [i for i in left if _is_few(i, words)]
        return _Roles((time[0],), *_split(left, few[:1]))
    few = [] if measures > 1 or len(left) < 2 else [i for i in left if _is_few(i, words)]
    colour, axis = _split(left, few[-1:])
    return _Roles(axis, colour)


def _is_few(column: int, words: Sequence[Sequence[str]]) -> bool:
    return len({row[column] for row in words}) <= len(COLOURS)


def _split(columns: Sequence[int], colour: Sequence[int]) -> tuple[int | None, tuple[int, ...]]:
    """The column that has colours, where there is one, and the others."""
    return next(iter(colour), None), tuple(i for i in columns if i not in colour)


def _joined(words: Sequence[str], columns: Sequence[int]) -> str:
    return " · ".join(words[i] for i in columns)


def _word(cell: Cell, language: str) -> str:
    shown = cell.shown(language)
    return _UNSAID[language] if shown is None else str(shown)

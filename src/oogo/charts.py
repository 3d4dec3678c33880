"""An answer as a chart, drawn here as SVG or PNG from a Vega-Lite specification.

A chart shows figures of one unit only. What tells the rows apart stands on the axis; a second
thing that tells them apart has colours, which can be told from each other and from the paper
(3:1 or more) also by who sees few colours. No text in a chart is ever read as markup or address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from oogo.language import Text
from oogo.library import Column
from oogo.questions import Cell, QuestionAnswer

__all__ = [
    "COLOURS",
    "INK",
    "Chart",
    "chart_of",
    "chart_of_table",
    "configured",
    "draw_png",
    "draw_svg",
    "png_from",
    "png_of",
    "svg_from",
]

COLOURS = ("#154273", "#c1560f", "#1d6b3a", "#8a3b8f", "#5d6b79", "#a30d0d", "#7a6a00", "#0b7285")
_MOST_PLACES = 40
_MOST_PANELS = 12
_NARROW = 280
"""How wide a drawing is on a telephone, without what stands beside it."""
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
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_NOT_DRAWN = ("aantal_", "noemer", "verschil")
"""Columns that say over how many a figure was taken, or what the figures beside it say already."""
_SCALE = 2.0
INK = "#1b1b1b"
_FONT = "DejaVu Sans, Verdana, sans-serif"


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

    def in_words(self) -> str:
        """What who does not see the chart should know; the table beside it has every figure."""
        most = max(self.figures, key=lambda figure: figure.value)
        least = min(self.figures, key=lambda figure: figure.value)
        return _WORDS.filled(
            {
                "kind": _KINDS[self.kind][self.language],
                "n": len(self.figures),
                "unit": f" ({self.unit})" if self.unit else "",
                "most": _told(most, self),
                "least": _told(least, self),
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


def draw_svg(chart: Chart, *, narrow: bool = False) -> str:
    """The chart as SVG, made for a telephone where narrow; the same chart gives the same bytes."""
    return svg_from(_specification(chart, narrow=narrow), chart.language)


@lru_cache(maxsize=16)
def png_of(svg: str) -> bytes:
    """A drawing of our own as PNG, twice its size in pixels, on white."""
    import vl_convert  # noqa: PLC0415  as below

    white = svg.replace(">", '><rect width="100%" height="100%" fill="#ffffff"/>', 1)
    return vl_convert.svg_to_png(white, scale=_SCALE)


def draw_png(chart: Chart) -> bytes:
    """The chart as PNG, twice the size of the SVG in pixels."""
    return png_from(_specification(chart), chart.language)


@lru_cache(maxsize=64)
def svg_from(specification: str, language: str) -> str:
    """A Vega-Lite specification as SVG; nothing is fetched for it."""
    import vl_convert  # noqa: PLC0415  it brings a JavaScript engine along: only who draws pays

    return vl_convert.vegalite_to_svg(
        specification, format_locale=_locale(language), allowed_base_urls=[]
    )


@lru_cache(maxsize=16)
def png_from(specification: str, language: str) -> bytes:
    """A Vega-Lite specification as PNG; nothing is fetched for it."""
    import vl_convert  # noqa: PLC0415  as above

    return vl_convert.vegalite_to_png(
        specification, scale=_SCALE, format_locale=_locale(language), allowed_base_urls=[]
    )


def _locale(language: str) -> Literal["nl-NL", "en-GB"]:
    return "nl-NL" if language == "nl" else "en-GB"


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
    time = [i for i in left if all(_YEAR.search(row[i]) for row in words)]
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


def _told(figure: Figure, chart: Chart) -> str:
    parts = [figure.panel, figure.place, figure.series if len(chart.series) > 1 else ""]
    value = f"{figure.value:g}"
    words = ", ".join(part for part in parts if part)
    return f"{words} ({value.replace('.', ',') if chart.language == 'nl' else value})"


def _specification(chart: Chart, *, narrow: bool = False) -> str:
    """The chart in Vega-Lite, as text with its keys in one order."""
    values = [
        {"panel": f.panel, "place": f.place, "series": f.series, "value": f.value}
        for f in chart.figures
    ]
    draw = _line if chart.kind == "line" else _bars
    drawing = {"data": {"values": values}, **draw(chart, narrow=narrow)}
    return configured(drawing, longest=_NARROW if narrow else 420)


def configured(drawing: Mapping[str, object], longest: int = 420) -> str:
    """A drawing in Vega-Lite with our letters and lines, as text with its keys in one order."""
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "#ffffff",
        "padding": 8,
        **drawing,
        "config": {
            "font": _FONT,
            "axis": {
                "labelColor": INK,
                "titleColor": INK,
                "labelFontSize": 13,
                "titleFontSize": 13,
                "labelLimit": longest,
                "gridColor": "#e3e8ed",
            },
            "legend": {
                "labelColor": INK,
                "titleColor": INK,
                "labelFontSize": 13,
                "labelLimit": longest,
                "orient": "top",
                "direction": "vertical",
            },
            "view": {"stroke": None},
        },
    }
    return json.dumps(specification, ensure_ascii=False, sort_keys=True)


def _colour(chart: Chart) -> dict[str, object]:
    if len(chart.series) < 2:
        return {"color": {"value": COLOURS[0]}}
    colours = [COLOURS[i % len(COLOURS)] for i in range(len(chart.series))]
    scale = {"domain": list(chart.series), "range": colours}
    return {"color": {"field": "series", "type": "nominal", "title": None, "scale": scale}}


def _bars(chart: Chart, *, narrow: bool) -> dict[str, object]:
    y: dict[str, object] = {
        "field": "place",
        "type": "nominal",
        "sort": list(chart.places),
        "title": None,
        "scale": {"paddingInner": 0.25},
    }
    several = len(chart.series) > 1
    step = 16 if several else 24
    if narrow:
        # No room beside the bars: the name of a place stands above its bars.
        step = 16 if several else 44
        bars = 16 * len(chart.series) if several else 16
        gap = 24 / (bars + 24) if several else 1 - bars / step
        y |= {
            "axis": {
                "labelAlign": "left",
                "labelBaseline": "middle",
                "labelPadding": 0,
                "labelOffset": -(bars + 18) / 2,
                "ticks": False,
                "domain": False,
            },
            "scale": {"paddingInner": gap, "paddingOuter": gap},
        }
    x = {"field": "value", "type": "quantitative", "title": chart.unit or None}
    shared: dict[str, object] = {"y": y, "x": x}
    if len(chart.series) > 1:
        shared["yOffset"] = {"field": "series", "type": "nominal", "sort": list(chart.series)}
    number = {"field": "value", "type": "quantitative", "format": ",~r"}
    return {
        "width": _NARROW if narrow else 440,
        "height": {"step": step},
        "encoding": shared,
        "layer": [
            {"mark": {"type": "bar"}, "encoding": _colour(chart)},
            {
                "mark": {
                    "type": "text",
                    "align": {"expr": "datum.value < 0 ? 'right' : 'left'"},
                    "dx": {"expr": "datum.value < 0 ? -4 : 4"},
                    "fontSize": 12,
                    "color": INK,
                },
                "encoding": {"text": number},
            },
        ],
    }


def _line(chart: Chart, *, narrow: bool) -> dict[str, object]:
    many = len(chart.panels) > 1
    encoding: dict[str, object] = {
        "x": {
            "field": "place",
            "type": "ordinal",
            "sort": sorted(chart.places, key=_by_year),
            "title": None,
            "axis": {"labelAngle": -40},
        },
        "y": {"field": "value", "type": "quantitative", "title": chart.unit or None},
        **_colour(chart),
    }
    if len(chart.series) > 1:
        same = {"field": "series", "type": "nominal", "sort": list(chart.series), "legend": None}
        encoding |= {"strokeDash": same, "shape": same}
    drawing: dict[str, object] = {
        "width": _NARROW if narrow else 240 if many else 560,
        "height": 130 if many else 300,
        "encoding": encoding,
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.5}},
            {"mark": {"type": "point", "filled": True, "size": 60}},
        ],
    }
    if not many:
        return drawing
    header = {"title": None, "labelFontSize": 12, "labelColor": INK, "labelLimit": 300}
    panel = {"field": "panel", "type": "nominal", "sort": list(chart.panels), "header": header}
    independent = {"scale": {"x": "independent", "y": "independent"}}
    return {"facet": panel, "columns": 1 if narrow else 2, "spec": drawing, "resolve": independent}


def _by_year(place: str) -> tuple[list[str], str]:
    return _YEAR.findall(place), place

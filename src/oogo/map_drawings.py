"""How a map is drawn: shades, discs, words by colour and number, and a legend, in Vega-Lite.

A share is shown by shade, a count by the size of a disc, a word by colour and number; an area of
which nothing is known is hatched.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal

from oogo.addresses import BASE
from oogo.geometry import Box
from oogo.language import Text
from oogo.maps import MOST_NAMED, NOTHING, SEVERAL, Area, Map, Panel, Shown
from oogo.vega import COLOURS, INK, LETTER, configured, png_from, svg_from, wrapped

__all__ = ["draw_png", "draw_svg"]

_ANSWER = BASE + "begrip/antwoord/"
_FIXED = {
    _ANSWER + "ja": "#a9d3b5",
    _ANSWER + "nee": "#f0b7a4",
    _ANSWER + "weet-niet": "#f3dfa0",
    _ANSWER + "n-v-t": "#d5d9de",
}
"""The answers that must never be taken for each other have colours of their own."""
_TINTS = ("#b9d2ea", "#f3cfae", "#bfe0c7", "#dfc8e3", "#e6dfa8", "#b5dde2", "#eec3cc", "#d6cfc4")
_REST = "#e9ecef"
_SHADES = ("#e3edf7", "#c3d9ee", "#9dc1e2", "#76a7d4")
_DISC = "#c3d9ee"
_EDGE = "#4a5560"
_LINES = "#7b8794"
_PAPER = "#ffffff"
_ELSEWHERE = "#f6f7f9"
_HATCH = 0.018
_ROW = 22
_WIDE, _NARROW = 400, 250
_HIGH, _LOW = 520, 340
_COLUMNS = 3
_LARGEST_DISC = 24.0
_LEAST_DISC = 10.0
_LONGEST_NAME, _LONGEST = 32, 160
"""Names that are longer are cut in the drawing; the table and the words have them whole."""
_OTHERS = Text("overige ({n})", "others ({n})")
_DISCS = Text("schijf: {unit} (de grootste: {most})", "disc: {unit} (the largest: {most})")
_COUNT = Text("aantal", "number")


def draw_svg(drawn: Map, *, narrow: bool = False) -> str:
    """The map as SVG, made for a telephone where narrow; the same map gives the same bytes."""
    return svg_from(_specification(drawn, narrow=narrow), drawn.language)


def draw_png(drawn: Map) -> bytes:
    """The map as PNG, twice the size of the SVG in pixels."""
    return png_from(_specification(drawn), drawn.language)


@dataclass(frozen=True)
class _Mark:
    """A line of the legend: how it is marked, and what it means."""

    words: str
    fill: str
    hatched: bool = False
    disc: bool = False
    number: str = ""


@dataclass(frozen=True)
class _Scale:
    """The least and the most of all figures in one unit."""

    least: float
    most: float

    def shade(self, figure: float) -> str:
        """The shade of this share."""
        part = (figure - self.least) / (self.most - self.least) if self.most > self.least else 0.5
        return _SHADES[min(int(part * len(_SHADES)), len(_SHADES) - 1)]

    def radius(self, figure: float) -> float:
        """Half the width of the disc whose surface counts this."""
        most = max(abs(self.least), abs(self.most))
        return math.sqrt(abs(figure) / most) * _LARGEST_DISC if most else 0.0


@dataclass(frozen=True)
class _Style:
    """What all panels of one map share."""

    areas: tuple[Area, ...]
    language: str
    keys: Mapping[str, _Mark]
    scales: Mapping[str, _Scale]
    around: str
    hatched: bool
    named: bool
    step: float
    width: int
    height: int


def _specification(drawn: Map, *, narrow: bool = False) -> str:
    """The map in Vega-Lite, as text with its keys in one order."""
    keys, scales = _keys(drawn), _scales(drawn)
    box = Box.around(area.boundary.box for area in drawn.areas)
    ratio = (box.top - box.bottom) / (box.right - box.left)
    wide, high = (_WIDE, _HIGH) if len(drawn.panels) == 1 and not narrow else (_NARROW, _LOW)
    width = round(min(wide, high / ratio))
    style = _Style(
        drawn.areas,
        drawn.language,
        keys,
        scales,
        around=_ELSEWHERE if drawn.title else _PAPER,
        hatched=not drawn.title,
        named=len(drawn.areas) <= MOST_NAMED,
        step=_HATCH * max(box.right - box.left, box.top - box.bottom),
        width=width,
        height=round(width * ratio),
    )
    panels = {
        "concat": [_panel(drawn, panel, style) for panel in drawn.panels],
        "columns": 1 if narrow else _COLUMNS,
        "spacing": 24,
    }
    marks = _marks(drawn, keys, scales)
    return configured(
        {"vconcat": [panels, *([_legend(marks, narrow=narrow)] if marks else [])], "spacing": 16}
    )


def _keys(drawn: Map) -> dict[str, _Mark]:
    """The mark of every word on the maps: the most frequent ones each have their own."""
    words = [
        (each.key, each.word)
        for panel in drawn.panels
        for each in panel.shown.values()
        if each.figure is None
    ]
    frequent = {word for word, _ in Counter(words).most_common(len(_TINTS))}
    marks: dict[str, _Mark] = {}
    tints = iter(_TINTS)
    for key, word in dict.fromkeys(words):
        if (key, word) in frequent:
            several = key == SEVERAL.nl
            fill = _REST if several else _FIXED.get(key) or next(tints)
            marks[key] = _Mark(word, fill, number=str(len(marks) + 1))
    rest = len(set(words)) - len(marks)
    others = _Mark(_OTHERS.filled({"n": rest})[drawn.language], _REST)
    return marks | {key: others for key, _ in words if key not in marks}


def _scales(drawn: Map) -> dict[str, _Scale]:
    """For each unit the range of its figures, so that small maps can be compared."""
    figures: dict[str, list[float]] = {}
    for panel in drawn.panels:
        found = [each.figure for each in panel.shown.values() if each.figure is not None]
        figures.setdefault(panel.unit, []).extend(found)
    return {unit: _Scale(min(found), max(found)) for unit, found in figures.items() if found}


def _marks(drawn: Map, keys: Mapping[str, _Mark], scales: Mapping[str, _Scale]) -> list[_Mark]:
    """The lines of the legend."""
    language = drawn.language
    marks = list(dict.fromkeys(keys.values()))
    if drawn.title and len(marks) == 1:
        return []
    shares = {panel.unit for panel in drawn.panels if panel.is_share}
    for unit, scale in scales.items():
        if unit in shares:
            steps = [scale.least + (scale.most - scale.least) * i / 4 for i in range(5)]
            said = [format_decimal(step, "#,##0.##", locale=language) for step in steps]
            marks += [
                _Mark(f"{low}–{high} ({unit})", shade)
                for low, high, shade in zip(said, said[1:], _SHADES, strict=False)
            ]
        elif scale.most:
            most = format_decimal(scale.most, locale=language)
            told = _DISCS.filled({"unit": unit or _COUNT[language], "most": most})
            marks.append(_Mark(told[language], _DISC, disc=True))
    if not drawn.title and any(len(p.shown) < len(drawn.areas) for p in drawn.panels):
        marks.append(_Mark(NOTHING[language], _PAPER, hatched=True))
    return marks


def _panel(drawn: Map, panel: Panel, style: _Style) -> dict[str, Any]:
    shapes, hatches, discs, words = [], [], [], []
    for area in style.areas:
        shown = panel.shown.get(area.iri)
        fill = _fill(shown, panel, style)
        shape = _feature("MultiPolygon", area.boundary.polygons, fill)
        shapes.append(shape | {"told": drawn.told(area, panel)})
        if shown is None and style.hatched:
            lines = area.boundary.hatched(style.step)
            hatches.append(_feature("MultiLineString", lines, fill))
        x, y = area.boundary.middle
        radius = 0.0
        if shown and shown.figure and not panel.is_share:
            radius = style.scales[panel.unit].radius(shown.figure)
            discs.append({"x": x, "y": y, "size": math.pi * radius**2})
        value = _value(shown, style)
        words.append(
            {
                "x": x,
                "y": y,
                "value": value,
                "name": _cut(area.name[style.language], _LONGEST_NAME),
                # A figure stands in its disc, or above one that is too small for it.
                "above": -radius - 8 if 0 < radius < _LEAST_DISC else 0,
                "below": (radius if radius >= _LEAST_DISC else 8) + 8 if value else 0,
                "halo": fill,
            }
        )
    title = _cut(f"{panel.title} ({panel.unit})" if panel.unit else panel.title, _LONGEST)
    layers = [_shapes(shapes, {"stroke": _EDGE, "strokeWidth": 1}, fill=True)]
    if hatches:
        layers.append(_shapes(hatches, {"stroke": _LINES, "strokeWidth": 0.8, "filled": False}))
    if discs:
        layers.append(_discs(discs))
    if style.named:
        under: dict[str, object] = {"dy": {"expr": "datum.below"}, "fontSize": 11}
        over: dict[str, object] = {"dy": {"expr": "datum.above"}}
        layers += [
            _text(words, "name", {**under, "strokeWidth": 3, "strokeJoin": "round"}, halo=True),
            _text(words, "name", under),
            _text(words, "value", {**over, "fontSize": 13, "fontWeight": "bold"}),
        ]
    return {
        "title": {
            "text": wrapped(title, int(style.width / LETTER)),
            "anchor": "start",
            "fontSize": 12,
            "color": INK,
            "offset": 6,
        },
        "width": style.width,
        "height": style.height,
        "projection": {"type": "identity", "reflectY": True},
        "layer": layers,
    }


def _value(shown: Shown | None, style: _Style) -> str:
    """What stands on the area: the figure, or the number that the legend gives the word."""
    if shown is None:
        return ""
    if shown.figure is not None:
        return shown.word
    return style.keys[shown.key].number if len(style.keys) > 1 or style.hatched else ""


def _fill(shown: Shown | None, panel: Panel, style: _Style) -> str:
    if shown is None:
        return style.around
    if shown.figure is None:
        return style.keys[shown.key].fill
    return style.scales[panel.unit].shade(shown.figure) if panel.is_share else _PAPER


def _feature(kind: str, coordinates: object, fill: str) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "fill": fill}


def _shapes(
    features: Sequence[object], mark: Mapping[str, object], *, fill: bool = False
) -> dict[str, Any]:
    encoding = {
        "fill": {"field": "fill", "type": "nominal", "scale": None},
        "description": {"field": "told", "type": "nominal"},
    }
    return {
        "data": {"values": list(features)},
        "mark": {"type": "geoshape", "aria": fill, **mark},
        "encoding": encoding if fill else {},
    }


def _placed() -> dict[str, Any]:
    return {
        "longitude": {"field": "x", "type": "quantitative"},
        "latitude": {"field": "y", "type": "quantitative"},
    }


def _discs(discs: Sequence[object]) -> dict[str, Any]:
    size = {"field": "size", "type": "quantitative", "scale": None}
    return {
        "data": {"values": list(discs)},
        "mark": {
            "type": "circle",
            "aria": False,
            "color": _DISC,
            "opacity": 1,
            "stroke": COLOURS[0],
        },
        "encoding": {**_placed(), "size": size},
    }


def _text(
    words: Sequence[object], field: str, mark: Mapping[str, object], *, halo: bool = False
) -> dict[str, Any]:
    stroke = {"stroke": {"field": "halo", "type": "nominal", "scale": None}} if halo else {}
    said = {"text": {"field": field, "type": "nominal"}}
    return {
        "data": {"values": list(words)},
        "mark": {"type": "text", "aria": False, "baseline": "middle", "color": INK, **mark},
        "encoding": {**_placed(), **said, **stroke},
    }


def _legend(marks: Sequence[_Mark], *, narrow: bool) -> dict[str, Any]:
    """What the marks mean, drawn below the maps at places in pixels."""
    width = _NARROW if narrow else 2 * _WIDE
    rows: list[dict[str, object]] = []
    strokes = []
    top = 0
    for mark in marks:
        words = wrapped(_cut(f"{mark.number} {mark.words}".strip(), _LONGEST), int(width / LETTER))
        shape = "circle" if mark.disc else "square"
        rows.append({"y": top + 8, "words": words, "fill": mark.fill, "shape": shape})
        if mark.hatched:
            strokes += [
                {"x": 2 + 4 * k, "x2": 6 + 4 * k, "y": top + 14, "y2": top + 2} for k in range(3)
            ]
        top += _ROW + 16 * (len(words) - 1)

    def plain(name: str, kind: str = "quantitative") -> dict[str, object]:
        return {"field": name, "type": kind, "scale": None}

    def side(name: str) -> dict[str, object]:
        return {**plain(name), **({} if name.endswith("2") else {"axis": None})}

    square = {
        "type": "point",
        "aria": False,
        "size": 220,
        "stroke": _EDGE,
        "strokeWidth": 1,
        "opacity": 1,
    }
    return {
        "width": _NARROW if narrow else _WIDE,
        "height": top,
        "layer": [
            {
                "data": {"values": rows},
                "mark": square,
                "encoding": {
                    "x": {"value": 8},
                    "y": side("y"),
                    "fill": plain("fill", "nominal"),
                    "shape": plain("shape", "nominal"),
                },
            },
            {
                "data": {"values": strokes},
                "mark": {"type": "rule", "aria": False, "stroke": _LINES, "strokeWidth": 0.8},
                "encoding": {
                    "x": side("x"),
                    "y": side("y"),
                    "x2": {"field": "x2"},
                    "y2": {"field": "y2"},
                },
            },
            {
                "data": {"values": rows},
                "mark": {
                    "type": "text",
                    "aria": False,
                    "align": "left",
                    "fontSize": 13,
                    "color": INK,
                    "lineHeight": 16,
                    "baseline": "middle",
                },
                "encoding": {
                    "x": {"value": 24},
                    "y": side("y"),
                    "text": {"field": "words", "type": "nominal"},
                },
            },
        ],
    }


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"

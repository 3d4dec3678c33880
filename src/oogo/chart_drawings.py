"""How a chart is drawn: bars and lines in Vega-Lite, wide or made for a telephone."""

from __future__ import annotations

from oogo.charts import YEAR, Chart
from oogo.vega import COLOURS, INK, LETTER, configured, png_from, svg_from, wrapped

__all__ = ["draw_png", "draw_svg"]

_NARROW = 280
"""How wide a drawing is on a telephone, without what stands beside it."""
_SMALL = 240
"""How wide each of several small charts is."""
_TOLD = {"description": {"field": "told", "type": "nominal"}}
"""What a mark says to who points at it."""


def draw_svg(chart: Chart, *, narrow: bool = False) -> str:
    """The chart as SVG, made for a telephone where narrow; the same chart gives the same bytes."""
    return svg_from(_specification(chart, narrow=narrow), chart.language)


def draw_png(chart: Chart) -> bytes:
    """The chart as PNG, twice the size of the SVG in pixels."""
    return png_from(_specification(chart), chart.language)


def _specification(chart: Chart, *, narrow: bool = False) -> str:
    """The chart in Vega-Lite, as text with its keys in one order."""
    values = [
        {
            "panel": _title(f.panel),
            "place": f.place,
            "series": f.series,
            "value": f.value,
            "told": chart.told(f),
        }
        for f in chart.figures
    ]
    draw = _line if chart.kind == "line" else _bars
    drawing = {"data": {"values": values}, **draw(chart, narrow=narrow)}
    return configured(drawing, longest=_NARROW if narrow else 420)


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
            {"mark": {"type": "bar"}, "encoding": {**_colour(chart), **_TOLD}},
            {
                "mark": {
                    "type": "text",
                    "aria": False,
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
    width = _NARROW if narrow else _SMALL if many else 560
    encoding: dict[str, object] = {
        "x": {
            "field": "place",
            "type": "ordinal",
            "sort": sorted(chart.places, key=_by_year),
            "title": None,
            "axis": _places(chart, width),
        },
        "y": {"field": "value", "type": "quantitative", "title": chart.unit or None},
        **_colour(chart),
    }
    if len(chart.series) > 1:
        same = {"field": "series", "type": "nominal", "sort": list(chart.series), "legend": None}
        encoding |= {"strokeDash": same, "shape": same}
    drawing: dict[str, object] = {
        "width": width,
        "height": 130 if many else 300,
        "encoding": encoding,
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.5, "aria": False, "point": False}},
            {
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                "encoding": _TOLD,
            },
        ],
    }
    if not many:
        return drawing
    header = {
        "title": None,
        "labelFontSize": 12,
        "labelColor": INK,
        "labelLimit": 300,
        "labelExpr": "split(datum.label, '\\n')",
    }
    titles = [_title(panel) for panel in chart.panels]
    panel = {"field": "panel", "type": "nominal", "sort": titles, "header": header}
    independent = {"scale": {"x": "independent", "y": "independent"}}
    return {"facet": panel, "columns": 1 if narrow else 2, "spec": drawing, "resolve": independent}


def _places(chart: Chart, width: int) -> dict[str, object]:
    """The names along the axis: in lines below each other where there is room, else aslant."""
    along: dict[str, set[str]] = {}
    for figure in chart.figures:
        along.setdefault(figure.panel, set()).add(figure.place)
    for places in along.values():
        longest = max(len(word) for place in places for word in place.split() or [""])
        if longest * LETTER > width / len(places):
            return {"labelAngle": -40}
    return {"labelAngle": 0, "labelExpr": "split(datum.label, ' ')"}


def _title(panel: str) -> str:
    """What stands above a small chart, in lines."""
    return "\n".join(wrapped(panel, int(_SMALL / LETTER)))


def _by_year(place: str) -> tuple[list[str], str]:
    return YEAR.findall(place), place

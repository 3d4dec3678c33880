"""A Vega-Lite specification as SVG or PNG, with our letters, lines and colours; nothing is fetched.

The colours can be told from each other and from the paper (3:1 or more), also by who sees few
colours. No text in a drawing is ever read as markup or address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

__all__ = ["COLOURS", "INK", "LETTER", "configured", "png_from", "png_of", "svg_from", "wrapped"]

COLOURS = ("#154273", "#c1560f", "#1d6b3a", "#8a3b8f", "#5d6b79", "#a30d0d", "#7a6a00", "#0b7285")
INK = "#1b1b1b"
LETTER = 7.4
"""About how many pixels a letter takes."""
_FONT = "DejaVu Sans, Verdana, sans-serif"
_SCALE = 2.0


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


def wrapped(text: str, longest: int) -> list[str]:
    """A text in lines of about so many letters; a word is never broken."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= longest:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


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


@lru_cache(maxsize=16)
def png_of(svg: str) -> bytes:
    """A drawing of our own as PNG, twice its size in pixels, on white."""
    import vl_convert  # noqa: PLC0415  as below

    white = svg.replace(">", '><rect width="100%" height="100%" fill="#ffffff"/>', 1)
    return vl_convert.svg_to_png(white, scale=_SCALE)


def _locale(language: str) -> Literal["nl-NL", "en-GB"]:
    return "nl-NL" if language == "nl" else "en-GB"

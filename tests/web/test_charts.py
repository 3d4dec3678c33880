"""Charts: one unit, every figure of it, the same bytes each time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from oogo.chart_drawings import draw_png, draw_svg
from oogo.charts import Chart, Figure, chart_of
from oogo.language import Text
from oogo.library import find, load
from oogo.questions import Cell, QuestionAnswer, answer
from tests.reader import release
from tests.web.pages import HTML, Page

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [name for name, question in load().items() if question.chart in ("bar", "line")]


def answered(name: str, language: str = "nl") -> QuestionAnswer:
    return asyncio.run(answer(release(), find(name), {}, language))


def charted(name: str, language: str = "nl") -> Chart:
    chart = chart_of(answered(name, language))
    assert chart is not None
    return chart


def written(svg: str) -> str:
    return " | ".join(ElementTree.fromstring(svg).itertext())  # noqa: S314  our own drawing


def test_a_chart_holds_the_figures_of_its_answer() -> None:
    chart = charted("afspraken-per-sector")
    shown = {(figure.place, figure.series): figure.value for figure in chart.figures}
    # Document 000, line 2142: pupil transport, po: 63, 6, 7, 25.
    assert shown["primair onderwijs", "Ja (%)"] == 63
    assert shown["primair onderwijs", "Nee (%)"] == 6
    assert shown["primair onderwijs", "Weet niet (%)"] == 7
    assert shown["primair onderwijs", "Niet besproken (%)"] == 25
    assert len(chart.figures) == 4 * 4
    assert chart.unit == "%"
    words = written(draw_svg(chart))
    assert all(word in words for word in ("primair onderwijs", "63", "86", "Weet niet (%)"))


def test_the_words_name_the_highest_and_the_lowest() -> None:
    # Document 000, line 2144: mbo, not discussed 86.
    words = charted("afspraken-per-sector").in_words()
    assert "Hoogste: middelbaar beroepsonderwijs, Niet besproken (%) (86)." in words
    assert charted("afspraken-per-sector", "en").in_words().startswith("Bar chart of 16 values")


@pytest.mark.parametrize("name", DRAWN)
def test_each_drawn_question_has_one_unit(name: str) -> None:
    found = answered(name)
    chart = chart_of(found)
    assert chart is not None
    assert len(chart.places) <= 40
    assert len(chart.panels) <= 12
    assert len(chart.series) <= 8
    values = {cell.value for row in found.rows for cell in row}
    assert {figure.value for figure in chart.figures} <= values


def test_a_line_runs_along_the_years() -> None:
    chart = charted("swv-en-landelijk")
    assert chart.kind == "line"
    assert chart.axis == "Peildatum"
    assert all("20" in place for place in chart.places)
    assert len(chart.panels) > 1


def test_a_table_question_has_no_chart() -> None:
    assert chart_of(answered("wettelijke-grondslag")) is None


def test_the_same_chart_gives_the_same_bytes() -> None:
    from oogo import vega

    chart = charted("agendapunten-per-thema")
    first = draw_svg(chart), draw_png(chart)
    vega.svg_from.cache_clear()
    vega.png_from.cache_clear()
    assert (draw_svg(chart), draw_png(chart)) == first
    assert first[1].startswith(b"\x89PNG")


def test_hostile_words_stay_words() -> None:
    hostile = '<script>alert(1)</script>javascript:"\u202e&'
    chart = Chart(
        "bar",
        "x",
        "%",
        (Figure(hostile, "a", "", 1.0), Figure("https://example.org/x.svg", "b", "", 2.0)),
        0,
        "nl",
    )
    drawing = ElementTree.fromstring(draw_svg(chart))  # noqa: S314  our own drawing
    tags = {element.tag for element in drawing.iter()}
    assert not tags & {f"{SVG}script", f"{SVG}image", f"{SVG}a", f"{SVG}foreignObject"}
    assert not any(name.startswith("on") for each in drawing.iter() for name in each.attrib)


def test_many_places_are_cut_and_counted() -> None:
    found = answered("agendapunten-per-thema")
    names = [Text(f"thema {n}", f"theme {n}") for n in range(45)]
    rows = tuple(
        tuple(
            Cell(f"https://example.org/{n}", name) if column.type == "iri" else cell
            for column, cell in zip(found.columns, found.rows[0], strict=True)
        )
        for n, name in enumerate(names)
    )
    chart = chart_of(replace(found, rows=rows))
    assert chart is not None
    assert (len(chart.places), chart.left_out) == (40, 5)


def test_page_shows_the_chart_beside_its_table(site: TestClient) -> None:
    page = Page(site.get("/questions/afspraken-per-sector", headers=HTML).text)
    (source,) = page.attributes("img", "src")
    (alternative,) = page.attributes("img", "alt")
    assert "Hoogste: middelbaar beroepsonderwijs" in alternative
    assert "table" in {tag for tag, _ in page.elements}
    drawn = site.get(source)
    assert drawn.status_code == 200
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "63" in written(drawn.text)
    links = page.attributes("a", "href")
    png = next(link for link in links if ".png" in link)
    assert site.get(png).content.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_mark_says_which_figure_it_is(name: str, *, narrow: bool) -> None:
    chart = charted(name)
    drawing = ElementTree.fromstring(draw_svg(chart, narrow=narrow))  # noqa: S314  our own drawing
    marks = [
        each.attrib["aria-label"]
        for group in drawing.iter(f"{SVG}g")
        if "role-mark" in group.attrib.get("class", "")
        for each in group
        if "aria-label" in each.attrib
    ]
    assert sorted(marks) == sorted(chart.told(figure) for figure in chart.figures)


def width(svg: str) -> float:
    return float(ElementTree.fromstring(svg).attrib["width"])  # noqa: S314  our own drawing


@pytest.mark.parametrize("name", DRAWN)
def test_a_telephone_gets_the_same_figures_in_a_narrow_drawing(name: str) -> None:
    chart = charted(name)
    wide, narrow = draw_svg(chart), draw_svg(chart, narrow=True)
    assert width(narrow) <= 390
    figures = {f"{figure.value:n}".replace(".", ",") for figure in chart.figures}
    if chart.kind == "bar":
        assert {word for word in figures if f"| {word} |" in written(wide)} <= set(
            written(narrow).split(" | ")
        )


def test_the_page_offers_the_narrow_drawing(site: TestClient) -> None:
    for name in ("afspraken-per-sector", "gemeenten-in-swv-regios"):
        page = Page(site.get(f"/questions/{name}", headers=HTML).text)
        (source,) = page.attributes("source", "srcset")
        drawn = site.get(source)
        assert drawn.headers["content-type"] == "image/svg+xml"
        assert width(drawn.text) <= 390
    assert site.get("/questions/wettelijke-grondslag/narrow.svg").status_code == 404


def test_what_cannot_be_drawn_is_refused(site: TestClient) -> None:
    assert site.get("/api/v1/questions/wettelijke-grondslag.svg").status_code == 406

"""Answers and areas on a map: every value of the answer, and what nobody said apart from nought."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from oogo.addresses import BASE
from oogo.language import Text
from oogo.library import find, load
from oogo.map_drawings import draw_png, draw_svg
from oogo.maps import Map, map_of, map_of_thing
from oogo.questions import Cell, QuestionAnswer, answer
from tests.reader import release
from tests.web.pages import HTML, Page

SVG = "{http://www.w3.org/2000/svg}"
GEMEENTE = "https://identifier.overheid.nl/tooi/id/gemeente/gm"
OUDEWATER, WOERDEN, MONTFOORT = (f"{GEMEENTE}{code}" for code in ("0589", "0632", "0335"))
VO_REGION = BASE + "id/gebied/VO2604"
SUPPORT = "ondersteuning-per-gemeente"
ABSENT = "thuiszitters-en-voorrang-per-gemeente"
DRAWN = [name for name, question in load().items() if question.chart == "map"]


def answered(name: str, language: str = "nl") -> QuestionAnswer:
    return asyncio.run(answer(release(), find(name), {}, language))


def drawn(found: QuestionAnswer) -> Map:
    made = asyncio.run(map_of(release(), found))
    assert made is not None
    return made


def with_values(*cells: Cell) -> QuestionAnswer:
    """The answer on children out of school with these values, of Oudewater, Woerden, Montfoort."""
    found = answered(ABSENT)
    first = found.rows[0]
    places = (OUDEWATER, WOERDEN, MONTFOORT)
    rows = tuple(
        (Cell(place), first[1], cell, *first[3:]) for place, cell in zip(places, cells, strict=True)
    )
    return replace(found, rows=rows)


def texts(svg: str) -> list[str]:
    tree = ElementTree.fromstring(svg)  # noqa: S314  our own drawing
    return ["".join(each.itertext()) for each in tree.iter(f"{SVG}text")]


def fills(svg: str) -> list[str]:
    tree = ElementTree.fromstring(svg)  # noqa: S314  as above
    return [each.get("fill", "") for each in tree.iter(f"{SVG}path")]


def hatches(svg: str) -> int:
    """How many lines of hatching there are."""
    tree = ElementTree.fromstring(svg)  # noqa: S314  as above
    lines = [each for each in tree.iter(f"{SVG}path") if each.get("stroke") == "#7b8794"]
    return sum((each.get("d") or "").count("L") for each in lines)


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_map_question_is_drawn_with_all_its_values(name: str, language: str) -> None:
    found = answered(name, language)
    made = drawn(found)
    rule = found.question.map
    assert rule is not None
    at = {column.name: i for i, column in enumerate(found.columns)}
    told = made.in_words()
    for row in found.rows:
        assert str(row[at[rule.area]].shown(language)) in told
        if isinstance(row[at[rule.value]].value, str):
            assert str(row[at[rule.value]].shown(language)) in told
    # Boundaries of five municipalities are in the data.
    assert len(made.areas) == 5
    assert made.unknown == ()
    assert draw_png(made).startswith(b"\x89PNG")


def test_a_map_holds_the_figures_of_its_answer() -> None:
    made = drawn(answered(SUPPORT))
    # Document 003, lines 1695-1705: extra support 2017-2018, E1,2,3.
    first = made.panels[0]
    assert first.title == "2017-2018 E1,2,3"
    assert {iri: shown.figure for iri, shown in first.shown.items()} == {
        f"{GEMEENTE}0335": 20,
        f"{GEMEENTE}0589": 43,
        f"{GEMEENTE}0632": 111,
        f"{GEMEENTE}0736": 72,
        f"{GEMEENTE}1904": 102,
    }
    words = texts(draw_svg(made))
    assert {"20", "43", "111", "72", "102", "Woerden", "De Ronde Venen"} <= set(words)
    assert "schijf: aantal (de grootste: 111)" in words
    assert hatches(draw_svg(made)) == 0


def test_nothing_known_is_hatched_and_nought_is_not() -> None:
    # Document 003, line 132: Oudewater says it has no children out of school; the others say none.
    made = drawn(answered(ABSENT))
    assert made.panels[0].shown[OUDEWATER].figure == 0
    assert len(made.panels[0].shown) == 1
    svg = draw_svg(made)
    assert "0" in texts(svg)
    assert "niets bekend" in texts(svg)
    assert "niets bekend van 4" in made.in_words()
    assert hatches(svg) > 40


def test_yes_no_not_known_and_not_applicable_differ_from_each_other_and_from_silence() -> None:
    def said(key: str, nl: str) -> Cell:
        return Cell(f"{BASE}begrip/antwoord/{key}", Text(nl, nl))

    made = [
        drawn(with_values(said("ja", "ja"), said("nee", "nee"), said("weet-niet", "weet niet"))),
        drawn(with_values(said("n-v-t", "n.v.t."), said("ja", "ja"), said("nee", "nee"))),
    ]
    seen: dict[str, set[str]] = {}
    for each in made:
        svg = draw_svg(each)
        coloured = [fill for fill in fills(svg) if fill.startswith("#")]
        for number, word in enumerate(dict.fromkeys(s.word for s in each.panels[0].shown.values())):
            assert f"{number + 1} {word}" in texts(svg)
        seen[each.in_words()] = set(coloured)
        assert "niets bekend" in texts(svg)
    first, second = seen.values()
    # Four answers have four colours; yes and no have the same one on both maps.
    assert len((first | second) - {"#ffffff"}) == 4
    assert len((first & second) - {"#ffffff"}) == 2


def test_a_share_is_shaded_and_a_count_has_a_disc() -> None:
    found = with_values(Cell(10), Cell(90), Cell(40))
    made = drawn(found)
    count = draw_svg(made)
    share = draw_svg(replace(made, panels=(replace(made.panels[0], unit="%"),)))
    assert "10–30 (%)" in texts(share)
    assert "schijf: aantal (de grootste: 90)" in texts(count)
    assert set(fills(share)) - set(fills(count))


def test_two_values_for_one_area_are_not_one() -> None:
    found = answered(ABSENT)
    row = found.rows[0]
    other = (row[0], row[1], Cell(3), *row[3:])
    made = drawn(replace(found, rows=(row, other)))
    assert made.panels[0].shown[OUDEWATER].figure is None
    assert "Oudewater (meer dan één waarde)" in made.in_words()


def test_a_place_without_a_boundary_is_named() -> None:
    found = answered(ABSENT)
    away = Cell(f"{GEMEENTE}0344", Text("Utrecht", "Utrecht"))
    made = drawn(replace(found, rows=(*found.rows, (away, *found.rows[0][1:]))))
    assert made.unknown == ("Utrecht",)


def test_an_answer_without_rows_or_boundaries_has_no_map() -> None:
    found = answered(ABSENT)
    assert asyncio.run(map_of(release(), replace(found, rows=()))) is None
    away = Cell(f"{GEMEENTE}0344", Text("Utrecht", "Utrecht"))
    rows = ((away, *found.rows[0][1:]),)
    assert asyncio.run(map_of(release(), replace(found, rows=rows))) is None
    assert asyncio.run(map_of(release(), answered("afspraken-per-sector"))) is None


def test_a_region_shows_its_municipalities_and_what_lies_around_it() -> None:
    made = asyncio.run(map_of_thing(release(), VO_REGION, "nl"))
    assert made is not None
    # Regulation BWBR0032324: Stichtse Vecht lies in another region for secondary education.
    names = {area.iri: area.name.nl for area in made.areas}
    own = {names[iri] for iri in made.panels[0].shown}
    assert own == {"Woerden", "Montfoort", "Oudewater", "De Ronde Venen"}
    assert made.in_words().endswith("Eromheen: Stichtse Vecht.")
    assert hatches(draw_svg(made)) == 0
    assert asyncio.run(map_of_thing(release(), BASE + "begrip/sector/po", "nl")) is None


def test_hostile_words_stay_words_on_a_map() -> None:
    hostile = '<script>alert(1)</script>javascript:"\u202e&'
    cells = [Cell(f"x:{i}", Text(hostile, hostile)) for i in range(3)]
    tree = ElementTree.fromstring(draw_svg(drawn(with_values(*cells))))  # noqa: S314  as above
    tags = {element.tag for element in tree.iter()}
    assert not tags & {f"{SVG}script", f"{SVG}image", f"{SVG}a", f"{SVG}foreignObject"}
    assert not any(name.startswith("on") for each in tree.iter() for name in each.attrib)
    assert any("<script>" in text for text in tree.itertext())


def test_page_shows_the_map_its_table_its_files_and_whose_boundaries_they_are(
    site: TestClient,
) -> None:
    page = Page(site.get(f"/questions/{SUPPORT}", headers=HTML).text)
    assert page.faults == []
    (source,) = page.attributes("img", "src")
    (alternative,) = page.attributes("img", "alt")
    assert "Woerden (111)" in alternative
    assert "gemeentegrenzen" in page.text
    assert "table" in {tag for tag, _ in page.elements}
    assert "111" in texts(site.get(source).text)
    links = page.attributes("a", "href")
    png = next(link for link in links if ".png" in link)
    assert site.get(png).content.startswith(b"\x89PNG")
    assert any(".csv" in link for link in links)


@pytest.mark.parametrize(
    "path",
    [f"/doc?iri={OUDEWATER}", "/doc/gebied/VO2604", "/doc/samenwerkingsverband/VO2604"],
)
def test_thing_page_has_a_small_map(site: TestClient, path: str) -> None:
    page = Page(site.get(path, headers=HTML).text)
    assert page.faults == []
    (source,) = page.attributes("img", "src")
    picture = site.get(source)
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "Oudewater" in texts(picture.text)
    assert site.get(source.replace(".svg", ".png")).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/map.gif?iri={OUDEWATER}", 404),
        (f"/map.svg?iri={BASE}begrip/sector/po", 404),
        ("/map.svg?iri=geen%20iri", 400),
        ("/map.svg", 400),
        (f"/map.svg?iri={OUDEWATER}&edition=99", 404),
    ],
)
def test_a_map_that_cannot_be_is_refused(site: TestClient, path: str, status: int) -> None:
    answered_with = site.get(path)
    assert answered_with.status_code == status
    assert answered_with.json()["detail"]

"""Answers as networks, and questions written out with their values."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from pyoxigraph import QuerySolutions, Variable
from starlette.testclient import TestClient

from oogo.addresses import BASE
from oogo.language import Text
from oogo.library import find, load
from oogo.networks import Network, network_of
from oogo.questions import Cell, QuestionAnswer, answer
from oogo.standalone import standalone
from oogo.web.frame import network_svg
from tests.reader import release
from tests.web.pages import HTML, Page

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [name for name, question in load().items() if question.chart == "network"]
ASKING = [name for name, question in load().items() if question.parameters]


def answered(name: str) -> QuestionAnswer:
    return asyncio.run(answer(release(), find(name), {}, "nl"))


def network(name: str) -> Network:
    found = network_of(answered(name), str)
    assert found is not None
    return found


def test_a_network_joins_what_the_rows_join() -> None:
    # Document 003, lines 136-140 and 889-919: who helps at schools in which gemeente.
    drawn = network("aanbieders-per-gemeente")
    names = {node.key: node.name for node in drawn.nodes}
    lines = {(names[edge.start], names[edge.end]) for edge in drawn.edges}
    assert {
        ("Oudewater", "Timon"),
        ("Oudewater", "Stadsteam Oudewater"),
        ("Woerden", "Timon"),
        ("Woerden", "Reinaerde"),
        ("Woerden", "Youke"),
    } <= lines


@pytest.mark.parametrize("name", DRAWN)
def test_every_network_question_is_drawn(name: str) -> None:
    drawn = network(name)
    keys = {node.key for node in drawn.nodes}
    assert {end for edge in drawn.edges for end in (edge.start, edge.end)} == keys
    assert str(len(keys)) in drawn.in_words()
    assert all(node.name for node in drawn.nodes)


def test_many_lines_are_cut_and_counted() -> None:
    found = answered("aanbieders-per-gemeente")
    rows = tuple(
        (Cell(f"{BASE}id/x/{n}", Text(f"x{n}", f"x{n}")), *found.rows[0][1:]) for n in range(70)
    )
    drawn = network_of(replace(found, rows=rows), str)
    assert drawn is not None
    assert (len(drawn.edges), drawn.left_out) == (60, 10)


def test_hostile_names_stay_words_in_a_network() -> None:
    hostile = '<script>alert(1)</script>"\u202e&'
    found = answered("aanbieders-per-gemeente")
    cell = Cell("javascript:alert(1)", Text(hostile, hostile))
    drawn = network_of(replace(found, rows=((cell, *found.rows[0][1:]),)), str)
    assert drawn is not None
    tree = ElementTree.fromstring(network_svg(drawn.drawing(), hostile, "nl"))  # noqa: S314
    tags = {element.tag for element in tree.iter()}
    assert not tags & {f"{SVG}script", f"{SVG}a", f"{SVG}image"}
    assert any(hostile[:20] in text for text in tree.itertext())


def test_page_and_files_show_the_network(site: TestClient) -> None:
    page = Page(site.get("/questions/aanbieders-per-gemeente", headers=HTML).text)
    assert page.faults == []
    assert "Netwerk van" in page.text
    assert "svg" in {tag for tag, _ in page.elements}
    links = page.attributes("a", "href")
    for kind in ("svg", "png"):
        (link,) = [each for each in links if f".{kind}?" in each]
        assert site.get(link).status_code == 200
    assert site.get("/api/v1/questions/aanbieders-per-gemeente.png").content[:4] == b"\x89PNG"


@pytest.mark.parametrize("name", ASKING)
def test_a_question_written_out_gives_the_same_answer(name: str) -> None:
    question, store = find(name), release().store
    values = question.bind(question.values({}))
    bound = store.query(question.text, substitutions={Variable(k): v for k, v in values.items()})
    written = store.query(standalone(question.text, values))
    assert isinstance(bound, QuerySolutions)
    assert isinstance(written, QuerySolutions)
    first, second = ([tuple(map(str, row)) for row in found] for found in (bound, written))
    assert len(first) == len(second) > 0
    # Texts that a query joins from several values have no order of their own.
    assert [[sorted(c) for c in row] for row in first] == [
        [sorted(c) for c in row] for row in second
    ]


def test_the_link_to_the_workbench_asks_for_this_value(site: TestClient) -> None:
    topic = BASE + "begrip/onderwerp/voorkomen-schooluitval"
    page = Page(site.get(f"/questions/afspraken-per-sector?onderwerp={topic}", headers=HTML).text)
    (link,) = [each for each in page.attributes("a", "href") if each.startswith("/sparql?text=")]
    opened = Page(site.get(link, headers=HTML).text)
    assert "65" in opened.text.split()  # document 000, line 2392: 65 percent of 112
    assert "112" in opened.text.split()


def test_a_page_says_how_to_cite_it(site: TestClient) -> None:
    page = Page(site.get("/questions/afspraken-per-sector", headers=HTML).text)
    assert "Afspraken over een onderwerp, per sector , Onderwerp: leerlingenvervoer." in page.text
    assert f"{BASE}questions/afspraken-per-sector?onderwerp=" in page.text
    assert "edition=1 (CC BY 4.0)" in page.text

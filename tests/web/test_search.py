"""Search and lists: the same index behind page and API."""

from __future__ import annotations

import asyncio
import csv
import io
import shutil
import sqlite3
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from starlette.testclient import TestClient

from oogo.addresses import BASE
from oogo.errors import BusyError
from oogo.indexes import Indexes
from oogo.indexing import make, natural, slug_of
from oogo.language import folded
from oogo.ranking import best
from oogo.search import Index
from tests.web.pages import HTML, Page

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def labels(site: TestClient, words: str, **more: str) -> list[str]:
    found = site.get("/api/v1/search", params={"q": words, **more}).json()
    return [each["label"] for each in found["results"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Oudewater", "Oudewater"),  # the whole name
        ("oudew", "Oudewater"),  # its beginning
        ("OUDEWATER", "Oudewater"),
        ("Óudewatêr", "Oudewater"),  # accents
        ("Oudewatr", "Oudewater"),  # a letter short
        ("Ouedwater", "Oudewater"),  # two letters swapped
        ("gm0589", "Oudewater"),  # CBS code
        ("0589", "Oudewater"),
        ("PO2604", "Passenderwijs"),
        ("PO-09", "OOGO ondersteuningsplan"),
        ("crisisvoorziening", "crisisvoorziening"),
    ],
)
def test_a_name_or_code_is_found(site: TestClient, words: str, expected: str) -> None:
    assert any(expected.casefold() in label.casefold() for label in labels(site, words)[:3])


def test_an_article_is_found(site: TestClient) -> None:
    found = site.get("/api/v1/search", params={"q": "18a", "type": "wetsbepaling"}).json()
    assert BASE + "wet/BWBR0003420/18a" in [each["iri"] for each in found["results"]]


def test_a_question_is_found_and_leads_to_its_page(site: TestClient) -> None:
    found = site.get("/api/v1/search", params={"q": "afspraken onderwerp sector"}).json()
    pages = [each["page"] for each in found["results"]]
    assert "/questions/afspraken-per-sector" in pages
    assert site.get("/questions/afspraken-per-sector", headers=HTML).status_code == 200


def test_english_words_find_dutch_things(site: TestClient) -> None:
    found = site.get("/api/v1/search", params={"q": "pupil transport", "lang": "en"}).json()
    assert "pupil transport" in [each["label"] for each in found["results"]]


def test_a_slip_is_told(site: TestClient) -> None:
    found = site.get("/api/v1/search", params={"q": "leerlingenvervor"}).json()
    assert found["readAs"] == "leerlingenvervoer"
    page = Page(site.get("/search", params={"q": "leerlingenvervor"}, headers=HTML).text)
    assert "Niets heet zo; dit past bij ‘leerlingenvervoer’." in page.text


def test_things_of_one_name_are_told_apart(site: TestClient) -> None:
    page = Page(site.get("/search", params={"q": "leerlingenvervoer"}, headers=HTML).text)
    # The concept stands in the list of topics; document 000 asks about it in table 2-14b too.
    assert "lijst Onderwerpen van overleg" in page.text
    assert "lijst Rijen van tabellen · 000-2-14b-3" in page.text


def test_pages_of_hits(site: TestClient) -> None:
    first = site.get("/api/v1/search", params={"q": "jeugdhulp", "perPage": 5})
    total = first.json()["total"]
    assert total > 10
    assert 'rel="next"' in first.headers["link"]
    second = site.get("/api/v1/search", params={"q": "jeugdhulp", "perPage": 5, "page": 2})
    iris = [each["page"] for answer in (first, second) for each in answer.json()["results"]]
    assert len(set(iris)) == 10
    past = site.get("/api/v1/search", params={"q": "jeugdhulp", "page": 9999}).json()
    assert (past["total"], past["results"]) == (total, [])


def test_nobody_waits_long_for_the_index_of_a_large_graph(
    edition_dir: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(edition_dir, tmp_path / "data", symlinks=True)
    shutil.rmtree(folder / "search", ignore_errors=True)
    (folder / "log" / "much").write_bytes(b"0" * 3_000_000)

    async def ask_at_once() -> float:
        indexes = Indexes(folder)
        began = time.monotonic()
        with pytest.raises(BusyError) as caught:
            await indexes.at(1)
        waited = time.monotonic() - began
        await indexes.close()
        assert "SPARQL" in caught.value.remedy_nl
        return waited

    assert asyncio.run(ask_at_once()) < 5


def test_a_page_that_has_to_wait_says_so_and_where_to_go(site: TestClient) -> None:
    indexes = site.app.state.indexes  # type: ignore[attr-defined]

    async def busy(edition: int) -> Index:
        raise BusyError(f"de zoeklijst van {edition} wordt nog gemaakt", "not yet", retry_after=5)

    indexes.at = busy
    try:
        answer = site.get("/lists/gemeente?sort=name&q=%22x", headers=HTML)
    finally:
        del indexes.at
    page = Page(answer.text)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert page.faults == []
    assert "wordt nog gemaakt" in page.text
    links = page.attributes("a", "href")
    assert {"/lists/gemeente?sort=name&q=%22x", "/questions", "/sparql"} <= set(links)


@pytest.mark.parametrize(
    "words", ['"', "*", "' OR 1=1 --", "NEAR(", "a AND", "((((", "\u202e", "x" * 5000, "<script>"]
)
def test_hostile_words(site: TestClient, words: str) -> None:
    assert site.get("/api/v1/search", params={"q": words}).status_code == 200
    page = site.get("/search", params={"q": words}, headers=HTML)
    assert page.status_code == 200
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    "query", ["", "?q=a&page=0", "?q=a&perPage=501", "?q=a&page=x", "?q=a&page=-1"]
)
def test_what_search_refuses(site: TestClient, query: str) -> None:
    assert site.get(f"/api/v1/search{query}").status_code == 400


def test_the_box_is_on_every_page(site: TestClient) -> None:
    for path in ("/", "/questions", "/doc/plicht/PO-09", "/bestaat-niet"):
        page = Page(site.get(path, headers=HTML).text)
        assert ("q", "search") in [
            (attrs.get("name"), attrs.get("type")) for tag, attrs in page.elements if tag == "input"
        ]


def test_a_list_says_how_many_there_are(site: TestClient) -> None:
    # law/requirements.csv has 139 rows, facts/tables.csv 43 gaps among its cells.
    assert site.get("/api/v1/lists/plicht").json()["total"] == 139
    kinds = {each["type"]: each["count"] for each in site.get("/api/v1/lists").json()["lists"]}
    assert kinds["plicht"] == 139
    assert kinds["gemeente"] == 5
    assert {"klasse", "begrip", "waarneming", "samenwerkingsverband-po"} <= set(kinds)


def test_a_facet_narrows_and_counts(site: TestClient) -> None:
    """Document 000, table 2-14c has no column po: a sector leaves only its own cells."""
    sector = BASE + "begrip/sector/mbo"
    whole = site.get("/api/v1/lists/waarneming").json()
    facets = {each["name"]: each for each in whole["facets"]}
    assert {"sector", "antwoord"} <= set(facets)
    counted = {value["iri"]: value["count"] for value in facets["sector"]["values"]}
    narrowed = site.get("/api/v1/lists/waarneming", params={"sector": sector}).json()
    assert narrowed["total"] == counted[sector] < whole["total"]
    kept = {each["name"]: each for each in narrowed["facets"]}
    assert kept["sector"]["chosen"] == sector
    assert {value["iri"] for value in kept["sector"]["values"]} == set(counted)
    assert sum(value["count"] for value in kept["antwoord"]["values"]) <= narrowed["total"]
    page = Page(site.get("/lists/waarneming", params={"sector": sector}, headers=HTML).text)
    assert sector in page.attributes("option", "value")


def test_a_list_pages_through_all_its_things_once(site: TestClient) -> None:
    address = "/api/v1/lists/plicht?perPage=50"
    seen: list[str] = []
    while address:
        answer = site.get(address)
        seen += [each["iri"] for each in answer.json()["things"]]
        address = ""
        for link in answer.headers["link"].split(", "):
            if link.endswith('rel="next"'):
                address = link.partition(">")[0].removeprefix("<")
    assert len(seen) == len(set(seen)) == 139


def test_orders(site: TestClient) -> None:
    up = site.get("/api/v1/lists/plicht", params={"sort": "code", "perPage": 500}).json()
    codes = [each["codes"][-1] for each in up["things"]]
    assert codes == sorted(codes)
    down = site.get("/api/v1/lists/plicht", params={"sort": "-name", "perPage": 500}).json()
    names = [natural(each["label"]) for each in down["things"]]
    assert names == sorted(names, reverse=True)


def test_csv_holds_all_that_is_chosen(site: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get("/api/v1/lists/plicht.csv").text)))
    assert len(rows) == 139
    by_accept = site.get("/api/v1/lists/plicht", headers={"Accept": "text/csv"})
    assert by_accept.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/lists/bestaat-niet", 404),
        ("/api/v1/lists/plicht?kleur=rood", 400),
        ("/api/v1/lists/plicht?sort=willekeurig", 400),
        ("/api/v1/lists/plicht.xlsx", 404),
    ],
)
def test_what_lists_refuse(site: TestClient, path: str, status: int) -> None:
    assert site.get(path).status_code == status


def test_every_list_and_its_first_things_resolve(site: TestClient) -> None:
    for kind in site.get("/api/v1/lists").json()["lists"]:
        page = site.get(f"/lists/{kind['type']}", headers=HTML)
        assert page.status_code == 200, kind
        listing = site.get(kind["href"], params={"perPage": 1}).json()
        assert listing["total"] == kind["count"]
        for thing in listing["things"]:
            assert urlsplit(thing["page"]).path.startswith("/")
            assert site.get(thing["page"], headers=HTML).status_code == 200, thing


def test_words_are_folded_and_numbers_sort_as_numbers() -> None:
    assert folded("Coördinatie IN Één") == "coordinatie in een"
    assert sorted(["tabel 2-14", "tabel 2-9"], key=natural) == ["tabel 2-9", "tabel 2-14"]
    assert slug_of(BASE + "def/SamenwerkingsverbandPO") == "samenwerkingsverband-po"
    assert slug_of(BASE + "def/OogoOndersteuningsplan") == "oogo-ondersteuningsplan"
    assert slug_of("http://example.org/X") == ""


def test_search_is_quick_at_national_scale(tmp_path: Path) -> None:
    """60,000 names: all schools, boards, municipalities and their meetings together."""
    store = Store()
    words = ["school", "bestuur", "overleg", "gemeente", "jeugdhulp", "plan", "afspraak", "regio"]
    store.bulk_extend(
        Quad(
            NamedNode(f"{BASE}id/overleg/{n}"),
            LABEL,
            Literal(f"{words[n % 8]} {words[n // 8 % 8]} {n:x} plaats{n % 977}", language="nl"),
        )
        for n in range(60_000)
    )
    path = tmp_path / "index.sqlite"
    make(store, path)
    index = Index(path, 1)
    taken = []
    for asked in ("plaats12", "school ge", "jeugdhulp plaats4", "plats12", "ea5f", "overl"):
        start = time.perf_counter()
        hits = index.search(asked, limit=20)
        taken.append(time.perf_counter() - start)
        assert hits.total, asked
    assert statistics.median(taken) < 0.1
    first_letters_are_as_quick_and_give_the_same(index, path)


def first_letters_are_as_quick_and_give_the_same(index: Index, path: Path) -> None:
    """Of letters with which thousands of names begin, the best are known beforehand."""
    with closing(sqlite3.connect(path)) as base:

        def ask(sql: str, *values: object) -> list[tuple[Any, ...]]:
            return base.execute(sql, values).fetchall()

        taken = []
        for letters, offset in (("s", 0), ("O", 0), ("p", 150), ("plaats", 0), ("g", 190)):
            start = time.perf_counter()
            hits = index.search(letters, limit=20, offset=offset)
            taken.append(time.perf_counter() - start)
            found, total = best(ask, [[letters.lower()]], letters, limit=20, offset=offset)
            assert hits.total == total > 1_000
            assert [thing.iri for thing in hits.things] == [iri for iri, *_ in found]
    assert statistics.median(taken) < 0.02


def test_an_index_that_newer_editions_pruned_is_busy_not_broken(tmp_path: Path) -> None:
    """A thread that has not read it yet finds no file; one that has, reads on."""
    path = tmp_path / "index.sqlite"
    store = Store()
    store.add(Quad(NamedNode(BASE + "id/plan/x"), LABEL, Literal("Proefding", language="nl")))
    make(store, path)
    index = Index(path, 1)
    assert index.search("proefding", limit=1).total == 1
    path.unlink()
    assert index.search("proefding", limit=1).total == 1
    with ThreadPoolExecutor(1) as other, pytest.raises(BusyError):
        other.submit(index.search, "proefding", limit=1).result()

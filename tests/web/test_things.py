"""Every IRI that we mint resolves, to a page or to RDF."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, parse
from starlette.testclient import TestClient

from oogo.addresses import BASE, path_of
from oogo.context import CONTEXT
from oogo.intake import parse as submission
from oogo.names import name_things, short
from oogo.publication import Publisher, ensure
from oogo.store import edition
from oogo.web import create_app
from tests.reader import StoreReader
from tests.web.pages import HTML, Page

XSD = "http://www.w3.org/2001/XMLSchema#"
TYPES = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "trig": ("application/trig", RdfFormat.TRIG),
}


@pytest.mark.parametrize("suffix", sorted(TYPES))
def test_rdf_by_accept_and_by_suffix(site: TestClient, suffix: str) -> None:
    media_type, rdf = TYPES[suffix]
    by_accept = site.get("/doc/plicht/PO-09", headers={"Accept": media_type})
    by_suffix = site.get(f"/doc/plicht/PO-09.{suffix}", headers=HTML)
    for answer in (by_accept, by_suffix):
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert answer.headers["x-oogo-edition"] == "1"
        triples = [quad.triple for quad in parse(answer.content, rdf)]
        assert {triple.subject for triple in triples} == {NamedNode(BASE + "id/plicht/PO-09")}
        assert len(triples) > 10


def test_the_context_is_what_the_reader_of_submissions_reads(site: TestClient) -> None:
    answer = site.get(path_of(CONTEXT))
    assert answer.headers["content-type"].partition(";")[0] == "application/ld+json"
    own = {"@context": CONTEXT, "id": "plan/x", "groeipeildag": "--02-15"}
    there = {**own, **answer.json()}
    assert set(read(own)) == set(read(there)) != set()


def read(document: object) -> Iterable[Triple]:
    """The triples of a JSON-LD submission."""
    return submission(json.dumps(document).encode(), name="plan.jsonld").graph


def test_id_goes_to_its_document(site: TestClient) -> None:
    answer = site.get("/id/plicht/PO-09")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/doc/plicht/PO-09"


def test_gemeente_is_its_tooi_iri(site: TestClient) -> None:
    door = site.get("/id/gemeente/gm0589")
    assert door.status_code == 303
    assert unquote(door.headers["location"]) == (
        "/doc?iri=https://identifier.overheid.nl/tooi/id/gemeente/gm0589"
    )
    page = Page(site.get(door.headers["location"], headers=HTML).text)
    assert "Oudewater" in page.text


def test_only_a_known_suffix_is_cut_off(site: TestClient) -> None:
    article = site.get("/wet/BWBR0044212/2.47", headers={"Accept": "application/json"})
    assert article.json()["iri"] == BASE + "wet/BWBR0044212/2.47"
    turtle = site.get("/wet/BWBR0044212/2.47.ttl")
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert site.get("/doc/plicht/PO-09.csv").status_code == 406


def test_links(site: TestClient) -> None:
    link = site.get("/begrip/sector/po", headers=HTML).headers["link"]
    assert '</begrip/sector/po.ttl>; rel="alternate"; type="text/turtle"' in link
    assert 'rel="describedby"' in link
    assert '</begrip>; rel="collection"' in link
    assert 'licenses/by/4.0/>; rel="license"' in link


@pytest.mark.parametrize("root", ["def", "vorm", "begrip", "wet", "graph", "dataset"])
def test_roots_list_what_stands_under_them(site: TestClient, root: str) -> None:
    page = Page(site.get(f"/{root}", headers=HTML).text)
    assert [each for each in page.attributes("a", "href") if each.startswith(f"/{root}/")]
    members = site.get(f"/{root}.json").json()["members"]
    assert members
    assert all(iri.startswith(f"{BASE}{root}/") for iri in members)


@pytest.mark.parametrize(
    "path",
    [
        "/doc/bestaat/niet",
        "/begrip/bestaat-niet",
        "/doc?iri=https://example.org/x",
        "/id/",
        "/def/bestaat-niet.ttl",
    ],
)
def test_what_is_not_there(site: TestClient, path: str) -> None:
    answer = site.get(path, follow_redirects=True)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("iri", ["", "geen iri", "javascript:alert(1) ", "<script>"])
def test_what_is_no_iri(site: TestClient, iri: str) -> None:
    answer = site.get("/doc", params={"iri": iri}, headers=HTML)
    assert answer.status_code in (400, 404)
    assert "<script>" not in answer.text


def test_incoming_relations_are_grouped_and_paged(site: TestClient) -> None:
    """Table 2-15c of document 000 has 72 cells, each of which points to it twice."""
    page = Page(site.get("/dataset/000-2-15c", headers=HTML).text)
    (following,) = [
        attrs["href"] for tag, attrs in page.elements if tag == "a" and attrs.get("rel") == "next"
    ]
    data = site.get("/dataset/000-2-15c.json").json()
    counts = {each["iri"]: each["count"] for each in data["incoming"]}
    assert counts["http://purl.org/linked-data/cube#dataSet"] == 72
    shown = _observations(page)
    rest = _observations(Page(site.get("/dataset/000-2-15c" + following, headers=HTML).text))
    assert (len(shown), len(rest)) == (100, 44)


def _observations(page: Page) -> list[str]:
    return [each for each in page.attributes("a", "href") if each.startswith("/doc/waarneming/")]


@pytest.fixture(scope="module")
def store(edition_dir: Path) -> Store:
    return Store.read_only(str(edition.current(edition_dir).path))


def test_pages_link_to_pages_that_are_there(site: TestClient) -> None:
    dead = []
    for start in ("/", "/duties/PO-09", "/doc/plicht/PO-09", "/dataset/000-2-14b", "/vorm"):
        page = Page(site.get(start, headers=HTML).text)
        for address in sorted(set(page.attributes("a", "href"))):
            if address.startswith("/") and not urlsplit(address).path.endswith(".xlsx"):
                status = site.get(address, headers=HTML, follow_redirects=True).status_code
                if status != 200:
                    dead.append((start, address, status))
    assert dead == []


def test_a_duty_as_it_was_on_a_day(site: TestClient) -> None:
    """Row PO-09 of law/requirements.csv: from between 2013-07-05 and 2014-01-06."""
    now = Page(site.get("/doc/plicht/PO-09", headers=HTML).text)
    assert "Geldt vanaf 2013-07-05." in now.text
    then = Page(site.get("/doc/plicht/PO-09?peildatum=2010-01-01", headers=HTML).text)
    assert "Op 2010-01-01 gold dit niet." in then.text
    wrong = site.get("/doc/plicht/PO-09?peildatum=gisteren", headers=HTML)
    assert wrong.status_code == 400
    assert "2019-04-18" in Page(wrong.text).text


def test_years_and_lines_have_no_points(site: TestClient) -> None:
    page = Page(site.get("/doc/waarneming/000-2-14b-2142-1", headers=HTML).text)
    assert "2142" in page.text
    assert "2.142" not in page.text


def test_a_dutch_name_on_an_english_page_says_so(site: TestClient) -> None:
    page = Page(site.get("/dataset/000-2-14b", headers={**HTML, "Accept-Language": "en"}).text)
    marked = [attrs for tag, attrs in page.elements if tag == "span" and attrs.get("lang") == "nl"]
    assert marked


@pytest.mark.parametrize("root", ["def", "vorm", "begrip", "wet", "graph", "dataset"])
def test_roots_have_a_name(site: TestClient, root: str) -> None:
    title = site.get(f"/{root}", headers=HTML).text.partition("<h1>")[2].partition("</h1>")[0]
    assert title
    assert "http" not in title


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service with a gemeente that 5,000 made meetings have to do with, and its delivery."""
    folder = tmp_path_factory.mktemp("crowded")
    ensure(folder)
    town = NamedNode("https://identifier.overheid.nl/tooi/id/gemeente/gm9999")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    said = {Triple(town, label, Literal("Drukdorp")), Triple(town, kind, _own("Gemeente"))}
    for number in range(5_000):
        meeting = NamedNode(f"{BASE}id/overleg/druk-{number:04}")
        taking = NamedNode(f"{BASE}id/deelname/druk-{number:04}")
        said |= {
            Triple(meeting, kind, _own("Oogo")),
            Triple(meeting, label, Literal(f"overleg {number}", language="nl")),
            Triple(meeting, _own("heeftDeelname"), taking),
            Triple(taking, _own("deelnemer"), town),
        }
    hostile = NamedNode(f"{BASE}id/overleg/vijandig")
    note = NamedNode("http://www.w3.org/2004/02/skos/core#note")
    also = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
    said |= {
        Triple(hostile, kind, _own("Oogo")),
        Triple(hostile, label, Literal("<img src=x onerror=alert(1)>\u202e", language="nl")),
        Triple(hostile, note, Literal("x" * 10_000)),
        Triple(hostile, also, NamedNode("javascript:alert(1)")),
    }
    graph = f"{BASE}graph/aanlevering/01TEST"
    node = NamedNode(graph)
    notes = [
        Triple(node, NamedNode("http://purl.org/dc/terms/identifier"), Literal("01TEST")),
        Triple(
            node,
            NamedNode("http://purl.org/dc/terms/dateSubmitted"),
            Literal("2026-01-02T03:04:05Z", datatype=NamedNode(XSD + "dateTime")),
        ),
        Triple(node, _own("invoerder"), town),
        Triple(node, _own("aantalWaarschuwingen"), Literal(2)),
        Triple(node, _own("aantalOnzeker"), Literal(1)),
        Triple(node, _own("aantalNietTeBeoordelen"), Literal(0)),
        Triple(node, _own("aantalOntheffingen"), Literal(0)),
    ]
    with Publisher(folder) as publisher:
        publisher.publish({graph: said}, agent=town.value, activity="proef", notes=notes)
    with TestClient(create_app(folder), follow_redirects=False) as client:
        yield client


def _own(name: str) -> NamedNode:
    return NamedNode(f"{BASE}def/{name}")


CROWDED = "/doc?iri=https://identifier.overheid.nl/tooi/id/gemeente/gm9999"


def test_a_thing_with_many_around_it_is_shown_at_once(crowded: TestClient) -> None:
    page = Page(crowded.get(CROWDED, headers=HTML).text)
    assert "Drukdorp (5.000)" in page.text  # the participations that name it
    assert sum("/doc/overleg/druk-" in link for link in page.attributes("a", "href")) <= 200
    times = []
    for _ in range(5):
        start = time.perf_counter()
        assert crowded.get(CROWDED, headers=HTML).status_code == 200
        times.append(time.perf_counter() - start)
    assert min(times) <= 0.3


def test_a_page_tells_what_the_last_delivery_brought_to_light(crowded: TestClient) -> None:
    page = Page(crowded.get(CROWDED, headers=HTML).text)
    assert "Aangeleverd op 2026-01-02" in page.text
    assert "2 waarschuwingen, 1 onzeker, 0 niet te beoordelen, 0 ontheffingen." in page.text
    assert "/api/v1/submissions/01TEST/report.html" in page.attributes("a", "href")


def test_hostile_names_and_addresses_are_only_words(crowded: TestClient) -> None:
    page = Page(crowded.get("/doc/overleg/vijandig", headers=HTML).text)
    assert page.faults == []
    assert "<img src=x onerror=alert(1)>" in page.text
    assert page.attributes("img", "src") == []
    assert [each for each in page.attributes("a", "href") if each.startswith("javascript:")] == []


def test_a_relation_and_its_inverse_are_told_once(site: TestClient) -> None:
    """The area of PO2604 is stated as gebiedVan; heeftGebied follows from it."""
    page = Page(site.get("/doc/samenwerkingsverband/PO2604", headers=HTML).text)
    links = page.attributes("a", "href")
    assert "/def/heeftGebied" in links
    assert "/def/gebiedVan" not in links


def test_nothing_in_the_graph_is_shown_by_its_address_alone(store: Store) -> None:
    """Every subject, property and kind has a name; documents elsewhere show where they are."""
    terms = {
        term
        for quad in store.quads_for_pattern(None, None, None, None)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode)
    }
    names = asyncio.run(name_things(StoreReader(store), [term.value for term in terms]))
    bare = [
        term.value
        for term in terms
        if names.of(term.value, "nl") in (term.value, short(term.value))
        and term.value.startswith((BASE, "http://www.w3.org/", "http://purl.org/"))
    ]
    assert sorted(bare) == []
    law = "https://wetten.overheid.nl/jci1.3:c:BWBR0003420&artikel=18a&z=2026-01-01&g=2026-01-01"
    assert names.of(law, "en") == "wetten.overheid.nl, BWBR0003420 article 18a"

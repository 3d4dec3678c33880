"""Every IRI that we mint resolves, to a page or to RDF."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse
from starlette.testclient import TestClient

from oogo.addresses import BASE, path_of
from oogo.context import CONTEXT
from oogo.intake import parse as submission
from oogo.store import edition
from tests.web.pages import HTML, Page

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


def test_every_iri_that_we_mint_resolves(site: TestClient, store: Store) -> None:
    """All kinds of IRIs, ten of each; crawling all of them is for the long run."""
    minted: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, None, None, None):
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(BASE):
                kind = "/".join(term.value.removeprefix(BASE).split("/")[:2])
                minted.setdefault(kind, set()).add(term.value)
    dead = []
    for iris in minted.values():
        for iri in sorted(iris)[:10]:
            path = path_of(iri)
            assert path is not None
            answer = site.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
            if answer.status_code != 200:
                dead.append((iri, answer.status_code))
    assert dead == []


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
    assert "Geldt van 2013-07-05 tot …." in now.text
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

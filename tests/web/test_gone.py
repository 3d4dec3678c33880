"""No address vanishes: of what an earlier edition had, each answers, or says what became of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from httpx2 import Response
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, parse
from starlette.testclient import TestClient

from oogo.addresses import BASE
from oogo.gone import Taken, taken
from oogo.keys import Keys
from oogo.publication import Publisher
from oogo.rdf import GRAPH
from oogo.store import edition
from oogo.web import create_app
from tests.web.pages import HTML, Page
from tests.web.test_crawl import address
from tests.web.test_submissions import ADDRESS, agreements, deliver

PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
REGISTER = GRAPH + "register/proef/2026-01-01"
BODY = NamedNode(BASE + "id/organisatie/proef-1")
# What still points to a body of which nothing is said any more.
POINTING = {Triple(NamedNode(BASE + "id/x"), NamedNode(BASE + "def/deelVan"), BODY)}
AGREEMENT = BASE + "id/afspraak/PO2604-a-"


def iris(data_dir: Path, default_only: bool = False) -> set[str]:
    """Every IRI of ours in the newest edition, or in what counts in it."""
    store = Store.read_only(str(edition.current(data_dir).path))
    return {
        term.value
        for quad in store.quads_for_pattern(
            None, None, None, DefaultGraph() if default_only else None
        )
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, NamedNode) and term.value.startswith(BASE)
    }


@dataclass
class Past:
    """A service, every IRI of ours that any edition had, and the graphs of its deliveries."""

    site: TestClient
    data_dir: Path
    had: set[str] = field(default_factory=set)
    graphs: list[str] = field(default_factory=list)


def patient(site: TestClient, address: str) -> Response:
    """The answer once the index of the edition is made, which a busy machine takes a while for."""
    answer = site.get(address)
    while answer.status_code == 503:
        time.sleep(int(answer.headers["retry-after"]))
        answer = site.get(address)
    return answer


@pytest.fixture(scope="module")
def past(edition_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    """A register of two bodies, later one; a delivery that is replaced; one that is withdrawn."""
    folder = tmp_path_factory.mktemp("gone") / "data"
    shutil.copytree(edition_dir, folder, symlinks=True)
    agent = BASE + "id/x"

    def body(name: str) -> set[Triple]:
        thing = NamedNode(f"{BASE}id/organisatie/{name}")
        whole = NamedNode(f"{BASE}id/organisatie/om-{name}")
        return {
            Triple(thing, LABEL, Literal(f"Lichaam {name}", language="nl")),
            Triple(thing, NamedNode(BASE + "def/deelVan"), whole),
        }

    with Publisher(folder) as publisher:
        publisher.publish(
            {REGISTER: body("proef-1") | body("proef-2")}, agent=agent, activity="een"
        )
    key = Keys(folder).add("PO2604", "aanleveraar", date.today() + timedelta(days=1))[1]
    header = {"Authorization": f"Bearer {key}"}
    with TestClient(create_app(folder, workers=1), follow_redirects=False) as site:
        told = Past(site, folder, iris(folder))
        for topics in (("leerlingenvervoer", "crisisvoorziening"), ("crisisvoorziening",)):
            id_ = deliver(site, header, agreements(*topics), "a.xlsx")["id"]
            done = site.post(f"{ADDRESS}/{id_}/publication", headers=header)
            assert done.status_code == 201, done.text
            told.graphs.append(f"{GRAPH}aanlevering/{id_}")
            told.had |= iris(folder)
        assert site.delete(f"{ADDRESS}/{id_}/publication", headers=header).status_code == 200
        with Publisher(folder) as publisher:
            publisher.publish({REGISTER: body("proef-2") | POINTING}, agent=agent, activity="twee")
        newest = str(edition.current(folder).number)
        while site.get("/def.ttl").headers["x-oogo-edition"] != newest:
            time.sleep(0.1)
        yield told


def test_no_address_of_an_earlier_edition_is_empty(past: Past) -> None:
    """In each form; of what went, the programs read who did it and when."""
    vanished = sorted(past.had - iris(past.data_dir, default_only=True))
    assert {AGREEMENT + "leerlingenvervoer", BASE + "id/organisatie/om-proef-1"} < set(vanished)
    forms = {"text/turtle": RdfFormat.TURTLE, "application/ld+json": RdfFormat.JSON_LD}
    for iri in vanished:
        for kind, form in forms.items():
            answer = past.site.get(address(iri), headers={"Accept": kind}, follow_redirects=True)
            assert answer.status_code == 410, iri
            assert answer.headers["content-type"].partition(";")[0] == kind
            said = {quad.triple for quad in parse(answer.content, form)}
            assert {triple.subject for triple in said} == {NamedNode(iri)}
            predicates = {triple.predicate.value for triple in said}
            assert predicates > {PROV + "wasInvalidatedBy", PROV + "invalidatedAtTime"}
        page = past.site.get(address(iri), headers=HTML, follow_redirects=True)
        assert page.status_code == 410
        assert "Dit is er niet meer." in Page(page.text).text
        assert Page(page.text).faults == []
        told = past.site.get(
            address(iri), headers={"Accept": "application/json"}, follow_redirects=True
        )
        assert (told.status_code, told.json()["place"]) == (410, iri)


def test_what_is_only_pointed_to_is_gone_where_something_was_said_of_it(past: Past) -> None:
    """Of the body something was said, of the licence of a delivery that went nothing ever."""
    assert BODY.value in iris(past.data_dir, default_only=True)
    for kind in ("text/html", "text/turtle", "application/ld+json"):
        answer = past.site.get("/doc/organisatie/proef-1", headers={"Accept": kind})
        assert answer.status_code == 410, kind
    part = f"/doc?iri={quote('https://creativecommons.org/licenses/by/4.0/', safe='')}"
    assert past.site.get(part, headers=HTML).status_code == 200


def test_what_was_replaced_says_by_what(past: Past) -> None:
    iri, there = AGREEMENT + "leerlingenvervoer", "/doc/afspraak/PO2604-a-leerlingenvervoer"
    replaced, instead = past.graphs
    answer = past.site.get(f"{there}.nt")
    quads = parse(answer.content, RdfFormat.N_TRIPLES)
    said = {(quad.predicate.value, getattr(quad.object, "value", "")) for quad in quads}
    assert said > {
        (DCTERMS + "isReplacedBy", instead),
        (DCTERMS + "isPartOf", replaced),
        (PROV + "wasInvalidatedBy", BASE + "id/publicatie/4"),
        (LABEL.value, "Leerlingenvervoer"),
    }
    page = Page(past.site.get(there, headers=HTML).text)
    assert "Leerlingenvervoer" in page.text
    assert {instead.replace(BASE, "/"), f"{there}?edition=3"} < set(page.attributes("a", "href"))
    told = patient(past.site, "/api/v1/lists/afspraak/PO2604-a-leerlingenvervoer")
    assert (told.status_code, told.json()["place"]) == (410, iri)
    assert instead in told.json()["remedy"]


def test_what_was_withdrawn_was_not_replaced(past: Past) -> None:
    answer = past.site.get("/doc/afspraak/PO2604-a-crisisvoorziening.ttl")
    assert answer.status_code == 410
    found = {quad.predicate.value: quad.object for quad in parse(answer.content, RdfFormat.TURTLE)}
    assert found[PROV + "wasInvalidatedBy"] == NamedNode(BASE + "id/publicatie/5")
    assert DCTERMS + "isReplacedBy" not in found


def test_a_thing_is_seen_as_an_earlier_edition_had_it(past: Past) -> None:
    """Edition 4 had the agreement that 5 took back; 6 took the body away that 5 still had."""
    agreement, body = "/doc/afspraak/PO2604-a-crisisvoorziening", "/doc/organisatie/proef-1"
    for there, number, status in (
        (agreement, 4, 200),
        (agreement, 5, 410),
        (body, 5, 200),
        (body, 6, 410),
    ):
        for headers in (HTML, {"Accept": "text/turtle"}, {"Accept": "application/json"}):
            answer = past.site.get(f"{there}?edition={number}", headers=headers)
            assert answer.status_code == status, (there, number, headers)
            if "json" not in headers["Accept"]:
                assert answer.headers["x-oogo-edition"] == str(number)
    page = Page(past.site.get(f"{body}?edition=5", headers=HTML).text)
    assert "Zoals het stond in editie 5." in page.text
    iri = BASE + "id/organisatie/proef-1"
    assert taken(past.data_dir, iri, 5) is None
    assert taken(past.data_dir, iri, 6) == Taken(
        6, (REGISTER,), (Literal("Lichaam proef-1", language="nl"),), True
    )


@pytest.mark.parametrize(
    "never", ["/doc/afspraak/nooit", "/doc?iri=urn:x", "/graph/aanlevering/nooit", "/def/Nooit"]
)
def test_what_never_was_is_not_gone(past: Past, never: str) -> None:
    assert past.site.get(never, headers=HTML).status_code == 404
    assert patient(past.site, "/api/v1/lists/afspraak/nooit").status_code == 404


def test_what_was_taken_is_noted_also_where_only_the_pages_were_made(
    past: Past, tmp_path: Path
) -> None:
    """A folder of an earlier version of the program has the pages of the feed, and no notes."""
    folder = tmp_path / "data"
    shutil.copytree(past.data_dir, folder, symlinks=True)
    for each in (folder / "changes").glob("gone-*"):
        each.unlink()
    assert taken(folder, BASE + "id/organisatie/proef-1", 6) is None
    with TestClient(create_app(folder, workers=1)) as site:
        answer = site.get("/doc/organisatie/proef-1.ttl")
    assert answer.status_code == 410

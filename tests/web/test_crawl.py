"""No address of ours leads nowhere, and nothing is called by its address: a few, then all."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urldefrag, urlsplit

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse
from starlette.testclient import TestClient

from oogo.addresses import BASE, path_of
from oogo.rdf import GRAPH
from oogo.releases import version
from oogo.store import edition
from oogo.web.frame import href
from tests.conftest import ROOT
from tests.soak.conftest import SEED
from tests.web.pages import HTML, Page

_DEFAULT = DefaultGraph()
ONTOLOGY = NamedNode(GRAPH + "def")
# The ontology and this version of it; an earlier one is read from what was kept of it.
VERSIONS = {BASE + "def", f"{BASE}def/{version()}"}
_EARLIER = re.compile(re.escape(BASE) + r"def/[0-9.]+")
# What a link may lead to without being read here: files, and what is made from what is given.
_NOT_READ = ("/dumps/", "/static/", "/api/v1/templates/")
_FIRST = ("/", "/questions", "/lists", "/duties", "/rules", "/catalog", "/changes", "/def/print")


@pytest.fixture(scope="module")
def minted(edition_dir: Path) -> dict[str, list[str]]:
    """Every IRI of ours in every position of every quad, by kind; graphs and derived ones too."""
    store = Store.read_only(str(edition.current(edition_dir).path))
    found: dict[str, set[str]] = defaultdict(set)
    for quad in store:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode) and term.value.startswith(BASE):
                kind = "/".join(term.value.removeprefix(BASE).split("/")[:2])
                found[kind.partition("#")[0]].add(term.value)
    # Of an earlier version of the ontology test_addresses says what is read at its address.
    earlier = {kind for kind in found if _EARLIER.fullmatch(BASE + kind)} - {f"def/{version()}"}
    return {kind: sorted(iris) for kind, iris in found.items() if kind not in earlier}


@pytest.fixture(scope="module")
def store(edition_dir: Path) -> Store:
    return Store.read_only(str(edition.current(edition_dir).path))


def address(iri: str) -> str:
    """Where a client goes for an IRI: its path here; what is after a # it asks apart."""
    return f"/doc?iri={quote(iri, safe='')}" if "#" in iri else quote(path_of(iri) or "", safe="/")


def faults(site: TestClient, store: Store, iri: str) -> Iterator[str]:
    """What is wrong with the page and the RDF that this IRI leads to."""
    place = address(iri)
    page = site.get(place, headers=HTML, follow_redirects=True)
    title = Page(page.text).text if page.status_code != 200 else _title(page.text)
    if page.status_code != 200 or not title or "w3id.org" in title or title.startswith("http"):
        yield f"{iri}: page {page.status_code} {title[:80]}"
    said = {quad.triple for quad in store.quads_for_pattern(NamedNode(iri), None, None, _DEFAULT)}
    if iri in VERSIONS:  # one document with every term
        said = {quad.triple for quad in store.quads_for_pattern(None, None, None, ONTOLOGY)}
    for kind, form in (
        ("text/turtle", RdfFormat.TURTLE),
        ("application/ld+json", RdfFormat.JSON_LD),
    ):
        answer = site.get(place, headers={"Accept": kind}, follow_redirects=True)
        if answer.status_code != 200:
            yield f"{iri}: {kind} {answer.status_code}"
        elif {quad.triple for quad in parse(answer.content, form)} != said:
            yield f"{iri}: {kind} says something else"


def _title(text: str) -> str:
    return text.partition("<h1")[2].partition(">")[2].partition("</h1>")[0].strip()


def links(text: str, here: str) -> Iterator[str]:
    """The addresses of ours that a page links to."""
    page = Page(text)
    for link in (*page.attributes("a", "href"), *page.attributes("link", "href")):
        to = urldefrag(f"{urlsplit(here).path}{link}" if link.startswith("?") else link).url
        if to.startswith("/") and not to.startswith(_NOT_READ):
            yield to


class Reading:
    """Addresses read once, and where they lead; what was good is not read again after a stop."""

    def __init__(self, site: TestClient, kept: Path) -> None:
        self.site, self.kept = site, kept
        self.faults: list[str] = []
        self.read: dict[str, list[str]] = {}
        if kept.exists():
            with kept.open(encoding="utf-8") as lines:
                self.read = dict(map(json.loads, lines))

    def links(self, address: str) -> list[str]:
        if address not in self.read:
            answer = self.site.get(address, headers=HTML, follow_redirects=True)
            self.read[address] = sorted(set(links(answer.text, answer.url.path)))
            if answer.status_code == 200:
                with self.kept.open("a", encoding="utf-8") as file:
                    file.write(json.dumps((address, self.read[address])) + "\n")
            else:
                self.faults.append(f"{address}: {answer.status_code}")
        return self.read[address]


def test_iris_of_every_kind_lead_somewhere(
    site: TestClient, store: Store, minted: dict[str, list[str]]
) -> None:
    some = [iri for iris in minted.values() for iri in iris[:1]]
    assert len(minted) > 60
    assert [fault for iri in some for fault in faults(site, store, iri)] == []


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_every_iri_leads_somewhere(
    site: TestClient, store: Store, minted: dict[str, list[str]]
) -> None:
    every = [iri for iris in minted.values() for iri in iris]
    assert len(every) > 7_000
    assert [fault for iri in every for fault in faults(site, store, iri)] == []


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_every_link_of_every_page_leads_somewhere(
    site: TestClient, minted: dict[str, list[str]]
) -> None:
    """From the pages that stand on their own and those of all things; each address once."""
    every = {urldefrag(href(iri)).url for iris in minted.values() for iri in iris}
    reading = Reading(site, ROOT / ".make" / f"crawl-{SEED}.jsonl")
    linked = {to for start in sorted({*_FIRST, *every}) for to in reading.links(start)}
    assert len(linked) > 10_000
    for to in sorted(linked):
        reading.links(to)
    assert reading.faults == []

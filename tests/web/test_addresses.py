"""Every address gives its thing in each form, says what it varies by, and is not sent twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse
from starlette.testclient import TestClient

from oogo.addresses import BASE
from oogo.context import json_ld_context
from oogo.jsonld import as_json_ld
from oogo.releases import version
from oogo.store import edition

RDF = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "trig": ("application/trig", RdfFormat.TRIG),
    "nq": ("application/n-quads", RdfFormat.N_QUADS),
}
# One address of every root that architecture.md names.
ADDRESSES = (
    "/doc/plicht/PO-09",
    "/def/Plicht",
    "/def",
    "/vorm/Afspraak",
    "/begrip/antwoord/ja",
    "/begrip/antwoord",
    "/wet/BWBR0003420/18a",
    "/graph/wet",
    "/dataset/000-2-14b",
)


@pytest.fixture(scope="module")
def store(edition_dir: Path) -> Store:
    return Store.read_only(str(edition.current(edition_dir).path))


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_form_of_an_address_says_the_same(site: TestClient, address: str) -> None:
    said = {}
    for suffix, (kind, form) in RDF.items():
        by_header = site.get(address, headers={"Accept": f"text/csv, {kind};q=0.5"})
        by_suffix = site.get(f"{address}.{suffix}", headers={"Accept": "image/png"})
        for answer in (by_header, by_suffix):
            assert answer.status_code == 200, (address, suffix)
            assert answer.headers["content-type"].partition(";")[0] == kind
            assert "Accept" in answer.headers["vary"].split(", ")
            assert answer.headers["access-control-allow-origin"] == "*"
        assert by_header.content == by_suffix.content
        said[suffix] = {quad.triple for quad in parse(by_header.content, form)}
    assert all(triples == said["ttl"] for triples in said.values())
    subjects = {triple.subject for triple in said["ttl"]}
    thing = NamedNode(BASE + address.removeprefix("/").replace("doc/", "id/", 1))
    assert subjects <= {thing} or (address == "/def" and len(subjects) > 400)
    assert site.get(address, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("form", ["text/html", "text/turtle", "application/ld+json"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_visitor_has_is_not_sent_again(site: TestClient, address: str, form: str) -> None:
    first = site.get(address, headers={"Accept": form})
    tag = first.headers["etag"]
    for known in (tag, f'W/{tag}, "other"', "*"):
        again = site.get(address, headers={"Accept": form, "If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["vary"] == first.headers["vary"]
    assert site.get(address, headers={"Accept": form, "If-None-Match": '"no"'}).status_code == 200
    head = site.head(address, headers={"Accept": form})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == tag
    assert head.headers["content-length"] == str(len(first.content))


def test_forms_have_names_of_their_own(site: TestClient) -> None:
    tags = [
        site.get("/doc/plicht/PO-09", headers=headers).headers["etag"]
        for headers in (
            {"Accept": "text/html"},
            {"Accept": "text/html", "Accept-Language": "en"},
            {"Accept": "text/turtle"},
            {"Accept": "application/ld+json"},
            {"Accept": "application/json"},
        )
    ]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/id/plicht/PO-09", "/doc/plicht/PO-09"),
        ("/id/plicht/PO-09.ttl?peildatum=2010-01-01", "/doc/plicht/PO-09.ttl?peildatum=2010-01-01"),
        (
            "/id/gemeente/gm0589.jsonld",
            "/doc?iri=https%3A%2F%2Fidentifier.overheid.nl%2Ftooi%2Fid%2Fgemeente%2Fgm0589"
            "&format=jsonld",
        ),
    ],
)
def test_a_thing_is_not_its_document(site: TestClient, address: str, place: str) -> None:
    for ask in (site.get, site.head):
        answer = ask(address)
        assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert site.get(place).status_code == 200


def test_a_thing_as_it_was_in_rdf_too(site: TestClient) -> None:
    """Of WPO 18a, the version of 2026-01-01 was not there on 2016-01-01, that of 2015-08-17 was."""
    version = BASE + "wet/BWBR0003420/18a/"
    for suffix, (_, form) in RDF.items():
        answer = site.get(f"/doc/plicht/PO-09.{suffix}?peildatum=2016-01-01")
        named = {quad.object for quad in parse(answer.content, form)}
        assert NamedNode(version + "2015-08-17") in named
        assert site.get(f"/doc/plicht/PO-09.{suffix}?peildatum=20160101").status_code == 400
    told = site.get("/doc/plicht/PO-09.json?peildatum=2016-01-01").json()
    assert told["iri"] == BASE + "id/plicht/PO-09"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # inside rdflib
def test_json_ld_gives_back_every_triple_of_the_graph(store: Store) -> None:
    """Every tenth thing of the whole graph, with the parser of Oxigraph; some with rdflib."""
    things = sorted(
        {quad.subject.value for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}
    )
    assert len(things) > 7_000
    for place, iri in enumerate(things[::10]):
        quads = store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())
        triples = {quad.triple for quad in quads}
        text = json.dumps(as_json_ld(iri, triples))
        assert {quad.triple for quad in parse(text, RdfFormat.JSON_LD)} == triples, iri
        if place % 50 == 0:
            lines = "\n".join(f"{triple} ." for triple in triples)
            said = rdflib.Graph().parse(data=lines, format="nt")
            assert set(rdflib.Graph().parse(data=text, format="json-ld")) == set(said), iri


def test_json_ld_says_what_cannot_be_said_briefly() -> None:
    """Values that the context means otherwise, and IRIs that begin as a name of the context."""
    text = """
        @prefix o: <https://w3id.org/oogo/def/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <urn:x> a <urn:kind>, o:Plicht ; rdfs:label "bare", "naam"@nl, "more"@nl, "Name"@en-GB ;
          o:regel 7, 007, "7", "7"^^xsd:long, 12345678901234567890 ; o:vanafVroegst "soon",
          "2014-01-01"^^xsd:date, "2014-01-01"^^xsd:dateTime ; o:plichtdrager "text", <urn:y> ;
          o:nieuw true, "true", 1.50, 1e3, <urn:z> ; <urn:p> "x", "y"@nl .
        """
    for more in ("", "<urn:x> <urn:p> <oogo:Plicht>, <label:1> ."):
        triples = {quad.triple for quad in parse(text + more, RdfFormat.TURTLE)}
        written = json.dumps(as_json_ld("urn:x", triples))
        assert {quad.triple for quad in parse(written, RdfFormat.JSON_LD)} == triples


def test_what_a_document_takes_from_the_context_is_what_it_says(site: TestClient) -> None:
    answer = site.get("/context/1")
    assert answer.headers["content-type"].startswith("application/ld+json")
    assert answer.headers["access-control-allow-origin"] == "*"
    published = answer.json()["@context"]
    assert published == json.loads(json.dumps(json_ld_context()))
    own = site.get("/doc/plicht/PO-09.jsonld").json()
    assert own["plichtdrager"] == BASE + "begrip/actorrol/swv-po"
    assert own["label"]["en"] == "OOGO on the support plan"
    assert own["@context"].items() <= published.items()


@pytest.mark.parametrize("address", ["/def", f"/def/{version()}"])
@pytest.mark.parametrize("suffix", ["ttl", "rdf", "jsonld", "nt"])
def test_the_ontology_is_one_document(
    site: TestClient, store: Store, address: str, suffix: str
) -> None:
    """Every term is in it, for who gives its address to an editor or a reasoner."""
    answer = site.get(f"{address}.{suffix}")
    found = {quad.triple for quad in parse(answer.content, RDF[suffix][1])}
    graph = store.quads_for_pattern(None, None, None, NamedNode(BASE + "graph/def"))
    assert found == {quad.triple for quad in graph}


def test_an_earlier_version_of_the_ontology_has_its_address(site: TestClient) -> None:
    """What 1.1.0 added (CHANGELOG, Model) is not in what was kept of 1.0.0."""
    quads = list(parse(site.get("/def/1.0.0.ttl").content, RdfFormat.TURTLE))
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    assert BASE + "def/Plicht" in subjects
    assert BASE + "def/foutVoorbeeld" not in subjects
    assert all(subject.startswith(BASE + "def") for subject in subjects)
    assert site.get("/def/0.9.0.ttl").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/id/plicht/PO-09", 303),
        ("/doc/plicht/PO-09", 200),
        ("/doc/plicht/nooit", 404),
        ("/doc/plicht/PO-09?peildatum=x", 400),
        ("/dumps", 303),
        ("/api/v1/lists/plicht/nooit", 404),
    ],
)
def test_programs_on_other_sites_read_every_step(
    site: TestClient, address: str, status: int
) -> None:
    """A browser follows no redirect, and tells of no error, that another site may not read."""
    answer = site.get(address, headers={"Accept": "text/turtle", "Origin": "https://example.org"})
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "address",
    [
        "questions",
        "questions/afspraken-per-sector",
        "lists",
        "lists/plicht",
        "lists/plicht/PO-09",
        "search?q=plan",
        "rules",
        "rules/PO-09a",
        "duties",
        "duties/PO-09",
    ],
)
def test_what_differs_by_language_says_so(site: TestClient, address: str) -> None:
    """A cache between us and the visitor keeps Dutch and English apart, however chosen."""
    dutch = site.get(f"/api/v1/{address}", headers={"Accept-Language": "nl"})
    english = site.get(f"/api/v1/{address}", headers={"Accept-Language": "en"})
    chosen = site.get(f"/api/v1/{address}", headers={"Accept-Language": "nl", "Cookie": "lang=en"})
    assert dutch.content != english.content == chosen.content
    for answer in (dutch, english, chosen):
        assert {"Accept-Language", "Cookie"} <= set(answer.headers["vary"].split(", "))
        assert answer.headers["vary"].count("Accept-Language") == 1


# What is the same for all visitors, and what is chosen by Accept.
@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("/catalog", ("text/turtle", "application/ld+json", "text/html")),
        ("/.well-known/void", ("text/turtle", "application/rdf+xml", "application/ld+json")),
        ("/changes", ("application/trig", "application/n-quads", "text/html")),
        ("/changes/1/1", ("application/trig", "application/n-quads", "application/ld+json")),
        ("/dumps/1", ("application/json", "text/html")),
        ("/api/v1/questions/afspraken-per-sector", ("application/json", "text/csv")),
        ("/sparql?query=SELECT(1AS?n){}", ("application/sparql-results+json", "text/csv")),
        ("/doc/plicht/PO-09", ("text/turtle", "application/json", "text/html")),
    ],
)
def test_every_address_of_programs_is_chosen_by_quality(
    site: TestClient, address: str, kinds: tuple[str, ...]
) -> None:
    """The best liked comes; HEAD says the same; who has it gets 304; nothing else is 406."""
    for kind in kinds:
        others = ", ".join(f"{other};q=0.3" for other in kinds if other != kind)
        headers = {"Accept": f"{others}, {kind};q=0.9, audio/ogg"}
        answer = site.get(address, headers=headers)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
        assert "Accept" in answer.headers["vary"].split(", ")
        tag = answer.headers["etag"]
        head = site.head(address, headers=headers)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("etag", "vary", "content-type"):
            assert head.headers[name] == answer.headers[name]
        again = site.get(address, headers={**headers, "If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
    assert site.get(address, headers={"Accept": "audio/ogg"}).status_code == 406
    refused = site.delete(address)
    assert refused.status_code == 405
    assert {"GET", "HEAD"} <= set(refused.headers["allow"].split(", "))

"""Every term and concept has a page that names and defines it, in Dutch and in English."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from starlette.testclient import TestClient

from oogo.web import create_app

ROOT = Path(__file__).parent.parent.parent
BASE = "https://w3id.org/oogo/"
DEF = BASE + "def/"
ITEMS = URIRef(BASE + "begrip/item")
PAGE = {"Accept": "text/html"}


@cache
def ontology() -> Graph:
    return _graph(*(ROOT / "ontology").glob("*.ttl"))


@cache
def concepts() -> Graph:
    folder = ROOT / "ontology"
    return _graph(*(folder / "begrippen").glob("*.ttl"), *(folder / "wet").glob("*.ttl"))


def _graph(*files: Path) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


def own_terms() -> list[URIRef]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    every = {term for kind in kinds for term in ontology().subjects(RDF.type, kind)}
    return sorted(term for term in every if isinstance(term, URIRef) and term.startswith(DEF))


def modules() -> list[URIRef]:
    return sorted(ontology().subjects(RDF.type, FOAF.Document))  # type: ignore[type-var]


def schemes() -> list[URIRef]:
    return sorted(concepts().subjects(RDF.type, SKOS.ConceptScheme))  # type: ignore[type-var]


def own_concepts() -> list[URIRef]:
    return sorted(
        concept
        for concept in concepts().subjects(RDF.type, SKOS.Concept)
        if isinstance(concept, URIRef) and concept.startswith(BASE + "begrip/")
    )


def texts(graph: Graph, thing: URIRef, predicate: URIRef) -> set[str]:
    return {str(o) for o in graph.objects(thing, predicate) if isinstance(o, Literal)}


def in_language(graph: Graph, thing: URIRef, predicate: URIRef, language: str) -> list[str]:
    return [
        str(o)
        for o in graph.objects(thing, predicate)
        if isinstance(o, Literal) and o.language == language
    ]


def path(iri: str) -> str:
    return "/" + iri.removeprefix(BASE)


def words(page: str) -> str:
    """What a reader sees of a page."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page)))


def said(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def client(edition_dir: Path) -> Iterator[TestClient]:
    with TestClient(create_app(edition_dir), follow_redirects=True) as client:
        yield client


def get(client: TestClient, address: str) -> str:
    client.cookies.clear()
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == 200, (address, answer.text[:300])
    assert answer.headers["content-type"].startswith("text/html")
    return answer.text


def test_every_term_has_a_page_with_its_names_and_definitions(client: TestClient) -> None:
    terms = own_terms()
    assert len(terms) > 200
    for term in terms:
        seen = words(get(client, path(term)))
        for predicate in (RDFS.label, SKOS.definition):
            for text in texts(ontology(), term, predicate):
                assert said(text) in seen, (term, text)


def test_every_concept_has_a_page_with_its_names_and_definitions(client: TestClient) -> None:
    found = own_concepts()
    assert len(found) > 300
    for concept in found:
        seen = words(get(client, path(concept)))
        for predicate in (SKOS.prefLabel, SKOS.definition):
            for text in texts(concepts(), concept, predicate):
                assert said(text) in seen, (concept, text)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_module_is_listed_and_shown(client: TestClient, language: str) -> None:
    overview = words(get(client, f"/def?lang={language}"))
    for module in modules():
        seen = words(get(client, f"{path(module)}?lang={language}"))
        for predicate in (DCTERMS.title, DCTERMS.description):
            (text,) = in_language(ontology(), module, predicate, language)
            assert said(text) in overview
            assert said(text) in seen


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_module_shows_each_of_its_terms(client: TestClient, language: str) -> None:
    for module in modules():
        seen = words(get(client, f"{path(module)}?lang={language}"))
        for term in ontology().subjects(RDFS.isDefinedBy, module):
            assert isinstance(term, URIRef)
            for predicate in (RDFS.label, SKOS.definition):
                (text,) = in_language(ontology(), term, predicate, language)
                assert said(text) in seen, (module, term)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_scheme_is_listed_and_shows_its_concepts(client: TestClient, language: str) -> None:
    overview = words(get(client, f"/begrip?lang={language}"))
    for scheme in schemes():
        seen = words(get(client, f"{path(scheme)}?lang={language}"))
        for predicate in (DCTERMS.title, DCTERMS.description):
            (text,) = in_language(concepts(), scheme, predicate, language)
            assert said(text) in overview
            assert said(text) in seen
        for concept in concepts().subjects(SKOS.inScheme, scheme):
            if scheme == ITEMS or (concept, RDF.type, SKOS.Concept) not in concepts():
                continue
            assert isinstance(concept, URIRef)
            for text in in_language(concepts(), concept, SKOS.prefLabel, language):
                assert said(text) in seen, (scheme, text)


def test_all_of_it_fits_on_one_page_to_print(client: TestClient) -> None:
    seen = words(get(client, "/def/print"))
    for term in own_terms():
        (text,) = in_language(ontology(), term, SKOS.definition, "nl")
        assert said(text) in seen, term


def test_a_term_page_says_where_the_term_is_used(client: TestClient) -> None:
    page = get(client, "/def/Planversie")
    assert 'href="/vorm/' in page
    assert 'href="/def/versieVan"' in page
    assert "Er zijn 139 dingen" in words(get(client, "/def/Plicht"))  # law/requirements.csv: 139
    assert "Is een soort bestuurlijk overleg" in words(get(client, "/def/Oogo"))
    assert "agendapunt (OSLO)" in words(get(client, "/def/Agendapunt"))


def test_a_term_page_names_the_questions_that_use_it(client: TestClient) -> None:
    assert 'href="/questions/afspraken-per-sector"' in get(client, "/def/noemer")
    assert 'href="/questions/afspraken-per-sector"' in get(client, "/begrip/antwoord/ja")


def test_a_concept_page_says_where_it_is_used(client: TestClient) -> None:
    page = get(client, "/begrip/onderwerp/leerlingenvervoer")
    assert 'href="/dataset/000-2-14a"' in page
    assert 'href="/dataset/000-2-14b"' in page


def test_the_drawing_has_the_same_in_words(client: TestClient) -> None:
    page = get(client, "/def/module/overleg")
    drawn = set(re.findall(r'<a href="([^"]+)"><rect', page))
    table = page[page.index("<details>") : page.index("</details>")]
    assert len(drawn) > 5
    assert drawn <= set(re.findall(r'href="([^"]+)"', table))


def test_rdf_and_unknown_terms_are_answered_as_for_any_thing(client: TestClient) -> None:
    turtle = client.get("/def/Oogo.ttl")
    assert turtle.headers["content-type"].startswith("text/turtle")
    by_accept = client.get("/begrip/antwoord/ja", headers={"Accept": "application/ld+json"})
    assert by_accept.headers["content-type"].startswith("application/ld+json")
    for address in ("/def/BestaatNiet", "/begrip/bestaat-niet", "/begrip/antwoord/bestaat-niet"):
        assert client.get(address, headers=PAGE).status_code == 404
    assert client.get("/def/a%20b%3C", headers=PAGE).status_code == 400


def test_pages_say_where_their_rdf_is(client: TestClient) -> None:
    link = client.get("/def/Oogo", headers=PAGE).headers["link"]
    for part in ('</def/Oogo.ttl>; rel="describedby"', 'rel="license"', '</def>; rel="collection"'):
        assert part in link


def test_no_link_is_dead_and_no_text_is_a_bare_iri(client: TestClient) -> None:
    pages = ["/def", "/begrip", "/def/module/koppelingen", "/def/module/geleend", "/def/Plicht"]
    pages += [path(each) for each in (*modules(), *schemes()) if each != ITEMS]
    pages += [path(each) for each in own_terms()[::12]]
    pages += [path(each) for each in own_concepts()[::25]]
    links: set[str] = set()
    for address in dict.fromkeys(pages):
        page = get(client, address)
        links |= {html.unescape(link) for link in re.findall(r'href="(/[^"]*)"', page)}
        for target, text in re.findall(r'<a href="(/[^"]+)"[^>]*>([^<]+)</a>', page):
            assert not text.startswith(BASE), (address, target)
    formats = re.compile(r"\.(ttl|jsonld|nt|rdf|json)$")
    asked = {path(each) for each in (*own_terms(), *own_concepts(), *schemes(), *modules())}
    followed = sorted(link for link in links - asked if not formats.search(link))
    assert len(followed) > 100
    for link in followed:
        assert client.get(link, headers=PAGE).status_code == 200, link

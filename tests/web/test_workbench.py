"""The workbench: table with names, error with its place, examples, and a link to share."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from oogo.library import load
from oogo.web.documents import recipes
from tests.web.pages import HTML, Page

ASK = "/sparql"


def shown(site: TestClient, text: str) -> tuple[int, Page, str]:
    answer = site.get(ASK, params={"text": text}, headers=HTML)
    return answer.status_code, Page(answer.text), answer.text


def test_things_by_name_and_values_as_they_are(site: TestClient) -> None:
    status, page, _ = shown(
        site,
        "PREFIX oogo: <https://w3id.org/oogo/def/> SELECT ?cel ?regel WHERE { "
        "BIND (<https://w3id.org/oogo/id/waarneming/000-2-14b-2142-1> AS ?cel) "
        "?cel oogo:regel ?regel }",
    )
    assert status == 200
    assert "leerlingenvervoer, po: ja (2-14b) 2142" in page.text  # not 2.142
    assert "1 rij" in page.text


def test_error_with_line_and_caret(site: TestClient) -> None:
    status, page, text = shown(site, "SELECT ?s WHERE {\n  ?s a \n}")
    assert status == 400
    assert "(regel 3, teken 1)" in page.text
    caret = re.search(r'<pre class="caret">(.*?)</pre>', text, re.S)
    assert caret is not None
    assert caret[1] == "}\n^"


def test_a_long_line_is_cut_around_its_fault(site: TestClient) -> None:
    _, _, text = shown(site, "SELECT * WHERE { " + "?s ?p ?o . " * 40 + " FILTER }")
    caret = re.search(r'<pre class="caret">(.*?)</pre>', text, re.S)
    assert caret is not None
    line, mark = caret[1].split("\n")
    assert len(line) <= 120
    assert line[len(mark) - 1] == "}"


def test_triples_of_a_construct(site: TestClient) -> None:
    status, page, _ = shown(site, "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3")
    assert status == 200
    assert "subject predicate object" in page.text
    assert any("format=ttl" in link for link in page.attributes("a", "href"))


def test_nothing_found_says_what_to_do(site: TestClient) -> None:
    _, page, _ = shown(site, "SELECT ?s WHERE { ?s a <http://example.org/Nope> }")
    assert "welk patroon niets vindt" in page.text


def test_service_is_refused_on_its_place(site: TestClient) -> None:
    status, page, _ = shown(site, "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    assert status == 403
    assert "SERVICE" in page.text


def test_every_example_and_recipe_opens(site: TestClient) -> None:
    page = Page(site.get(ASK, headers=HTML).text)
    links = [link for link in page.attributes("a", "href") if link.startswith("?text=")]
    assert len(recipes("cookbook")) > 5
    assert len(links) == len(load()) + len(recipes("cookbook"))
    for link in links[:4]:
        assert site.get(ASK + link, headers=HTML).status_code == 200


def test_link_to_share_shows_the_same(site: TestClient) -> None:
    _, page, _ = shown(site, "SELECT ?s WHERE { ?s a ?o } ORDER BY ?s LIMIT 2")
    link = next(link for link in page.attributes("a", "href") if link.startswith("/sparql?text="))
    assert Page(site.get(link, headers=HTML).text).text == page.text


def test_hostile_query_is_shown_as_text(site: TestClient) -> None:
    _, _, text = shown(site, "SELECT ('<script>alert(1)</script>' AS ?x) WHERE {}")
    assert "<script>alert" not in text


def test_a_query_over_its_time_keeps_its_text(site: TestClient) -> None:
    pool = site.app.state.pool  # type: ignore[attr-defined]
    before, pool.seconds = pool.seconds, 0.5
    try:
        status, page, text = shown(
            site, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        )
    finally:
        pool.seconds = before
    assert status == 503
    assert "COUNT(*)" in text
    assert page.faults == []

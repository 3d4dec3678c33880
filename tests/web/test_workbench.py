"""The workbench: table with names, error with its place, examples, and a link to share."""

from __future__ import annotations

import json
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


def test_nothing_found_names_the_pattern_that_is_empty(site: TestClient) -> None:
    _, page, _ = shown(site, "SELECT ?s WHERE {\n ?s ?p ?o ;\n a <http://example.org/Nope> }")
    assert "Het patroon op regel 3 vindt niets" in page.text
    assert "?s a <http://example.org/Nope>" in page.text


def test_an_ask_that_is_not_so_names_the_pattern_too(site: TestClient) -> None:
    _, page, _ = shown(site, "ASK {\n ?s ?p ?o .\n ?s a <http://example.org/Nope> }")
    assert "Het patroon op regel 3 vindt niets" in page.text
    _, page, _ = shown(site, "ASK { ?s ?p ?o }")
    assert "vindt niets" not in page.text
    assert "true" in page.text


def test_nothing_found_where_no_pattern_can_be_named(site: TestClient) -> None:
    _, page, _ = shown(site, "SELECT ?s WHERE { { ?s a <x:a> } UNION { ?s a <x:b> } }")
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
    english = Page(site.get(f"{ASK}?lang=en", headers=HTML).text)
    site.cookies.clear()
    # docs/cookbook.md, below the first and the second heading with a query.
    assert "Your first query: which publications are in here? 1. Find a concept" in english.text
    for link in links[:4]:
        assert site.get(ASK + link, headers=HTML).status_code == 200


def test_link_to_share_shows_the_same(site: TestClient) -> None:
    _, page, _ = shown(site, "SELECT ?s WHERE { ?s a ?o } ORDER BY ?s LIMIT 2")
    links = [link for link in page.attributes("a", "href") if link.startswith("/sparql?text=")]
    shared = next(link for link in links if "view=" not in link and "edition=" not in link)
    fixed = next(link for link in links if link.endswith("&edition=1"))
    for link in (shared, fixed):
        again = Page(site.get(link, headers=HTML).text)
        assert again.text == page.text


def test_an_edition_that_is_not_there(site: TestClient) -> None:
    answer = site.get(ASK, params={"text": "ASK {}", "edition": "900"}, headers=HTML)
    assert answer.status_code in (404, 410)
    assert "900" in Page(answer.text).text


MEMBERS = """PREFIX org: <http://www.w3.org/ns/org#>
SELECT ?tafel ?lid WHERE { ?x org:organization ?tafel ; org:member ?lid }"""


def view(site: TestClient, text: str, name: str, **others: str) -> tuple[Page, str]:
    answer = site.get(ASK, params={"text": text, "view": name, **others}, headers=HTML)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.faults == []
    return page, answer.text


def test_chart_of_an_answer(site: TestClient) -> None:
    text = (
        "SELECT ?wat ?aantal { VALUES (?wat ?aantal) { ('appels' 3) ('peren' 5) ('kersen' 40) } }"
    )
    page, _ = view(site, text, "chart")
    said = page.attributes("img", "alt")[0]
    assert "Hoogste: kersen (40)" in said
    assert "Laagste: appels (3)" in said
    address = page.attributes("img", "src")[0]
    drawn = site.get(address)
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "kersen" in drawn.text
    assert "kersen" in page.text  # the table stays


def test_chart_over_years_is_a_line(site: TestClient) -> None:
    text = "SELECT ?jaar ?n { VALUES (?jaar ?n) { ('2015' 3) ('2016' 5) ('2017' 4) } }"
    page, _ = view(site, text, "chart")
    assert page.attributes("img", "alt")[0].startswith("Lijndiagram van 3 waarden")


def test_no_chart_that_would_add_up_rows(site: TestClient) -> None:
    page, _ = view(site, "SELECT ?wat ?n { VALUES (?wat ?n) { ('a' 1) ('a' 2) ('b' 3) } }", "chart")
    assert page.attributes("img", "src") == []
    assert "Hier is niets te tekenen" in page.text


def test_a_telephone_gets_a_chart_made_for_it(site: TestClient) -> None:
    page, _ = view(site, "SELECT ?wat ?n { VALUES (?wat ?n) { ('a' 1) ('b' 2) } }", "chart")
    (narrow,) = page.attributes("source", "srcset")
    (wide,) = page.attributes("img", "src")
    drawn = {name: site.get(name).text for name in (narrow, wide)}
    widths = {name: float(re.findall(r'width="([\d.]+)"', text)[0]) for name, text in drawn.items()}
    assert widths[narrow] <= 360 < widths[wide]


def test_chart_of_what_has_no_numbers(site: TestClient) -> None:
    answer = site.get("/sparql/chart.svg", params={"text": MEMBERS})
    assert answer.status_code == 404
    assert site.get("/sparql/chart.gif", params={"text": MEMBERS}).status_code == 404
    assert site.get("/sparql/chart.svg", params={"text": "SELECT"}).status_code == 400


def network(text: str) -> dict[str, list[dict[str, str]]]:
    found = re.search(r'<script type="application/json">(.*?)</script>', text, re.S)
    assert found is not None
    drawn: dict[str, list[dict[str, str]]] = json.loads(found[1])
    return drawn


def test_network_of_two_columns_of_things(site: TestClient) -> None:
    page, text = view(site, MEMBERS, "network")
    drawn = network(text)
    # Source 003: the five municipalities of Utrecht West sit at its table.
    assert "Oudewater" in {node["label"] for node in drawn["nodes"]}
    ids = {node["id"] for node in drawn["nodes"]}
    assert {edge["source"] for edge in drawn["edges"]} <= ids
    assert {edge["target"] for edge in drawn["edges"]} <= ids
    assert f"Netwerk van {len(ids)} dingen met {len(drawn['edges'])} verbanden" in page.text
    assert "Oudewater" in page.text


def test_network_of_triples_names_its_relations(site: TestClient) -> None:
    _, text = view(
        site,
        "PREFIX oogo: <https://w3id.org/oogo/def/> PREFIX org: <http://www.w3.org/ns/org#> "
        "CONSTRUCT { ?t oogo:heeftDeelnemer ?m } { ?x org:organization ?t ; org:member ?m }",
        "network",
    )
    assert {edge["label"] for edge in network(text)["edges"]} == {"heeft deelnemer"}


def test_network_says_what_it_leaves_out(site: TestClient) -> None:
    page, text = view(
        site, "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER isIRI(?o) } LIMIT 450", "network"
    )
    assert len(network(text)["edges"]) == 300
    assert "laat de tekening 150 verbanden weg" in page.text
    assert "Zonder script laat deze tekening nog 240 verbanden weg" in page.text
    assert 0 < len([each for each in page.attributes("path", "marker-end") if each]) <= 60


def test_a_thing_tied_to_itself(site: TestClient) -> None:
    page, text = view(site, "CONSTRUCT { <x:a> <x:b> <x:a> } {}", "network")
    assert len(network(text)["nodes"]) == 1
    assert "x:a" in page.text


def test_no_network_of_values(site: TestClient) -> None:
    page, _ = view(site, "SELECT ?x ?y { VALUES (?x ?y) { (1 2) } }", "network")
    assert "Hier is geen netwerk te tekenen" in page.text


def test_raw_is_what_programs_get(site: TestClient) -> None:
    page, _ = view(site, "SELECT ?x { VALUES ?x { 1 } }", "raw")
    assert '"vars": [ "x" ]' in page.text
    page, _ = view(site, "CONSTRUCT { <x:a> <x:b> <x:c> } {}", "raw")
    assert "<x:a> <x:b> <x:c> ." in page.text


def test_a_long_answer_says_that_it_is_cut(site: TestClient) -> None:
    page, _ = view(site, "SELECT * { ?s ?p ?o } LIMIT 600", "table")
    assert "600 rijen – de eerste 500 staan hieronder" in page.text
    page, _ = view(site, "SELECT * { ?s ?p ?o } LIMIT 3000", "raw")
    assert "De eerste 100000 tekens" in page.text


def test_words_to_complete_with(site: TestClient) -> None:
    address = Page(site.get(ASK, headers=HTML).text).attributes("form", "data-terms")
    answer = site.get(next(each for each in address if each))
    assert "immutable" in answer.headers["cache-control"]
    found = answer.json()
    assert found["prefixes"]["oogo"] == "https://w3id.org/oogo/def/"
    term = next(each for each in found["terms"] if each["write"] == "oogo:Gemeente")
    assert (term["kind"], term["nl"], term["en"]) == ("class", "gemeente", "municipality")
    plain = site.get(next(each for each in address if each), headers={"Accept-Encoding": ""})
    assert plain.json() == found
    assert "content-encoding" not in plain.headers


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


def test_a_browser_that_follows_a_link_to_a_query_gets_the_workbench(site: TestClient) -> None:
    query = "SELECT * { ?s ?p 'é&b' } LIMIT 1"
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = site.get("/sparql", params={"query": query}, headers={"Accept": browser})
    assert answer.status_code == 303
    page = site.get(answer.headers["location"], headers={"Accept": browser})
    assert "&#39;é&amp;b&#39;" in page.text
    for accept in ("*/*", "text/html;q=0.5, text/csv", "text/html, text/csv"):
        answer = site.get("/sparql", params={"query": query}, headers={"Accept": accept})
        assert answer.status_code == 200
    several = {"query": query, "default-graph-uri": "https://w3id.org/oogo/graph/wet"}
    assert site.get("/sparql", params=several, headers={"Accept": browser}).status_code == 200

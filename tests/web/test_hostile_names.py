"""Names and addresses in the graph that mean harm are words on every kind of page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from oogo.addresses import BASE
from oogo.publication import Publisher, ensure
from oogo.web import create_app
from tests.web.pages import HTML, Page

NAMES = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "\" onmouseover=alert(1) x='",
    "\u202egnp.exe \u2066rtl",
    "{{ 7 * 7 }} {% raw %}",
    "a" * 10_000,
)
ADDRESSES = ("javascript:alert(1)", "data:text/html,x", "x:%3Cimg%20src=x%3E", "x:\u202eevil")
TOWN = "https://identifier.overheid.nl/tooi/id/gemeente/gm99"
SQUARE = "POLYGON ((5 52, 5.1 52, 5.1 52.1, 5 52.1, 5 52))"
WORLD = """
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oogo: <https://w3id.org/oogo/def/>
BASE <https://w3id.org/oogo/>
<{town}> a oogo:Gemeente ; rdfs:label {name} ; skos:altLabel {name} ; oogo:gemeentecode {name} ;
    rdfs:seeAlso {addresses} .
<id/gebied/gm99{i}> a oogo:Gemeentegebied ; rdfs:label {name} ; oogo:gebiedVan <{town}> ;
    geo:hasGeometry <id/geometrie/gm99{i}> .
<id/geometrie/gm99{i}> a geo:Geometry ; rdfs:label {name} ; geo:asWKT "{wkt}"^^geo:wktLiteral .
<id/gebiedstoedeling/x{i}> a oogo:Gebiedstoedeling ; rdfs:label {name} ;
    oogo:toedelingVan <id/gebied/gm99{i}> ; oogo:toedelingAan <id/gebied/PO2604> ;
    oogo:dekking <begrip/dekking/geheel> .
<begrip/sector/x{i}> a skos:Concept ; skos:prefLabel {name}@nl ; skos:definition {name}@nl ;
    skos:notation {name} ; skos:inScheme <begrip/sector> .
<id/overlegtafel/x{i}> a oogo:Overlegtafel ; rdfs:label {name} .
"""
SELECT = "SELECT ?ding ?naam { ?ding a oogo:Gemeente ; rdfs:label ?naam }"
PREFIXED = (
    "PREFIX oogo: <https://w3id.org/oogo/def/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
)
QUERY = quote(f"{PREFIXED} {SELECT}")
JOINED = quote(f"{PREFIXED} SELECT ?a ?b {{ ?a oogo:gebiedVan ?b }}")
PAGES = [
    "/",
    "/questions",
    "/questions/gemeenten-in-swv-regios",
    "/questions/codes-van-organisaties",
    "/questions/overlegtafels",
    "/lists/gemeente",
    "/lists/begrip?q=alert",
    "/search?q=alert",
    "/search?q=javascript",
    "/begrip",
    "/begrip/sector",
    *(f"/begrip/sector/x{i}" for i in range(len(NAMES))),
    *(f"/doc?iri={TOWN}{i}" for i in range(len(NAMES))),
    "/doc/gebied/gm990",
    "/doc/gebied/PO2604",
    "/doc/samenwerkingsverband/PO2604",
    "/doc/overlegtafel/x1",
    "/def/Gemeente",
    "/changes",
    *(f"/sparql?text={QUERY}&view={view}" for view in ("table", "chart", "raw")),
    f"/sparql?text={JOINED}&view=network",
    "/duties",
    "/rules",
    "/waivers",
    "/catalog",
]


def world() -> str:
    parts = []
    for i, name in enumerate(NAMES):
        wkt = '</text><img src=x onerror=\\"alert(1)\\">' if i == 1 else SQUARE
        addresses = ", ".join(f"<{each}>" for each in ADDRESSES)
        values = {"town": f"{TOWN}{i}", "i": i, "name": json.dumps(name), "wkt": wkt}
        part = WORLD
        for key, value in {**values, "addresses": addresses}.items():
            part = part.replace(f"{{{key}}}", str(value))
        parts.append(part)
    return "\n".join(parts)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("vijandig")
    ensure(folder)
    graph = BASE + "graph/aanlevering/vijandig"
    said = {quad.triple for quad in parse(world(), RdfFormat.TURTLE)}
    with Publisher(folder) as publisher:
        publisher.publish({graph: said}, agent=f"{TOWN}0", activity=NAMES[1])
    with TestClient(create_app(folder, workers=2), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_hostile_names_and_addresses_are_words(hostile: TestClient, path: str) -> None:
    answer = hostile.get(path, headers=HTML)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.faults == []
    assert not [attrs for tag, attrs in page.elements if tag == "img" and attrs["src"] == "x"]
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    for tag, attrs in page.elements:
        if tag == "script":
            inert = attrs.get("type") in ("application/json", "application/ld+json")
            assert inert or attrs["src"].startswith("/static/")
    addresses = page.attributes("a", "href") + page.attributes("form", "action")
    assert not [each for each in addresses if each.startswith(("javascript:", "data:", "x:"))]
    assert "49 {% raw" not in page.text


def test_the_names_are_there_to_be_read(hostile: TestClient) -> None:
    for i, name in enumerate(NAMES):
        page = Page(hostile.get(f"/doc?iri={TOWN}{i}", headers=HTML).text)
        assert " ".join(name.split()) in page.text
    page = Page(hostile.get("/questions/gemeenten-in-swv-regios", headers=HTML).text)
    assert all(" ".join(name.split()) in page.text for name in NAMES)
    # The second has no boundary that can be read, so it stands below the map, not on it.
    assert all(name in page.attributes("img", "alt")[0] for i, name in enumerate(NAMES) if i != 1)
    assert "Van 1 gemeente is geen grens bekend" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/questions/gemeenten-in-swv-regios.svg",
        "/questions/gemeenten-in-swv-regios/narrow.svg",
        f"/map.svg?iri={BASE}id/gebied/PO2604",
    ],
)
def test_drawings_hold_words_only(hostile: TestClient, path: str) -> None:
    drawn = hostile.get(path)
    assert drawn.status_code == 200
    assert not {"<img", "<script", "<a ", "<foreignObject", "<image"} & {
        start
        for start in ("<img", "<script", "<a ", "<foreignObject", "<image")
        if start in drawn.text
    }


def test_data_in_a_page_cannot_end_its_element(hostile: TestClient) -> None:
    text = hostile.get(f"/sparql?text={JOINED}&view=network", headers=HTML).text
    inside = text.split('<script type="application/json">')[-1].split("</script>")[0]
    assert any("alert(1)" in node["label"] for node in json.loads(inside)["nodes"])

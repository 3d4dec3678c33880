"""One thing in plain JSON: what the source says, all that RDF says, as the API describes it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store
from starlette.testclient import TestClient

from oogo.addresses import BASE
from oogo.indexing import key_of
from oogo.kinds import field_name, kinds
from oogo.store import edition

Fault = Callable[[dict[str, Any]], list[str]]


@pytest.fixture(scope="module")
def store(edition_dir: Path) -> Store:
    return Store.read_only(str(edition.current(edition_dir).path))


@pytest.fixture(scope="module")
def against(site: TestClient) -> Fault:
    """What in an answer is otherwise than its own kind is described in OpenAPI."""
    document = site.get("/api/v1/openapi.json").json()
    operation = document["paths"]["/lists/{type}/{key}"]["get"]
    content = operation["responses"]["200"]["content"]["application/json"]["schema"]
    mapping = content["discriminator"]["mapping"]
    made: dict[str, Any] = {}

    def faults(answer: dict[str, Any]) -> list[str]:
        place = mapping.get(answer["type"], "#/components/schemas/OtherThing")
        if place not in made:
            schema = {"$ref": place, "components": document["components"]}
            made[place] = jsonschema_rs.validator_for(schema, validate_formats=True)
        return [f"{answer['iri']}: {error.message}" for error in made[place].iter_errors(answer)]

    return faults


def test_a_duty_is_what_the_register_says(site: TestClient, shared: Path) -> None:
    """law/requirements.csv, row by row: its code, its requirement in both languages, its dates."""
    with (shared / "law" / "requirements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows[::12]:
        thing = site.get(f"/api/v1/lists/plicht/{row['id']}").json()
        assert (thing["key"], thing["codes"]) == (row["id"], [row["id"]])
        assert thing["iri"] == f"{BASE}id/plicht/{row['id']}"
        values = thing["values"]
        assert values["dcterms:identifier"] == [row["id"]]
        assert values["skos:definition"]["nl"] == [row["requirement_nl"]]
        assert values["skos:definition"]["en"] == [row["requirement_en"]]
        assert values.get("vanafVroegst", [""]) == [row["from_earliest"]]
        assert values.get("vanafLaatst", [""]) == [row["from_latest"]]
        laws = thing["relations"].get("regeling", [])
        assert [law["iri"] for law in laws] == [f"{BASE}wet/{row['bwb_id']}"] * bool(row["bwb_id"])
        assert all(site.get(law["href"]).json()["iri"] == law["iri"] for law in laws)


def test_a_municipality_by_its_code(site: TestClient) -> None:
    """Document 003, line 917: Oudewater; gm0589 is its code at CBS and in TOOI."""
    thing = site.get("/api/v1/lists/gemeente/gm0589?lang=en").json()
    assert thing["label"] == "Oudewater"
    assert thing["iri"] == "https://identifier.overheid.nl/tooi/id/gemeente/gm0589"
    assert thing["terms"]["heeftGebied"]["label"]
    assert [each["iri"] for each in thing["relations"]["heeftGebied"]]
    assert site.get(f"/api/v1/lists/gemeente/{thing['iri']}").json()["key"] == "gm0589"


def _said(store: Store, iri: str) -> set[tuple[str, str]]:
    """Property by name, and value, of all that RDF says of this thing."""
    quads = store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())
    return {
        (field_name(quad.predicate.value), quad.object.value)
        for quad in quads
        if isinstance(quad.object, NamedNode | Literal)
        and quad.predicate.value != "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    }


def _told(thing: dict[str, Any]) -> tuple[set[tuple[str, str]], set[str]]:
    """The same in plain JSON, and the fields whose values are written otherwise: numbers."""
    found: set[tuple[str, str]] = set()
    numbers: set[str] = set()
    for name, values in thing["values"].items():
        texts = values if isinstance(values, list) else [t for ts in values.values() for t in ts]
        numbers |= {name for value in texts if not isinstance(value, str)}
        found |= {(name, value) for value in texts if isinstance(value, str)}
    for name, things in thing["relations"].items():
        found |= {(name, each["iri"]) for each in things}
    return found, numbers


def check(site: TestClient, store: Store, against: Fault, place: str) -> list[str]:
    """What is wrong with the plain JSON at this address."""
    answer = site.get(place)
    if answer.status_code != 200:
        return [f"{place}: {answer.status_code}"]
    thing = answer.json()
    told, numbers = _told(thing)
    missed = {pair for pair in _said(store, thing["iri"]) if pair[0] not in numbers} ^ {
        pair for pair in told if pair[0] not in numbers
    }
    named = set(thing["values"]) | set(thing["relations"])
    return [
        *against(thing),
        *(f"{place}: {pair} is told once only" for pair in missed),
        *(f"{place}: {name} is not explained" for name in named - set(thing["terms"])),
    ]


def test_of_every_kind_plain_json_says_what_rdf_says(
    site: TestClient, store: Store, against: Fault
) -> None:
    found = site.get("/api/v1/lists").json()["lists"]
    assert len(found) > 60
    for kind in found:
        last = site.get(f"{kind['href']}?perPage=1&page={kind['count']}").json()["things"]
        assert [fault for each in last for fault in check(site, store, against, each["href"])] == []


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_of_every_thing_plain_json_says_what_rdf_says(
    site: TestClient, store: Store, against: Fault
) -> None:
    faults: list[str] = []
    count = 0
    for kind in site.get("/api/v1/lists").json()["lists"]:
        for page in range(1, kind["count"] // 500 + 2):
            listed = site.get(f"{kind['href']}?perPage=500&page={page}").json()["things"]
            count += len(listed)
            faults += [f for each in listed for f in check(site, store, against, each["href"])]
    assert faults == []
    assert count > 6_000


def test_what_points_to_a_thing_is_told_page_by_page(site: TestClient, store: Store) -> None:
    """More than a page of observations name the answer ‘ja’; each is told once."""
    yes = NamedNode(BASE + "begrip/antwoord/ja")
    place, pages = "/api/v1/lists/begrip/antwoord%2Fja", 0
    found: list[tuple[str, str]] = []
    while place:
        thing = site.get(place).json()
        found += [
            (each["name"], other["iri"]) for each in thing["referredBy"] for other in each["things"]
        ]
        place, pages = thing["next"] or "", pages + 1
    quads = store.quads_for_pattern(None, None, yes, DefaultGraph())
    wanted = {(field_name(quad.predicate.value), quad.subject.value) for quad in quads}
    assert pages > 2
    assert len(found) == len(set(found))
    assert set(found) == wanted


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("plicht/PO-999", 404),
        ("bestaat-niet/PO-09", 404),
        ("gemeente/PO-09", 404),
        ("plicht/PO-09?peildatum=20140801", 400),
        ("plicht/PO-09?lang=fr", 400),
        ("plicht/%00%0a", 404),
    ],
)
def test_what_is_not_there_says_so(site: TestClient, place: str, status: int) -> None:
    answer = site.get(f"/api/v1/lists/{place}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("iri", "key"),
    [
        (BASE + "id/plicht/PO-09", "PO-09"),
        (BASE + "begrip/antwoord/ja", "antwoord/ja"),
        (BASE + "def/Plicht", "Plicht"),
        (BASE + "def", "def"),
        ("https://identifier.overheid.nl/tooi/id/gemeente/gm0589", "gm0589"),
        ("http://www.w3.org/ns/org#Organization", "Organization"),
    ],
)
def test_keys(iri: str, key: str) -> None:
    assert key_of(iri) == key


def test_the_ontology_says_what_a_kind_has(site: TestClient) -> None:
    """Every kind of the ontology is described with the words and the ranges of its properties."""
    document = site.get("/api/v1/openapi.json").json()
    schemas = document["components"]["schemas"]
    answer = document["paths"]["/lists/{type}/{key}"]["get"]["responses"]["200"]
    mapped = answer["content"]["application/json"]["schema"]["discriminator"]["mapping"]
    assert set(mapped) == {kind.slug for kind in kinds()}
    duty = schemas["PlichtThing"]
    assert duty["description"].splitlines()[-1]

    def field(kind: dict[str, Any], part: str, name: str) -> dict[str, Any]:
        said = kind["properties"][part]["properties"][name]
        found: dict[str, Any] = schemas.get(said.get("$ref", "").rpartition("/")[2], said)
        return found

    meeting = field(schemas["OogoThing"], "values", "datum")
    assert meeting["items"] == {"type": "string", "format": "date"}
    bearer = field(duty, "relations", "plichtdrager")
    assert bearer["title"] == "plichtdrager"
    assert bearer["items"]["$ref"].endswith("/Related")
    assert len(kinds()) > 90
    assert set(mapped.values()) <= {f"#/components/schemas/{name}" for name in schemas}

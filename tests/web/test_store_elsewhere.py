"""The service over a store that somebody else runs: the same pages and answers."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from starlette.testclient import TestClient

from oogo import questions
from oogo.cli import main
from oogo.following import Copy, Mirror
from oogo.publication import Publisher
from oogo.rdf import GRAPH
from oogo.store import edition
from oogo.web import create_app
from tests.store.engines import ROWS, SERVERS
from tests.web.pages import HTML, Page

THING = NamedNode("https://w3id.org/oogo/id/overleg/elders")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SAID = [Triple(THING, LABEL, Literal("elders", language="nl"))]
NT = RdfFormat.N_TRIPLES
Elsewhere = tuple[TestClient, Path, str]
ASKED = f"SELECT ?naam {{ {THING} {LABEL} ?naam }}"


@pytest.fixture(
    scope="module", params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.soak)]
)
def elsewhere(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, edition_dir: Path
) -> Iterator[Elsewhere]:
    """The service, over a store that was filled from the log of its folder."""
    data_dir = tmp_path_factory.mktemp("elsewhere") / "data"
    shutil.copytree(edition_dir, data_dir, symlinks=True)
    with SERVERS[request.param](tmp_path_factory.mktemp("server")) as address:
        Mirror(data_dir, address).catch_up()
        with TestClient(create_app(data_dir, store=address), follow_redirects=False) as client:
            yield client, data_dir, request.param


EVERY = 12
SOAK = bool(os.environ.get("OOGO_SOAK"))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if n % EVERY == 0 else pytest.mark.soak)
        for n, name in enumerate(questions.load())
    ],
)
def test_a_question_has_the_same_answer(name: str, elsewhere: Elsewhere, site: TestClient) -> None:
    address = f"/api/v1/questions/{name}"
    there, here = elsewhere[0].get(address), site.get(address)
    assert there.status_code == here.status_code == 200, there.text
    assert there.json()["rows"] == here.json()["rows"]


def test_every_kind_of_page_is_there(elsewhere: Elsewhere, site: TestClient) -> None:
    """Following links from the first page: one of each kind, a few more in the long run."""
    wrong, seen, waiting = [], Counter[str](), deque(["/", "/sitemap.xml", "/.well-known/void"])
    found = set(waiting)
    while waiting:
        address = waiting.popleft()
        if (kind := kind_of(address)) in seen and not (SOAK and seen[kind] < 3):
            continue
        seen[kind] += 1
        there, here = (client.get(address, headers=HTML) for client in (elsewhere[0], site))
        if (there.status_code, there.headers.get("content-type")) != (
            here.status_code,
            here.headers.get("content-type"),
        ):
            wrong.append((address, there.status_code, here.status_code, there.text[:300]))
        links = [here.headers.get("location", "")]
        if here.headers.get("content-type", "").startswith("text/html"):
            links += Page(here.text).attributes("a", "href")
        for link in (urljoin(address, each).partition("#")[0] for each in links):
            if link.startswith("/") and not link.startswith("//") and link not in found:
                found.add(link)
                waiting.append(link)
    assert wrong == []
    assert len(seen) > 60


def kind_of(address: str) -> str:
    """What one of its kind is enough of: the first words of its path, its suffix, its fields."""
    parts = urlsplit(address)
    words = parts.path.strip("/").split("/")
    deep = 3 if words[0] == "api" else 2 if words[0] in {"doc", "id", "questions"} else 1
    # Pages of two words are of one kind, those of three another.
    suffix = words[-1].rpartition(".")[2] if "." in words[-1] else ""
    fields = "&".join(sorted({name for name, _ in parse_qsl(parts.query)} - {"lang"}))
    name = "/".join(words[:deep]) if words[0] != "questions" else "/".join(words[:1] + words[2:])
    return f"{name} {len(words)} {suffix if suffix.isalpha() else ''} {fields}"


def rows(text: str) -> list[str]:
    """The lines of a table; Virtuoso quotes each word."""
    return text.replace('"', "").split()


def soon(found: Callable[[], bool]) -> None:
    """Within half a minute this is so; an idle machine takes a second."""
    end = time.monotonic() + 30
    while not found():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_what_is_published_is_seen_there(elsewhere: Elsewhere) -> None:
    client, data_dir, _ = elsewhere
    asked = {"query": ASKED, "format": "csv"}
    before = client.get("/sparql", params=asked)
    with Publisher(data_dir) as publisher:
        made = publisher.publish({GRAPH + "aanlevering/x": SAID}, agent="urn:a", activity="x")
    soon(lambda: rows(client.get("/sparql", params=asked).text) == ["naam", "elders"])
    after = client.get("/sparql", params=asked)
    assert after.headers["x-oogo-edition"] == str(made.number)
    assert after.headers["etag"] != before.headers["etag"]
    soon(lambda: client.get("/sparql", params={**asked, "edition": "1"}).status_code == 200)
    old = client.get("/sparql", params={**asked, "edition": "1"})
    assert rows(old.text) == rows(before.text) == ["naam"]
    assert old.headers["etag"] != before.headers["etag"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", 403),
        ("SELECT * { ?s ?p", 400),
    ],
)
def test_what_is_refused_here_is_refused_there(
    query: str, status: int, elsewhere: Elsewhere
) -> None:
    answer = elsewhere[0].get("/sparql", params={"query": query})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_values_at_the_end_count_there(elsewhere: Elsewhere) -> None:
    """Virtuoso 7 passes over them when the query has BIND."""
    query = (
        f"SELECT ?ding ?n {{ ?ding {LABEL} ?n "
        "BIND (1 AS ?m) } VALUES ?ding { <https://w3id.org/oogo/def/Oogo> } # so"
    )
    found = elsewhere[0].get("/sparql", params={"query": query, "format": "csv"}).text
    things = {line.replace('"', "").partition(",")[0] for line in found.splitlines()[1:]}
    assert things == {"https://w3id.org/oogo/def/Oogo"}


@pytest.mark.parametrize(
    "query", ["SELECT ?s ?p ?o { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"]
)
def test_an_answer_is_whole_or_refused(query: str, elsewhere: Elsewhere) -> None:
    """Virtuoso cuts both off, and says so of the first only."""
    client, _, name = elsewhere
    accept = "text/csv, application/n-triples"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    if name == "virtuoso":
        assert (answer.status_code, f"hoogstens {ROWS}" in answer.text) == (503, True)
    else:
        assert (answer.status_code, answer.text.count("\n") > ROWS) == (200, True)


def test_pages_search_and_readiness_work_there(elsewhere: Elsewhere) -> None:
    client, _, _ = elsewhere
    assert client.get("/ready").json()["status"] == "ok"
    page = client.get("/doc/samenwerkingsverband/PO2604", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "PO2604" in page.text
    soon(lambda: "Woerden" in client.get("/api/v1/search", params={"q": "Woerden"}).text)


def test_a_copy_of_the_log_is_followed(tmp_path: Path, edition_dir: Path) -> None:
    """A second service has only the folder ``log`` of the first."""
    first, second = tmp_path / "first", tmp_path / "second"
    shutil.copytree(edition_dir, first, symlinks=True)
    shutil.copytree(first / "log", second / "log")
    assert Copy(second).catch_up() == edition.current(first).number
    with TestClient(create_app(second, workers=1, read_only=True)) as client:
        with Publisher(first) as publisher:
            publisher.publish({GRAPH + "aanlevering/x": SAID}, agent="urn:a", activity="x")
        shutil.copytree(first / "log", second / "log", dirs_exist_ok=True)

        def seen() -> bool:
            with suppress(KeyError):
                asked = client.get("/sparql", params={"query": ASKED, "format": "csv"})
                return asked.text == "naam\r\nelders\r\n"
            return False

        soon(seen)


def test_serve_says_which_store_does_not_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "sparql+http://127.0.0.1:9/sparql"
    assert main(["serve", "--data-dir", str(tmp_path), "--store", address]) == 2
    assert "http://127.0.0.1:9/sparql antwoordt niet" in capsys.readouterr().err
    assert main(["serve", "--data-dir", str(tmp_path), "--store", "http://x/"]) == 2
    assert "sparql+https://host/sparql" in capsys.readouterr().err


def test_a_copy_without_a_log_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--data-dir", str(tmp_path), "--read-only"]) == 2
    assert "geen logboek om te volgen" in capsys.readouterr().err


def test_what_is_gone_is_told_there(elsewhere: Elsewhere) -> None:
    """From its own graph, which counts no more, and who took it back when."""
    client, data_dir, _ = elsewhere
    thing = NamedNode("https://w3id.org/oogo/id/overleg/weg")
    graph = GRAPH + "aanlevering/weg"
    with Publisher(data_dir) as publisher:
        said = [Triple(thing, LABEL, Literal("weg", language="nl"))]
        publisher.publish({graph: said}, agent="urn:a", activity="erbij")
        made = publisher.publish({}, agent="urn:a", activity="eraf", withdraws=[graph])
    soon(lambda: client.get("/doc/overleg/weg.nt").status_code == 410)
    found = {quad.triple for quad in parse(client.get("/doc/overleg/weg.nt").content, NT)}
    by = NamedNode(f"https://w3id.org/oogo/id/publicatie/{made.number}")
    assert Triple(thing, NamedNode("http://www.w3.org/ns/prov#wasInvalidatedBy"), by) in found
    assert set(said) < found
    assert Triple(thing, NamedNode("http://purl.org/dc/terms/isPartOf"), NamedNode(graph)) in found


def test_the_ontology_is_one_document_there(elsewhere: Elsewhere, site: TestClient) -> None:
    there, here = (
        {quad.triple for quad in parse(client.get("/def.nt").content, NT)}
        for client in (elsewhere[0], site)
    )
    assert there == here
    assert len(here) > 3_000

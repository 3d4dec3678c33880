"""An answer that was given before comes again at once, and never one that should differ."""

from __future__ import annotations

import json
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from starlette.testclient import TestClient

from oogo.bench.processes import free_port, served
from oogo.publication import Publisher
from oogo.rdf import GRAPH
from oogo.web import create_app
from tests.store.engines import program

QUERY = "SELECT (COUNT(*) AS ?n) { ?s <https://w3id.org/oogo/def/heeftDeelname> ?o }"
SAID = [
    Triple(
        NamedNode("https://w3id.org/oogo/id/overleg/nieuw"),
        NamedNode("https://w3id.org/oogo/def/heeftDeelname"),
        Literal("x"),
    )
]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory, edition_dir: Path) -> Path:
    folder = tmp_path_factory.mktemp("shortcut") / "data"
    shutil.copytree(edition_dir, folder, symlinks=True)
    return folder


@pytest.fixture(scope="module")
def client(data_dir: Path) -> Iterator[TestClient]:
    with TestClient(create_app(data_dir, workers=1)) as found:
        yield found


def test_the_second_answer_is_the_first(client: TestClient, data_dir: Path) -> None:
    asked = {"query": QUERY + "# again", "format": "csv"}
    first, second = (client.get("/sparql", params=asked) for _ in range(2))
    assert second.content == first.content
    ours = {name: value for name, value in first.headers.items() if name != "date"}
    assert {name: value for name, value in second.headers.items() if name != "date"} == ours
    time.sleep(1.2)
    (file,) = (data_dir / "queries").iterdir()
    last, again = (json.loads(line) for line in file.read_text().splitlines()[-2:])
    assert (last["kept"], again["kept"], again["status"]) == (False, True, 200)
    assert again["query"] == last["query"]
    assert "again" not in file.read_text()


def test_what_a_visitor_likes_or_has_makes_another_answer(client: TestClient) -> None:
    asked = {"query": QUERY}
    table = client.get("/sparql", params=asked, headers={"Accept": "text/csv"})
    rows = client.get("/sparql", params=asked, headers={"Accept": "application/json"})
    assert table.headers["content-type"].startswith("text/csv")
    assert rows.json()["head"]["vars"] == ["n"]
    known = {"Accept": "text/csv", "If-None-Match": table.headers["etag"]}
    assert client.get("/sparql", params=asked, headers=known).status_code == 304
    head = client.head("/sparql", params=asked, headers={"Accept": "text/csv"})
    assert (head.content, head.headers["etag"]) == (b"", table.headers["etag"])
    packed = client.get("/sparql", params=asked, headers={"Accept-Encoding": "gzip"})
    assert packed.json() == rows.json()


def test_errors_and_chance_are_not_remembered(client: TestClient) -> None:
    for text in ("SELECT (RAND() AS ?n) {}", "SELECT (UUID() AS ?n) {}"):
        answers = {client.get("/sparql", params={"query": text}).text for _ in range(2)}
        assert len(answers) == 2
    assert {client.get("/sparql", params={"query": "ASK {"}).status_code for _ in "ab"} == {400}


def test_a_new_edition_has_new_answers(client: TestClient, data_dir: Path) -> None:
    asked = {"query": QUERY, "format": "csv"}
    before = [client.get("/sparql", params=asked).text for _ in range(2)]
    with Publisher(data_dir) as publisher:
        made = publisher.publish({GRAPH + "aanlevering/z": SAID}, agent="urn:a", activity="x")
    end = time.monotonic() + 20
    while (after := client.get("/sparql", params=asked)).headers["x-oogo-edition"] == "1":
        assert time.monotonic() < end
        time.sleep(0.02)
    assert after.headers["x-oogo-edition"] == str(made.number)
    assert int(after.text.split()[1]) == int(before[1].split()[1]) + 1


def test_headers_without_an_end_are_refused(data_dir: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [program("oogo"), "serve", "--data-dir", str(data_dir), "--port", str(port)]
    with (
        served(command, f"http://127.0.0.1:{port}/health", tmp_path / "log"),
        closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as visitor,
    ):
        visitor.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n")
        answer = b""
        sent = 0
        while not answer and sent < 10_000_000:
            try:
                visitor.sendall(b"X-More: " + b"y" * 8000 + b"\r\n")
                sent += 8010
                visitor.settimeout(0.01)
                answer = visitor.recv(1000)
            except TimeoutError:
                visitor.settimeout(20)
            except OSError:
                break
        assert sent < 200_000
        assert not answer or answer.startswith(b"HTTP/1.1 400")

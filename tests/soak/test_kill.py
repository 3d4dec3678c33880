"""kill -9 of any process at any time: nothing acknowledged is lost, nothing half is visible."""

from __future__ import annotations

import http.client
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode

from oogo.bench.processes import free_port, tree
from oogo.publication import Publisher, verify
from oogo.store import edition
from tests.soak.conftest import SEED

pytestmark = pytest.mark.soak

GRAPH = "https://w3id.org/oogo/graph/aanlevering/soak-"
SIZE = 60
RESTART_SECONDS = 5.0

WRITER = """
import random, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Triple
from oogo.publication import Publisher
graph, size, seed = sys.argv[2], int(sys.argv[3]), sys.argv[4]
rng = random.Random(seed)
B = "https://w3id.org/oogo/"
with Publisher(Path(sys.argv[1])) as publisher:
    print("open", flush=True)
    kept = []
    while True:
        name = f"{graph}{publisher.log.newest + 1}"
        version = NamedNode(f"{name}#versie")
        triples = [Triple(version, NamedNode(B + "def/heeftPassage"), NamedNode(f"{name}#{n}"))
                   for n in range(size)]
        gone = [kept.pop(rng.randrange(len(kept)))] if kept and rng.random() < 0.4 else []
        made = publisher.publish({name: triples}, agent="urn:a", activity="soak", withdraws=gone)
        kept.append(name)
        print("ack", made.number, name, *gone, flush=True)
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, edition_dir: Path) -> Path:
    """A data folder with the release, to be copied for each round."""
    folder = tmp_path_factory.mktemp("base") / "data"
    shutil.copytree(edition_dir, folder, symlinks=True)
    return folder


@pytest.fixture
def data_dir(base: Path, tmp_path: Path) -> Path:
    shutil.copytree(base, tmp_path / "data", symlinks=True)
    return tmp_path / "data"


def dice(turn: int) -> random.Random:
    return random.Random(f"{SEED}-{turn}")  # noqa: S311 - a repeatable campaign


def test_a_killed_writer_loses_nothing_and_halves_nothing(data_dir: Path, turn: int) -> None:
    rng = dice(turn)
    acknowledged: list[list[str]] = []
    for _ in range(2):
        command = [sys.executable, "-c", WRITER, str(data_dir), GRAPH, str(SIZE), str(rng.random())]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "open\n"
            timer = threading.Timer(rng.uniform(0.0, 0.6), writer.kill)
            timer.start()
            # A line that the kill cut off acknowledges nothing.
            lines = [line for line in writer.stdout if line.endswith("\n")]
            timer.join()
        assert writer.returncode == -signal.SIGKILL
        acknowledged += [line.split() for line in lines]
    began = time.monotonic()
    with Publisher(data_dir) as publisher:
        assert time.monotonic() - began < RESTART_SECONDS
        newest = publisher.log.newest
        graphs = {name for name in publisher.embedded.graphs() if name.startswith(GRAPH)}
        sizes = {len(publisher.embedded.graph(name)) for name in graphs}
        retired = {graph.value for graph in publisher.embedded.retired()}
    assert sizes <= {SIZE}
    assert graphs >= {line[2] for line in acknowledged}
    assert retired >= {name for line in acknowledged for name in line[3:]}
    assert newest >= max((int(line[1]) for line in acknowledged), default=1)
    assert verify(data_dir) == []
    with edition.reading(data_dir) as (number, store):
        assert number == newest
        has_passage = NamedNode("https://w3id.org/oogo/def/passageIn")
        derived = NamedNode("https://w3id.org/oogo/graph/afgeleid/passage-in")
        found = store.quads_for_pattern(None, has_passage, None, derived)
        ours = sum(1 for quad in found if str(quad.object).startswith(f"<{GRAPH}"))
        assert ours == SIZE * len(graphs - retired)


@contextmanager
def serving(data_dir: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The service, once it answers, and nothing of it afterwards."""
    command = [
        *(sys.executable, "-m", "oogo", "serve", "--data-dir", str(data_dir)),
        *("--port", str(port), "--seconds", "5"),
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as service:
        try:
            end = time.monotonic() + 30
            while not answers(port):
                assert service.poll() is None
                assert time.monotonic() < end
                time.sleep(0.02)
            yield service
        finally:
            service.kill()


def answers(port: int) -> bool:
    with suppress(OSError, http.client.HTTPException):
        return ask(port, "ASK { ?s ?p ?o }")[0] == 200
    return False


def ask(port: int, query: str) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", f"/sparql?format=csv&query={quote(query)}".replace("csv", "json"))
        response = connection.getresponse()
        return response.status, response.read()


def test_a_killed_worker_costs_one_request_and_a_killed_service_comes_back(
    data_dir: Path, turn: int
) -> None:
    rng = dice(turn)
    port = free_port()
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with serving(data_dir, port) as service:
        expected = ask(port, count)
        stop = threading.Event()
        seen: list[tuple[int, bytes]] = []

        def read(number: int) -> None:
            while not stop.is_set():
                with suppress(OSError, http.client.HTTPException):
                    seen.append(ask(port, f"{count} # {number} {len(seen)}"))

        readers = [threading.Thread(target=read, args=(number,)) for number in range(4)]
        for reader in readers:
            reader.start()
        for _ in range(3):
            time.sleep(rng.uniform(0, 0.2))
            workers = tree(service.pid)[1:]
            with suppress(ProcessLookupError):
                os.kill(rng.choice(workers), signal.SIGKILL)
        time.sleep(0.3)
        assert ask(port, f"{count} # after") == expected
        workers = tree(service.pid)[1:]
        service.kill()
        stop.set()
        for reader in readers:
            reader.join()
    answered = [reply for reply in seen if reply[0] == 200]
    assert set(answered) == {expected}
    assert {status for status, _ in seen} <= {200, 503}
    # Each kill costs at most the request that the worker was busy with.
    assert sum(status == 503 for status, _ in seen) <= 3
    end = time.monotonic() + 7
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < end, "workers outlive their service"
        time.sleep(0.05)
    restarts: list[float] = []
    # What else the machine does may hold up one start, and not three.
    while not restarts or (min(restarts) >= RESTART_SECONDS and len(restarts) < 3):
        began = time.monotonic()
        with serving(data_dir, port) as again:
            restarts.append(time.monotonic() - began)
            assert ask(port, count) == expected
            again.kill()
    assert min(restarts) < RESTART_SECONDS

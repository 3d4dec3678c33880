"""Several services behind a load balancer over one store, as docs/scale-out.md has it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from tests.conftest import ROOT
from tests.store.engines import SERVERS, program

from oogo.bench.lookups import throughput
from oogo.bench.processes import free_port, served
from oogo.following import Mirror
from oogo.publication import Publisher
from oogo.rdf import GRAPH

pytestmark = [pytest.mark.soak, pytest.mark.timeout(300)]

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SAID = Triple(
    NamedNode("https://w3id.org/oogo/id/overleg/achter-de-verdeler"),
    NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    Literal("achter de verdeler", language="nl"),
)


@dataclass(frozen=True)
class Running:
    """Where the balancer listens, the services behind it with their processes, and their folder."""

    balancer: int
    services: dict[int, int]
    data_dir: Path


def configuration(port: int, services: list[int]) -> str:
    """The one in the docs, on the ports of this test."""
    page = (ROOT / "docs" / "scale-out.md").read_text(encoding="utf-8")
    found = re.search(r"```\n(defaults\n.*?)```", page, re.DOTALL)
    assert found is not None
    text = found[1].replace("bind :80", f"bind 127.0.0.1:{port}")
    ports = iter(services)
    return re.sub(r"10\.0\.0\.\d:8000", lambda _: f"127.0.0.1:{next(ports)}", text)


@pytest.fixture
def running(edition_dir: Path, tmp_path: Path) -> Iterator[Running]:
    data_dir = tmp_path / "data"
    shutil.copytree(edition_dir, data_dir, symlinks=True)
    haproxy = shutil.which("haproxy", path=os.environ["PATH"] + ":/usr/sbin") or program("haproxy")
    with ExitStack() as stack:
        store = stack.enter_context(SERVERS["oxigraph"](tmp_path))
        Mirror(data_dir, store).catch_up()
        services = {}
        for port in (free_port() for _ in range(3)):
            command = [shutil.which("oogo") or str(ROOT / ".venv/bin/oogo"), "serve"]
            command += ["--data-dir", str(data_dir), "--store", store, "--port", str(port)]
            ready = f"http://127.0.0.1:{port}/ready"
            services[port] = stack.enter_context(served(command, ready, tmp_path / f"{port}.log"))
        balancer = free_port()
        settings = tmp_path / "haproxy.cfg"
        settings.write_text(configuration(balancer, list(services)))
        command = [haproxy, "-db", "-f", str(settings)]
        address = f"http://127.0.0.1:{balancer}/health"
        stack.enter_context(served(command, address, tmp_path / "haproxy.log"))
        yield Running(balancer, services, data_dir)


def count(port: int, mark: object) -> tuple[int, str]:
    """How many triples there are, and in which edition."""
    address = f"http://127.0.0.1:{port}/sparql?query={quote(f'{COUNT} # {mark}')}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        found = json.load(answer)["results"]["bindings"][0]["n"]["value"]
        return int(found), answer.headers["X-Oogo-Edition"]


def test_every_service_sees_what_is_published(running: Running) -> None:
    before = {port: count(port, "before") for port in running.services}
    assert len(set(before.values())) == 1
    with Publisher(running.data_dir) as publisher:
        made = publisher.publish({GRAPH + "aanlevering/x": [SAID]}, agent="urn:a", activity="x")
    end = time.monotonic() + 20
    turn = 0
    while {count(port, f"{turn} after")[1] for port in running.services} != {str(made.number)}:
        assert time.monotonic() < end
        time.sleep(0.1)
        turn += 1
    after = {count(port, "at last") for port in [*running.services, running.balancer]}
    assert len(after) == 1
    assert after != set(before.values())


def test_a_killed_service_costs_at_most_what_had_begun(running: Running) -> None:
    requests = [
        f"GET /sparql?query={quote(f'{COUNT} # {n}')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        for n in range(5000)
    ]
    killed = next(iter(running.services.values()))
    timer = threading.Timer(2.0, os.kill, (killed, signal.SIGKILL))
    timer.start()
    found = throughput(running.balancer, requests, connections=8, seconds=5.0)
    timer.join()
    # One of the eight may have begun to arrive on each connection to the service that died.
    assert found.failures <= 8
    assert found.answers > 100
    assert count(running.balancer, "after")[0] > 0

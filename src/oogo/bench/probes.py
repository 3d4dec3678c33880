"""Measurements of one thing each: first edition, export, runaway query, validation, publishing."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

from oogo import intake
from oogo.bench.catalogue import Case
from oogo.bench.engines import HttpEngine, Refused, ours
from oogo.bench.generate import NamedGraph
from oogo.bench.measure import percentile
from oogo.bench.processes import Memory, memory
from oogo.store import edition
from oogo.validation import validate

__all__ = [
    "Export",
    "Span",
    "export",
    "first_edition",
    "questions",
    "runaway",
    "validation",
]

_ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a != ?g) }"


@dataclass(frozen=True)
class Span:
    """Times of one thing done several times, in milliseconds."""

    name: str
    first: float
    p50: float
    p99: float
    times: int


@dataclass(frozen=True)
class Export:
    """A whole answer streamed: rows, bytes, seconds, and the most memory on the way."""

    rows: int
    size: int
    seconds: float
    before: Memory
    most: Memory

    @property
    def rows_per_second(self) -> float:
        """Rows per second."""
        return self.rows / self.seconds


def span(name: str, seconds: Sequence[float]) -> Span:
    """The first time, and the median and worst of all."""
    return Span(
        name,
        seconds[0] * 1000,
        median(seconds) * 1000,
        percentile(seconds, 0.99) * 1000,
        len(seconds),
    )


def first_edition(folder: Path) -> float:
    """Seconds from an empty folder to an edition that can be asked, program start included."""
    code = "import sys, pathlib; from oogo.publication import ensure; "
    code += "ensure(pathlib.Path(sys.argv[1]))"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)  # noqa: S603
    return time.perf_counter() - start


def export(engine: HttpEngine) -> Export:
    """All triples as CSV, read as fast as they come, while the memory of the server is watched."""
    before = most = memory(engine.pid)
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.1):
            now = memory(engine.pid)
            most = Memory(max(most.resident, now.resident), max(most.anonymous, now.anonymous))

    watcher = threading.Thread(target=watch)
    watcher.start()
    target = engine.path + "?" + urllib.parse.urlencode([("query", _ALL), *engine.fixed])
    connection = http.client.HTTPConnection("127.0.0.1", engine.port, timeout=600)
    rows = size = 0
    start = time.perf_counter()
    try:
        connection.request("GET", target, headers={"Accept": "text/csv"})
        answer = connection.getresponse()
        if answer.status != http.HTTPStatus.OK:
            raise Refused(f"{answer.status} {answer.read(200).decode(errors='replace')}")
        while part := answer.read1(1 << 18):
            rows += part.count(b"\n")
            size += len(part)
    finally:
        taken = time.perf_counter() - start
        done.set()
        watcher.join()
        connection.close()
    return Export(rows - 1, size, taken, before, most)


def runaway(data_dir: Path, folder: Path, seconds: float = 1.0) -> float:
    """How many seconds a query that would never end outlives its limit."""
    with ours(data_dir, folder, seconds=seconds) as service:
        start = time.perf_counter()
        try:
            service.ask(_RUNAWAY)
        except Refused as refusal:
            if not str(refusal).startswith("503"):
                raise
            return max(0.0, time.perf_counter() - start - seconds)
    raise Refused("the query that would never end was answered")


def questions(engine: HttpEngine, cases: Sequence[Case], rounds: int, seed: int) -> list[Span]:
    """Each library question through the API, with changing parameters."""
    random = Random(f"questions {seed}")  # noqa: S311 - a repeatable order, no secret
    found = []
    for case in cases:
        taken = []
        for _ in range(rounds):
            values = {name: term.value for name, term in case.draw(random).items()}
            asked = urllib.parse.urlencode(values)
            address = f"http://127.0.0.1:{engine.port}/api/v1/questions/{case.name}?{asked}"
            start = time.perf_counter()
            with urllib.request.urlopen(address, timeout=60) as answer:
                json.load(answer)
            taken.append(time.perf_counter() - start)
        found.append(span(case.name, taken))
    return found


def validation(data_dir: Path, plans: Sequence[NamedGraph]) -> Span:
    """Each of these plans judged beside all that is published, in this process."""
    taken = []
    with edition.reading(data_dir) as (_, context):
        for plan in plans:
            submission = intake.parse(as_triples(plan), name=f"{plan.kind}.nt")
            start = time.perf_counter()
            validate(submission, context, on=date(2025, 11, 1))
            taken.append(time.perf_counter() - start)
    return span("validate one plan", taken)


def as_triples(graph: NamedGraph) -> bytes:
    """The graph as N-Triples."""
    lines = graph.lines.splitlines()
    return "".join(f"{line[: line.rindex(' <')]} .\n" for line in lines).encode()

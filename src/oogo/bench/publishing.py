"""Publishing, alone and while many read: how long until it is seen, and what it leaves on disk."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from oogo.addresses import BASE
from oogo.bench.engines import HttpEngine, ours
from oogo.bench.lookups import Throughput, throughput
from oogo.publication import Publisher

__all__ = ["READERS", "Publishing", "publishing", "unmixed"]

READERS = 64
_SIZE = 2000
_SAYS = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_SIDES = [NamedNode(f"{BASE}id/meting/{side}") for side in ("links", "rechts")]
_MARK = NamedNode(BASE + "def/volgnummer")
_BOTH = f"SELECT ?a ?b WHERE {{ {_SIDES[0]} {_MARK} ?a . {_SIDES[1]} {_MARK} ?b }}"


@dataclass(frozen=True)
class Publishing:
    """Seconds per publication alone, and until seen while many read; what they read; the disk."""

    alone: Sequence[float]
    seen: Sequence[float]
    read: Throughput
    bytes_each: float
    log_each: float


def publishing(data_dir: Path, folder: Path, times: int, seconds: float) -> Publishing:
    """So many publications of 2,000 triples, and then as many as fit while 64 clients read.

    Each also changes two graphs, which a reader must find in the edition that the answer names.
    """
    before, log_before = _size(data_dir), _size(data_dir / "log")
    with Publisher(data_dir) as publisher:
        alone = [_publish(publisher) for _ in range(times)]
    bytes_each = (_size(data_dir) - before) / times
    log_each = (_size(data_dir / "log") - log_before) / times
    with (
        ours(data_dir, folder) as service,
        Publisher(data_dir) as publisher,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart,
    ):
        asked = [service.request(f"{_BOTH} # {n}") for n in range(4000)]
        reading = apart.submit(_read, service.port, asked, seconds)
        seen = _publish_meanwhile(publisher, service, reading)
        read = reading.result()
    return Publishing(alone, seen, read, bytes_each, log_each)


def unmixed(answer: bytes) -> bool:
    """Whether both sides of an answer are from the edition that it says it is from."""
    head, _, body = answer.partition(b"\r\n\r\n")
    edition = head.lower().partition(b"x-oogo-edition: ")[2].partition(b"\r\n")[0].decode()
    rows = json.loads(body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows] == [
        {"a": edition, "b": edition}
    ]


def _read(port: int, asked: Sequence[bytes], seconds: float) -> Throughput:
    return throughput(port, asked, connections=READERS, seconds=seconds, good=unmixed)


def _publish_meanwhile(
    publisher: Publisher, service: HttpEngine, reading: Future[Throughput]
) -> list[float]:
    """Seconds from each call until a visitor sees its edition, as long as the readers read."""
    found = []
    while not reading.done():
        start = time.perf_counter()
        _publish(publisher)
        while json.loads(service.ask(_BOTH))["results"]["bindings"][0]["a"]["value"] != str(
            publisher.log.newest
        ):
            time.sleep(0.01)
        found.append(time.perf_counter() - start)
    return found


def _publish(publisher: Publisher) -> float:
    """Seconds of one publication."""
    number = publisher.log.newest + 1
    triples = [
        Triple(NamedNode(f"{BASE}id/meting/{number}-{n}"), _SAYS, Literal(f"meting {number} {n}"))
        for n in range(_SIZE)
    ]
    graphs = {f"{BASE}graph/aanlevering/{number:026d}": triples} | {
        f"{BASE}graph/aanlevering/{side.value.rpartition('/')[2]}": [
            Triple(side, _MARK, Literal(number))
        ]
        for side in _SIDES
    }
    start = time.perf_counter()
    publisher.publish(graphs, agent=BASE + "id/programma/oogo", activity="bench")
    return time.perf_counter() - start


def _size(folder: Path) -> int:
    """Bytes on disk; a file that checkpoints share counts once."""
    files = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            stat = path.stat()
            files[stat.st_ino] = stat.st_blocks * 512
    return sum(files.values())

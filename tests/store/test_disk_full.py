"""A full disk: nothing half, reading goes on, and writing recovers by itself."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from oogo import publication
from oogo.errors import DiskFullError
from oogo.publication import Publisher, verify
from oogo.store import edition

GRAPH = "https://w3id.org/oogo/graph/aanlevering/"
P = NamedNode("https://w3id.org/oogo/def/toelichting")
TURNS = itertools.count()


def delivery(size: int) -> dict[str, list[Triple]]:
    turn = next(TURNS)
    return {
        f"{GRAPH}{turn}": [
            Triple(NamedNode(f"urn:s{turn}-{n}"), P, Literal(os.urandom(40).hex()))
            for n in range(size)
        ]
    }


def send(publisher: Publisher, size: int = 2000) -> int:
    return publisher.publish(delivery(size), agent="urn:a", activity="x").number


def readable(data_dir: Path) -> int:
    with edition.reading(data_dir) as (number, store):
        assert store.query("ASK { ?s ?p ?o }")
        return number


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        if os.environ.get("OOGO_CI"):
            pytest.fail("this test mounts a small disk, and may not")
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(small: Path, room: int) -> Path:
    """A file that leaves this much room."""
    ballast = small / "ballast"
    free = os.statvfs(small).f_bavail * os.statvfs(small).f_frsize
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free - room)))
    return ballast


def test_room_is_looked_at_before_anything_is_written(small: Path) -> None:
    data_dir = small / "data"
    with Publisher(data_dir) as publisher:
        number = send(publisher)
        ballast = fill(small, 4 * 1024 * 1024)
        for _ in range(3):
            with pytest.raises(DiskFullError):
                send(publisher)
        assert readable(data_dir) == number
        ballast.unlink()
        assert send(publisher) == number + 1
    assert verify(data_dir) == []


@pytest.mark.parametrize("room", [0, 64, 200, 400, 700, 1500])
def test_a_disk_that_fills_up_at_any_step_loses_and_halves_nothing(
    small: Path, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "_ROOM_ALWAYS", 0)
    monkeypatch.setattr(publication, "_ROOM_PER_QUAD", 0)
    data_dir = small / "data"
    with Publisher(data_dir) as publisher:
        number = send(publisher)
        ballast = fill(small, room * 1024)
        refused = 0
        for _ in range(4):
            try:
                number = send(publisher)
            except DiskFullError:
                refused += 1
            assert readable(data_dir) == number
        assert refused
        ballast.unlink()
        assert send(publisher) == number + 1
        assert readable(data_dir) == number + 1
    assert verify(data_dir) == []


LIMITED = """
import resource, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Triple
from oogo.errors import DiskFullError
from oogo.publication import Publisher
limit = int(sys.argv[2])
with Publisher(Path(sys.argv[1])) as publisher:
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, old[1]))
    for turn in range(2):
        graph = "https://w3id.org/oogo/graph/aanlevering/limited"
        triples = [Triple(NamedNode(f"urn:{n}"), NamedNode("urn:p"), Literal(str(hash(str(n)))))
                   for n in range(4000)]
        try:
            publisher.publish({graph: triples}, agent="urn:a", activity="x")
            print("published")
        except DiskFullError:
            print("refused")
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
"""


@pytest.mark.parametrize("limit", [1000, 30_000, 300_000])
def test_a_file_that_may_not_grow_is_a_full_disk_and_writing_recovers(
    tmp_path: Path, limit: int
) -> None:
    with Publisher(tmp_path) as publisher:
        send(publisher, 100)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path), str(limit)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["refused", "published"], done.stderr[-2000:]
    assert verify(tmp_path) == []
    assert readable(tmp_path) == 2

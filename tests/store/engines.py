"""Real SPARQL servers on loopback, empty, for one test session."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from oogo.bench import servers

__all__ = ["ROWS", "SERVERS", "program"]

ROWS = 5000
"""How many rows that Virtuoso gives at most: fewer than some answers of the service need."""


def program(name: str) -> str:
    """Where a server is; where it is not the test is skipped by name, or fails under CI."""
    found = servers.program(name)
    if found is None:
        if os.environ.get("OOGO_CI"):
            pytest.fail(f"{name} is not on this machine")
        pytest.skip(f"{name} is not on this machine")
    return found


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    with servers.oxigraph(program("oxigraph"), folder) as (port, _):
        yield f"sparql+http://127.0.0.1:{port}/query?update=/update"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    with servers.virtuoso(program("virtuoso-t"), folder, buffers=10_000, rows=ROWS) as running:
        running.execute('GRANT SPARQL_UPDATE TO "SPARQL";')
        yield f"sparql+http://127.0.0.1:{running.port}/sparql"


SERVERS: dict[str, Callable[[Path], AbstractContextManager[str]]] = {
    "oxigraph": oxigraph,
    "virtuoso": virtuoso,
}

"""The engines of a run: ours over HTTP, the same engine in this process, and three others.

Each gets the triples of the default graph. One that is not on this machine is left out by name.
"""

from __future__ import annotations

import contextlib
import http.client
import shutil
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol

import pyoxigraph
from pyoxigraph import DefaultGraph, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from oogo import __version__
from oogo.bench.processes import free_port, served
from oogo.bench.servers import oxigraph, program, run, virtuoso
from oogo.store.edition import Edition

__all__ = [
    "OURS",
    "OXIGRAPH",
    "RAW",
    "RDFLIB",
    "VIRTUOSO",
    "Engine",
    "HttpEngine",
    "RawEngine",
    "Refused",
    "others",
    "ours",
    "raw",
    "rdflib_endpoint",
]

OURS = "oogo serve"
RAW = "raw pyoxigraph"
OXIGRAPH = "Oxigraph server"
VIRTUOSO = "Virtuoso"
RDFLIB = "rdflib-endpoint"

_JSON = "application/sparql-results+json"
_SECONDS = 60
_GRAPH = "https://w3id.org/oogo/graph/actueel"


class Refused(Exception):  # noqa: N818 - the answer of an engine, not an error of ours
    """An engine that gave no answer: its status and first words."""


class Engine(Protocol):
    """What can be asked: the name it has in the report, and an answer as JSON bytes."""

    @property
    def name(self) -> str:
        """What the report calls it."""
        ...

    @property
    def version(self) -> str:
        """Its version."""
        ...

    def ask(self, query: str) -> bytes:
        """The whole answer in SPARQL JSON."""
        ...


@dataclass(frozen=True)
class RawEngine:
    """pyoxigraph in this process: the limit of what a service around it can reach."""

    store: Store
    name: str = RAW
    version: str = pyoxigraph.__version__

    def ask(self, query: str) -> bytes:
        """The whole answer in SPARQL JSON."""
        found = self.store.query(query)
        if not isinstance(found, QuerySolutions):
            raise Refused("not a SELECT")
        return found.serialize(format=QueryResultsFormat.JSON) or b""


@dataclass
class HttpEngine:
    """A SPARQL endpoint on loopback, asked over one kept connection."""

    name: str
    version: str
    port: int
    path: str
    pid: int
    fixed: tuple[tuple[str, str], ...] = ()
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def __enter__(self) -> HttpEngine:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        if self._connection:
            self._connection.close()

    def ask(self, query: str) -> bytes:
        """The whole answer in SPARQL JSON."""
        body = urllib.parse.urlencode([("query", query), *self.fixed])
        headers = {"Accept": _JSON, "Content-Type": "application/x-www-form-urlencoded"}
        kept = self._connection
        try:
            if kept:
                # A server may have closed it while the others were busy.
                with contextlib.suppress(ConnectionError):
                    return self._post(kept, body, headers)
                kept.close()
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
            return self._post(self._connection, body, headers)
        except (OSError, http.client.HTTPException) as error:
            if self._connection:
                self._connection.close()
                self._connection = None
            raise Refused(f"{type(error).__name__}: {error}") from error

    def _post(
        self, connection: http.client.HTTPConnection, body: str, headers: dict[str, str]
    ) -> bytes:
        connection.request("POST", self.path, body=body, headers=headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise Refused(f"{answer.status} {said[:200].decode(errors='replace')}")
        return said

    def request(self, query: str) -> bytes:
        """The bytes of one GET of this query, for clients that write them themselves."""
        target = self.path + "?" + urllib.parse.urlencode([("query", query), *self.fixed])
        return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {_JSON}\r\n\r\n".encode()


def raw(edition: Edition) -> RawEngine:
    """The engine of our own service, in this process."""
    return RawEngine(Store.read_only(str(edition.path)))


@contextlib.contextmanager
def ours(data_dir: Path, folder: Path, *, seconds: float = 20.0) -> Iterator[HttpEngine]:
    """Our service on this data folder."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "oogo", "serve", "--data-dir", str(data_dir)),
        *("--port", str(port), "--seconds", str(seconds)),
    ]
    address = f"http://127.0.0.1:{port}/health"
    with (
        served(command, address, folder / "oogo.log") as pid,
        HttpEngine(OURS, __version__, port, "/sparql", pid) as engine,
    ):
        yield engine


@contextlib.contextmanager
def rdflib_endpoint(edition: Edition, folder: Path) -> Iterator[list[HttpEngine]]:
    """The server that a Python user would pick today, if this machine has it."""
    path = program(RDFLIB)
    if path is None:
        yield []
        return
    with _rdflib(path, _dumped(edition, folder), folder) as engine:
        yield [engine]


@contextlib.contextmanager
def others(edition: Edition, folder: Path, *, rdflib: bool) -> Iterator[list[HttpEngine]]:
    """The other servers that this machine has, each with the same triples."""
    triples = _dumped(edition, folder)
    with contextlib.ExitStack() as running:
        found = []
        if path := program("oxigraph"):
            found.append(running.enter_context(_oxigraph(path, triples, folder)))
        if path := program("virtuoso-t"):
            found.append(running.enter_context(_virtuoso(path, triples, folder)))
        if rdflib and (path := program(RDFLIB)):
            found.append(running.enter_context(_rdflib(path, triples, folder)))
        yield found


def _dumped(edition: Edition, folder: Path) -> Path:
    """The triples of the default graph as a file."""
    triples = folder / "current.nt"
    Store.read_only(str(edition.path)).dump(
        triples, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()
    )
    return triples


@contextlib.contextmanager
def _oxigraph(path: str, triples: Path, folder: Path) -> Iterator[HttpEngine]:
    version = run([path, "--version"]).split()[-1]
    with (
        oxigraph(path, folder, triples) as (port, pid),
        HttpEngine(OXIGRAPH, version, port, "/query", pid) as engine,
    ):
        yield engine


@contextlib.contextmanager
def _virtuoso(path: str, triples: Path, folder: Path) -> Iterator[HttpEngine]:
    said = subprocess.run([path, "-?"], capture_output=True, text=True, check=False)  # noqa: S603
    words = (said.stdout + said.stderr).split()
    version = words[words.index("Version") + 1] if "Version" in words else "7"
    with virtuoso(path, folder, buffers=340_000, rows=2_000_000) as running:
        place = folder / "virtuoso"
        shutil.copy(triples, place / "current.nt")
        running.execute(f"ld_dir('{place}', 'current.nt', '{_GRAPH}');")
        running.execute("rdf_loader_run();")
        running.execute("checkpoint;")
        fixed = (("default-graph-uri", _GRAPH),)
        with HttpEngine(VIRTUOSO, version, running.port, "/sparql", running.pid, fixed) as engine:
            yield engine


@contextlib.contextmanager
def _rdflib(path: str, triples: Path, folder: Path) -> Iterator[HttpEngine]:
    port = free_port()
    command = [path, "serve", "--host", "127.0.0.1", "--port", str(port), str(triples)]
    python = Path(path).parent / "python"
    say = f"import importlib.metadata as m; print(m.version('{RDFLIB}'))"
    version = run([str(python), "-c", say]).strip()
    with (
        served(command, f"http://127.0.0.1:{port}/", folder / "rdflib.log") as pid,
        HttpEngine(RDFLIB, version, port, "/", pid) as engine,
    ):
        yield engine

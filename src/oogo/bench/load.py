"""The fast way of a generated graph into an empty data folder: log first, then one bulk load.

It keeps what ordinary publication promises (every quad stands in the log, the default graph
holds each current triple once, the number of the edition is written last) but reads the text
only once and leaves sorting to the store.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import zstandard
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from oogo.addresses import BASE
from oogo.derivation import derive
from oogo.errors import ConflictError
from oogo.publication import Publisher, now
from oogo.rdf import GRAPH
from oogo.store import edition
from oogo.store.edition import Edition
from oogo.store.embedded import CURRENT, DATASET, EDITION, PROVENANCE, STANDING
from oogo.store.log import Entry

__all__ = ["Loaded", "default_lines", "load", "named_graph", "read_lines"]

_BATCH = 100_000  # quads in one log entry: an entry is read into memory as a whole
_DELIVERED = (GRAPH + "aanlevering/", GRAPH + "register/")
_AGENT = BASE + "id/programma/oogo"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_GENERATED = NamedNode("http://www.w3.org/ns/prov#wasGeneratedBy")
_GRAPH_CLASS = NamedNode(BASE + "def/Graaf")


@dataclass(frozen=True)
class Loaded:
    """What was loaded: the edition, the number of quads, and the seconds each step took."""

    edition: Edition
    quads: int
    release_seconds: float
    log_seconds: float
    store_seconds: float
    derive_seconds: float


def read_lines(source: Path) -> Iterator[bytes]:
    """The lines of a compressed N-Quads file."""
    with source.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as plain:
        yield from io.BufferedReader(plain, 1 << 20)


def named_graph(line: bytes) -> bytes:
    """The graph of one line that our generator wrote: its last term."""
    return line[line.rindex(b" <") + 2 : -4]


def default_lines(line: bytes) -> bytes:
    """The line, and the same statement in the default graph."""
    return line + line[: line.rindex(b" <")] + b" .\n"


def load(data_dir: Path, source: Path) -> Loaded:
    """Publish this release and then a generated graph, in a folder without deliveries."""
    begun = time.perf_counter()
    with Publisher(data_dir) as publisher:
        publisher.release()
        if any(name.startswith(_DELIVERED) for name in publisher.embedded.graphs()):
            raise ConflictError(
                f"{data_dir} bevat al aanleveringen",
                f"{data_dir} holds deliveries already",
                remedy_nl="Kies een nieuwe map.",
                remedy_en="Choose a new folder.",
            )
        started = time.perf_counter()
        quads = 0
        provenance: list[Quad] = []
        for lines in _batches(source):
            quads += len(lines)
            entry = _entry(publisher.log.newest + 1, lines)
            publisher.log.append(entry)
            provenance += [quad for quad in entry.added if quad.graph_name == PROVENANCE]
        logged = time.perf_counter()
        store = publisher.embedded.store
        store.bulk_load(
            _Lines(default_lines(line) for line in read_lines(source)),  # type: ignore[arg-type]
            format=RdfFormat.N_QUADS,
        )
        marks = [quad for quad in provenance if quad.predicate == EDITION]
        said = [quad for quad in provenance if quad.predicate != EDITION]
        store.bulk_extend(said)
        store.bulk_extend(_default(quad) for quad in said)
        _mark(publisher, marks[-1])
        stored = time.perf_counter()
        derive(publisher.embedded)
        made = edition.publish(data_dir, store, publisher.log.newest)
        edition.prune(data_dir)
        return Loaded(
            edition=made,
            quads=quads,
            release_seconds=started - begun,
            log_seconds=logged - started,
            store_seconds=stored - logged,
            derive_seconds=time.perf_counter() - stored,
        )


def _batches(source: Path) -> Iterator[list[bytes]]:
    """The lines in batches that do not cut a graph in two."""
    batch: list[bytes] = []
    graph = b""
    for line in read_lines(source):
        following = named_graph(line)
        if len(batch) >= _BATCH and following not in (graph, PROVENANCE.value.encode()):
            yield batch
            batch = []
        graph = following
        batch.append(line)
    if batch:
        yield batch


def _entry(number: int, lines: list[bytes]) -> Entry:
    names = dict.fromkeys(named_graph(line) for line in lines)
    graphs = [name.decode() for name in names if name != PROVENANCE.value.encode()]
    quads = list(parse(b"".join(lines), format=RdfFormat.N_QUADS))
    previous = Quad(DATASET, EDITION, Literal(number - 1), PROVENANCE)
    time_ = now()
    return Entry(
        number=number,
        time=time_,
        agent=_AGENT,
        activity="bench load",
        standing={},
        added=(*quads, *_provenance(number, graphs)),
        removed=(previous,),
    )


def _provenance(number: int, graphs: list[str]) -> Iterator[Quad]:
    """That these graphs are current and came with this publication."""
    publication = NamedNode(f"{BASE}id/publicatie/{number}")
    yield Quad(publication, _TYPE, NamedNode(BASE + "def/Publicatie"), PROVENANCE)
    for name in map(NamedNode, graphs):
        yield Quad(name, _TYPE, _GRAPH_CLASS, PROVENANCE)
        yield Quad(name, STANDING, CURRENT, PROVENANCE)
        yield Quad(name, _GENERATED, publication, PROVENANCE)
    yield Quad(DATASET, EDITION, Literal(number), PROVENANCE)


def _default(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def _mark(publisher: Publisher, mark: Quad) -> None:
    """Write the number of the edition, last of all."""
    store = publisher.embedded.store
    for old in list(store.quads_for_pattern(DATASET, EDITION, None, None)):
        store.remove(old)
    store.extend([mark, _default(mark)])


class _Lines(io.RawIOBase):
    """Lines as a file that can be read once."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        """A file of these lines."""
        self._lines = lines
        self._left = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """About this many bytes; none at the end."""
        parts, length = [self._left], len(self._left)
        for line in self._lines:
            parts.append(line)
            length += len(line)
            if 0 <= size <= length:
                break
        text = b"".join(parts)
        if size < 0:
            self._left = b""
            return text
        self._left = text[size:]
        return text[:size]

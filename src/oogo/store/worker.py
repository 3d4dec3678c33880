"""One query worker: a process that reads one edition, answers one query at a time, and is alone.

It is started by the pool with one end of a socket pair, over which it first reads the path of its
edition. Once that is open it gives up new sockets and unbounded memory, says so in a READY frame,
and then answers requests with a HEAD frame, DATA frames and an END frame, or with a FAULT frame.
Nothing is sent before 64 kB or the end, so an error that comes late is still an error and not half
an answer.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TypeVar, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Variable,
)

from oogo.addresses import BASE
from oogo.errors import ForbiddenError, NotAcceptableError, OogoError, ParameterError, QueryError
from oogo.store.contract import Term
from oogo.store.packing import PACKINGS
from oogo.store.sandbox import confine, memory_in_use
from oogo.store.syntax import syntax_fault
from oogo.store.wire import (
    BOOLEANS,
    GRAPHS,
    SOLUTIONS,
    TIRED,
    Frame,
    Head,
    Request,
    encode_fault,
    frame,
    parse_term,
)

__all__ = ["answer", "main"]

_BUFFER = 64 * 1024
_LENGTH = 4
_WORTH_PACKING = 1024
# 20,000 brackets, the most that the prescan lets through, nest within this (measured).
_STACK = 256 * 1024 * 1024
# Copying 200,000 triples takes 0.9 s (measured).
_MERGED_TRIPLES = 200_000
# What no XML document can hold, and how Oxigraph writes a predicate that has no local name.
_NOT_IN_XML = bytes({*range(32)} - {9, 10, 13})
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_NO_LOCAL_NAME = b"<oxprefix: "

_Format = TypeVar("_Format")


def main() -> None:
    """Serve queries on one edition over an inherited socket until the other side closes it."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("--fd", required=True, type=int)
    arguments.add_argument("--memory-mb", required=True, type=int)
    options = arguments.parse_args()
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=options.fd)
    path = _read(connection)
    if not path:
        return
    store = Store.read_only(path.decode())
    threading.stack_size(_STACK)
    service = threading.Thread(target=_serve, args=(store, connection, options.memory_mb))
    service.start()
    service.join()


def _serve(store: Store, connection: socket.socket, memory_mb: int) -> None:
    confinement = confine(memory_mb)
    tired = memory_in_use() + memory_mb * 1024 * 1024 // 2
    # Rust writes pages of backtrace when memory runs out; the pool logs one line instead.
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        connection.sendall(frame(Frame.READY, json.dumps(asdict(confinement)).encode()))
        while request := _read(connection):
            _respond(store, Request.decode(request), connection, tired)
    except (BrokenPipeError, ConnectionResetError):
        return


def _read(connection: socket.socket) -> bytes:
    """What the other side says next, after its length; nothing when it has closed.

    It says nothing more before it has its answer.
    """
    data = connection.recv(_BUFFER)
    while len(data) < _LENGTH or len(data) < _LENGTH + int.from_bytes(data[:_LENGTH]):
        piece = connection.recv(_BUFFER)
        if not piece:
            return b""
        data += piece
    return data[_LENGTH:]


def _respond(store: Store, request: Request, connection: socket.socket, tired: int) -> None:
    # The pool kills a worker at its limit; the alarm does so when there is no pool any more.
    signal.setitimer(signal.ITIMER_REAL, request.seconds + 1)
    try:
        rest = answer(store, request, connection)
        # Memory that is not given back would fail a later, innocent query.
        last_words = TIRED if memory_in_use() > tired else b""
        connection.sendall(rest + frame(Frame.END, last_words))
    except OogoError as error:
        connection.sendall(frame(Frame.FAULT, encode_fault(error)))
    signal.setitimer(signal.ITIMER_REAL, 0)


def answer(store: Store, request: Request, connection: socket.socket) -> bytes:
    """Write an answer as HEAD and DATA frames, but for the last ones, which are given back.

    Whatever goes wrong is an error the asker reads.
    """
    try:
        results = _evaluate(store, request)
        if isinstance(results, QueryTriples):
            media_type, graph = _choose(request.graph_types, GRAPHS)
            output = _Output(connection, media_type, request.coding)
            results.serialize(cast("IO[bytes]", output), graph)
        else:
            tables = SOLUTIONS if isinstance(results, QuerySolutions) else BOOLEANS
            media_type, table = _choose(request.table_types, tables)
            output = _Output(connection, media_type, request.coding)
            results.serialize(cast("IO[bytes]", output), table)
        return output.finish()
    except (BrokenPipeError, ConnectionResetError):
        raise
    except SyntaxError as error:
        raise syntax_fault(request.text, str(error), _parse) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise _evaluation_fault(error) from error


def _parse(text: str) -> object:
    return Store().query(text, base_iri=BASE)


def _evaluate(store: Store, request: Request) -> QuerySolutions | QueryBoolean | QueryTriples:
    bindings: dict[Variable, Term] = {
        Variable(name): parse_term(term) for name, term in request.bindings
    }
    if not request.dataset:
        return store.query(request.text, base_iri=BASE, substitutions=bindings)
    dataset = _dataset(store, request)
    return dataset.store.query(
        request.text,
        base_iri=BASE,
        default_graph=dataset.default,
        named_graphs=dataset.named,
        substitutions=bindings,
    )


@dataclass(frozen=True)
class _Dataset:
    """The store and the graphs in it that a query sees."""

    store: Store
    default: list[NamedNode | BlankNode | DefaultGraph]
    named: list[NamedNode | BlankNode]


def _dataset(store: Store, request: Request) -> _Dataset:
    """The dataset that a request describes; graphs the store has not are empty, never fetched."""
    named: list[NamedNode | BlankNode] = list(map(_graph, dict.fromkeys(request.named_graphs)))
    present: list[NamedNode | BlankNode | DefaultGraph] = [
        graph
        for graph in map(_graph, dict.fromkeys(request.default_graphs))
        if store.contains_named_graph(graph)
    ]
    if len(present) < 2:
        return _Dataset(store, present, named)
    # Oxigraph counts a triple once for each default graph that holds it; a copy holds it once.
    merged = Store()
    room = _MERGED_TRIPLES
    for graph in (*present, *named):
        for quad in store.quads_for_pattern(None, None, None, graph):
            room -= 1
            if room < 0:
                raise _too_much_to_merge()
            if graph in present:
                merged.add(Quad(quad.subject, quad.predicate, quad.object))
            if graph in named:
                merged.add(quad)
    return _Dataset(merged, [DefaultGraph()], named)


def _graph(name: str) -> NamedNode:
    try:
        return NamedNode(name)
    except ValueError as error:
        raise ParameterError(
            f"‘{name}’ is geen volledige IRI van een graaf",
            f"‘{name}’ is not the full IRI of a graph",
            remedy_nl="Geef de IRI van een graaf die hier is opgeslagen.",
            remedy_en="Give the IRI of a graph that is stored here.",
        ) from error


def _choose(wanted: Sequence[str], formats: Mapping[str, _Format]) -> tuple[str, _Format]:
    """The first format that will do and can carry this kind of answer."""
    for media_type in wanted:
        if media_type in formats:
            return media_type, formats[media_type]
    offered = ", ".join(formats)
    raise NotAcceptableError(
        "geen van de gevraagde formaten kan dit antwoord dragen",
        "none of the formats asked for can carry this answer",
        remedy_nl=f"Vraag een van deze: {offered}.",
        remedy_en=f"Ask for one of these: {offered}.",
    )


class _Output:
    """A binary file that keeps 64 kB to itself before it becomes frames."""

    def __init__(self, connection: socket.socket, media_type: str, coding: str) -> None:
        self._connection = connection
        self._media_type = media_type
        self._packing = PACKINGS[coding]() if coding else None
        self._coding = coding
        self._buffer = bytearray()
        self._tail = b""
        self._begun = False

    def write(self, data: bytes) -> int:
        """Take the next bytes, and send a full buffer on."""
        if self._media_type.endswith("xml"):
            self._refuse_what_xml_cannot_hold(data)
        self._buffer += data
        if len(self._buffer) >= _BUFFER:
            full = self._packing.more(self._buffer) if self._packing else self._buffer
            self._connection.sendall(self._frames(full, None))
            self._buffer.clear()
        return len(data)

    def flush(self) -> None:
        """Nothing: the buffer goes when it is full or at the end."""

    def finish(self) -> bytes:
        """What is left to send; an answer too small to gain by packing goes as it is."""
        if not self._begun and len(self._buffer) < _WORTH_PACKING:
            self._packing, self._coding = None, ""
        rest = self._packing.last(self._buffer) if self._packing else self._buffer
        return self._frames(rest, len(rest))

    def _frames(self, data: bytes | bytearray, size: int | None) -> bytes:
        """These bytes as a frame, after the head where they are the first."""
        if self._begun:
            return frame(Frame.DATA, data)
        self._begun = True
        head = Head(self._media_type, size, self._coding)
        return frame(Frame.HEAD, head.encode()) + frame(Frame.DATA, data)

    def _refuse_what_xml_cannot_hold(self, data: bytes) -> None:
        seen = self._tail + data
        self._tail = seen[-len(_NO_LOCAL_NAME) :]
        if (
            len(data.translate(None, _NOT_IN_XML)) != len(data)
            or any(character in seen for character in _NO_CHARACTERS)
            or _NO_LOCAL_NAME in seen
        ):
            raise NotAcceptableError(
                "XML kan dit antwoord niet dragen: een stuurteken of een predicaat zonder naam",
                "XML cannot carry this answer: a control character or a predicate without a name",
                remedy_nl="Vraag JSON, Turtle of N-Triples.",
                remedy_en="Ask for JSON, Turtle or N-Triples.",
            )


def _too_much_to_merge() -> QueryError:
    return QueryError(
        f"de gevraagde grafen hebben samen meer dan {_MERGED_TRIPLES} triples",
        f"the graphs asked for have more than {_MERGED_TRIPLES} triples together",
        remedy_nl="Laat FROM weg: zonder FROM staat elke geldende triple er één keer in.",
        remedy_en="Leave FROM out: without FROM each current triple is there once.",
    )


def _evaluation_fault(error: Exception) -> OogoError:
    if isinstance(error, PermissionError) or "lookup address" in str(error):
        return ForbiddenError(
            "een query verlaat deze machine niet",
            "a query does not leave this machine",
            remedy_nl="Laat SERVICE weg.",
            remedy_en="Leave SERVICE out.",
        )
    return QueryError(
        f"de query kan niet worden uitgevoerd: {error}",
        f"the query cannot be evaluated: {error}",
    )


if __name__ == "__main__":
    main()

"""Questions to a store that somebody runs already: the same answers, limits and editions."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from oogo.bench.binding import bound
from oogo.errors import BusyError, OogoError
from oogo.store import edition as editions
from oogo.store.answers import Answer, Chunks
from oogo.store.archive import Archive
from oogo.store.cache import Cache
from oogo.store.contract import DEVIATIONS, deviates
from oogo.store.endpoint import ACTUAL
from oogo.store.log import Log, LogDamagedError
from oogo.store.pool import Pool
from oogo.store.prescan import tokens
from oogo.store.process import LostError
from oogo.store.reader import Asked, Reader
from oogo.store.remote import RemoteStore
from oogo.store.seats import Lane
from oogo.store.wire import (
    GRAPHS,
    JSON_RESULTS,
    SOLUTIONS,
    Frame,
    Head,
    parse_term,
    time_fault,
    waiting_fault,
)

__all__ = ["RemoteReader"]

_LOG = logging.getLogger(__name__)
_ASK_JSON = '{"head":{},"boolean":?}'
_ASK_XML = (
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    "<head></head><boolean>?</boolean></sparql>"
)
_BUFFER = 64 * 1024
_AT_ONCE = 16
_PATIENCE = 5.0
_WATCH = 0.5


@dataclass(frozen=True)
class _Stream:
    """An answer of that store as it comes, until the time is up."""

    response: HTTPResponse
    places: asyncio.Semaphore
    seconds: float
    end: float

    async def receive(self) -> tuple[Frame, bytes]:
        """The next bytes."""
        try:
            async with asyncio.timeout(max(0.0, self.end - time.monotonic())):
                data = await asyncio.to_thread(self.response.read, _BUFFER)
        except (TimeoutError, OSError, HTTPException, ValueError) as error:
            raise LostError from error
        return (Frame.DATA, data) if data else (Frame.END, b"")

    def give_back(self) -> None:
        """The answer is whole."""
        self.drop()

    def drop(self) -> None:
        """Nobody wants the rest: the connection is broken, which most stores notice."""
        self.response.close()
        self.places.release()

    def fault(self) -> OogoError:
        """Why there is no rest."""
        return time_fault(self.seconds)


class RemoteReader(Reader):
    """Reads the newest edition there; old ones are made here from the log."""

    sandboxed = False

    def __init__(self, data_dir: Path, address: str, seconds: float) -> None:
        """Not yet started: use ``RemoteReader.start``."""
        super().__init__(seconds, Cache())
        self._data_dir = data_dir
        self._store = RemoteStore(address)
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._archive: Archive[Pool] = Archive(data_dir, self._pinned)
        self._watcher: asyncio.Task[None] | None = None
        self._edition = 0
        self._digest = ""
        self._graphs: tuple[str, ...] = ()
        self._here: Pool | None = None

    @classmethod
    async def start(
        cls, data_dir: Path, address: str, *, workers: int = 2, seconds: float = 20.0
    ) -> RemoteReader:
        """A reader that knows which edition that store holds."""
        reader = cls(data_dir, address, seconds)
        await reader._look()
        for deviation in DEVIATIONS:
            _LOG.info("%s: %s", deviation.name, deviation.nl)
        if deviates("EXPRESSIONS_OF_ITS_OWN", reader._store.endpoint.server):
            reader._here = await Pool.start(data_dir, workers=workers, seconds=seconds)
        reader._watcher = asyncio.create_task(reader._watch())
        return reader

    @property
    def edition(self) -> int:
        """The number of the edition that store held when last looked at."""
        return self._edition

    @property
    def digest(self) -> str:
        """What names the contents of that edition, and of all before it."""
        return self._digest

    @property
    def own(self) -> Reader:
        """Workers on the edition here, where that store works out expressions in its own way."""
        return self._here or self

    async def at(self, edition: int | None) -> Reader:
        """What reads this edition; itself where none is asked for."""
        if edition is None or edition == self._edition:
            return self
        return await self._archive.at(edition, self._edition)

    async def answer(self, asked: Asked, lane: Lane = "public") -> Answer:
        """The answer to a question, from memory or from that store."""
        if (kept := self.kept(asked)) is not None:
            return kept
        edition, digest = self._edition, self._digest
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._places.acquire()
        except TimeoutError as error:
            raise waiting_fault() from error
        end = time.monotonic() + self.seconds
        try:
            response = await asyncio.to_thread(self._send, asked)
        except BaseException as error:
            self._places.release()
            if isinstance(error, BusyError) and time.monotonic() >= end:
                raise time_fault(self.seconds) from error
            raise
        stream = _Stream(response, self._places, self.seconds, end)
        try:
            _, first = await stream.receive()
        except LostError as error:
            stream.drop()
            raise stream.fault() from error
        if asked.form == "ASK":
            first = _boolean(first, _wanted(asked))
        head = Head(_said(response, asked), None, "")
        keep = self.keep(digest, asked, head)
        whole = None
        if len(first) < _BUFFER:
            whole = first
            stream.give_back()
            if keep is not None:
                keep(first)
        size = None if whole is None else len(whole)
        chunks = Chunks(stream, whole, keep, first)
        return Answer(head.media_type, edition, chunks, size, "", asked.tag(digest))

    async def close(self) -> None:
        """Stop looking, and close the old editions."""
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
        await self._archive.close()
        if self._here is not None:
            await self._here.close()

    async def _pinned(self, edition: editions.Edition) -> Pool:
        return await Pool.pinned(self._data_dir, edition, self.seconds, 1024, self._cache)

    def _send(self, asked: Asked) -> HTTPResponse:
        text, default, named = self._put(asked)
        return self._store.endpoint.read(
            text,
            asked.form,
            JSON_RESULTS if asked.form == "ASK" else _wanted(asked),
            seconds=self.seconds,
            default_graphs=default,
            named_graphs=named,
        )

    def _put(self, asked: Asked) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """The text for that store, and the graphs that it is asked of."""
        request = asked.request
        text = _bound(request.text, {name: parse_term(term) for name, term in request.bindings})
        default: tuple[str, ...] = (ACTUAL.value,)
        named: tuple[str, ...] = ()
        if request.dataset:
            default, named = request.default_graphs, request.named_graphs
        elif request.default_graphs or request.named_graphs:
            # The query names its dataset itself; what stands in the address would replace it.
            default = ()
        elif any(token.group().upper() == "GRAPH" for token in tokens(text)):
            named = self._graphs
        return text, default, named

    async def _look(self) -> None:
        """See which edition that store holds now."""
        number = await asyncio.to_thread(lambda: self._store.applied)
        if number != self._edition:
            self._graphs = await asyncio.to_thread(self._named, number)
            # Its bytes are its own: an old edition, answered here, must have other names.
            try:
                contents = Log(self._data_dir / "log").digest(number)
            except LogDamagedError:
                contents = str(number)
            self._digest = f"{self._store.endpoint.query} {contents}"
            self._edition = number

    def _named(self, number: int) -> tuple[str, ...]:
        """The named graphs of this edition; most stores go through every triple to tell them."""
        with suppress(BusyError):
            if (found := editions.find(self._data_dir, number)) is not None:
                with editions.hold(found):
                    graphs = Store.read_only(str(found.path)).named_graphs()
                    return tuple(sorted(g.value for g in graphs if isinstance(g, NamedNode)))
        return tuple(sorted(self._store.graphs()))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_WATCH)
            try:
                await self._look()
            except OogoError:
                _LOG.exception("the store does not tell its edition")
                await asyncio.sleep(_PATIENCE)


def _bound(text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """The query with these values in VALUES: inside where a WHERE says so, else at its end."""
    inside = bound(text, values)
    if inside != text or not values:
        return inside
    names = " ".join(f"?{name}" for name in values)
    terms = " ".join(str(term) for term in values.values())
    return f"{text}\nVALUES ({names}) {{ ({terms}) }}"


def _boolean(data: bytes, media_type: str) -> bytes:
    """The answer to an ASK as the standard has it; see ASK_IS_A_TABLE."""
    found = json.loads(data)
    true = found["boolean"] if "boolean" in found else bool(found["results"]["bindings"])
    word = "true" if true else "false"
    return (_ASK_XML if media_type.endswith("xml") else _ASK_JSON).replace("?", word, 1).encode()


def _said(response: HTTPResponse, asked: Asked) -> str:
    """The format that this answer is in."""
    said = (response.headers.get("Content-Type") or "").partition(";")[0].strip()
    return said if said in {**SOLUTIONS, **GRAPHS} and asked.form != "ASK" else _wanted(asked)


def _wanted(asked: Asked) -> str:
    return next(iter(asked.request.table_types or asked.request.graph_types), "*/*")

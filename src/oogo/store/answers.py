"""What comes back from a query: bytes as they come, or rows of terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode

from oogo.errors import OogoError
from oogo.store.cache import LARGEST
from oogo.store.process import LostError
from oogo.store.wire import Frame, collecting_fault, decode_fault

__all__ = ["Answer", "Chunks", "Rows", "Source", "Term"]

Term = NamedNode | Literal | BlankNode

_HELD = 32 * 1024 * 1024


class Source(Protocol):
    """A worker that is answering one request."""

    async def receive(self) -> tuple[Frame, bytes]:
        """The next frame."""

    def give_back(self) -> None:
        """The answer is whole."""

    def drop(self) -> None:
        """Nobody wants the rest."""

    def fault(self) -> OogoError:
        """Why there is no rest."""


class Chunks:
    """The bytes of an answer as they come; an error in between says that the rest will not."""

    def __init__(
        self,
        source: Source | None,
        whole: bytes | None,
        keep: Callable[[bytes], None] | None,
        first: bytes = b"",
    ) -> None:
        """From this source, or the whole answer when it was already in; ``keep`` gets it whole.

        ``first`` was read before, to see whether the answer begins at all.
        """
        self._source = source
        self._whole = whole
        self._first = first if whole is None else b""
        self._open = whole is None
        self._keep = keep
        self._kept = bytearray()

    def __aiter__(self) -> Chunks:
        """Itself."""
        return self

    async def __anext__(self) -> bytes:
        """The next bytes; the worker is free again after the last."""
        if self._whole:
            whole, self._whole = self._whole, b""
            return whole
        if self._first:
            first, self._first = self._first, b""
            self._collect(first)
            return first
        if not self._open or self._source is None:
            raise StopAsyncIteration
        try:
            kind, payload = await self._source.receive()
        except LostError as error:
            fault = self._source.fault()
            await self.aclose()
            raise fault from error
        except BaseException:
            await self.aclose()
            raise
        if kind is Frame.DATA:
            self._collect(payload)
            return payload
        self._open = False
        self._source.give_back()
        if kind is Frame.FAULT:
            raise decode_fault(payload)
        if self._keep is not None:
            self._keep(bytes(self._kept))
        raise StopAsyncIteration

    def at_once(self) -> bytes | None:
        """All bytes, where they were already in."""
        whole, self._whole = self._whole, b""
        return whole

    def _collect(self, payload: bytes) -> None:
        if self._keep is not None:
            self._kept += payload
            if len(self._kept) > LARGEST:
                self._keep = None
                self._kept.clear()

    async def aclose(self) -> None:
        """Take no more: a worker that is still busy with this answer is killed."""
        if self._open and self._source is not None:
            self._open = False
            self._source.drop()


@dataclass(frozen=True)
class Answer:
    """An answer that has begun; its size in bytes is known when it was already whole.

    ``tag`` names these bytes for good; it is empty for a query that differs each time.
    """

    media_type: str
    edition: int
    chunks: Chunks
    size: int | None
    coding: str = ""
    tag: str = ""

    async def close(self) -> None:
        """Take no more of it."""
        await self.chunks.aclose()

    async def whole(self) -> bytes:
        """All of it, when that is not too much to hold."""
        data = bytearray()
        try:
            async for chunk in self.chunks:
                data += chunk
                if len(data) > _HELD:
                    raise collecting_fault()
        finally:
            await self.close()
        return bytes(data)


@dataclass(frozen=True)
class Rows:
    """A table of terms from one edition; an ASK is one row with one value."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    edition: int

"""The indexes of one data folder, each made once, and asked without keeping others waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from oogo.background import Background
from oogo.errors import BusyError
from oogo.indexing import index_path
from oogo.search import Index

__all__ = ["Indexes", "asked"]

_WAIT = 20.0
_SHORT = 0.5
_LARGE = 2_000_000
"""With more bytes in the log nobody waits for an index: that may take minutes."""
_RETRY = 5
_WATCH = 3.0
_Value = TypeVar("_Value")


class Indexes:
    """The indexes of one data folder; each is made once, in a process of its own."""

    def __init__(self, data_dir: Path) -> None:
        """In this folder."""
        self._data_dir = data_dir
        self._maker = Background("oogo.indexing", data_dir)
        self._open: Index | None = None

    async def at(self, edition: int) -> Index:
        """The index of this edition, or the one before it while this one is being made."""
        if self._open is not None and self._open.edition == edition:
            return self._open
        path = index_path(self._data_dir, edition)
        if not path.exists():
            await self._maker.make(edition, 0 if self._open else self._patience())
        if path.exists():
            self._open = Index(path, edition)
        if self._open is None:
            raise BusyError(
                "de zoeklijst van deze editie wordt nog gemaakt",
                "the index of this edition is still being made",
                remedy_nl="Een ogenblik. Zonder zoeklijst werken vragen, plichten en SPARQL al.",
                remedy_en="One moment. Without it questions, duties and SPARQL work already.",
                retry_after=_RETRY,
            )
        return self._open

    def _patience(self) -> float:
        """How many seconds a first visitor may wait."""
        size = sum(path.stat().st_size for path in (self._data_dir / "log").glob("*"))
        return _SHORT if size > _LARGE else _WAIT

    async def keep_up(self, newest: Callable[[], int]) -> None:
        """Make the index of each new edition before anybody asks for it."""
        while True:
            with suppress(BusyError):
                await self.at(newest())
            await asyncio.sleep(_WATCH)

    async def close(self) -> None:
        """Stop what is being made."""
        await self._maker.close()


async def asked(question: Callable[[], _Value]) -> _Value:
    """The answer of an index, without keeping others waiting."""
    return await asyncio.to_thread(question)

"""Old editions that somebody asks for: opened where they still stand, else made again first."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from oogo.errors import BusyError, NotFoundError
from oogo.store import edition as editions

__all__ = ["Archive", "Reader"]

_LOG = logging.getLogger(__name__)
# Editions open at a time, besides the newest.
_OPEN = 2
_RETRY = 2


class Reader(Protocol):
    """What reads one edition."""

    @property
    def idle(self) -> bool:
        """Whether nobody is being answered."""

    async def close(self) -> None:
        """End it."""


_Reader = TypeVar("_Reader", bound=Reader)


class Archive(Generic[_Reader]):
    """The old editions of one data folder, a few open at a time, one being made at a time."""

    def __init__(
        self, data_dir: Path, start: Callable[[editions.Edition], Awaitable[_Reader]]
    ) -> None:
        """In this folder, each opened this way."""
        self._data_dir = data_dir
        self._start = start
        self._readers: OrderedDict[int, _Reader] = OrderedDict()
        self._opening = asyncio.Lock()
        self._making: asyncio.Task[None] | None = None
        self._made = 0
        self._progress = ""

    async def at(self, number: int, newest: int) -> _Reader:
        """The reader of this edition; BusyError with a time to come back while it is made again."""
        async with self._opening:
            if number not in self._readers:
                found = await asyncio.to_thread(editions.find, self._data_dir, number)
                if found is None:
                    raise self._absent(number, newest)
                await self._make_room()
                self._readers[number] = await self._start(found)
        self._readers.move_to_end(number)
        return self._readers[number]

    async def close(self) -> None:
        """Close all, and stop what is being made."""
        if self._making is not None:
            self._making.cancel()
            await asyncio.gather(self._making, return_exceptions=True)
        for reader in self._readers.values():
            await reader.close()

    async def _make_room(self) -> None:
        while len(self._readers) >= _OPEN:
            idle = next((n for n, reader in self._readers.items() if reader.idle), None)
            if idle is None:
                raise BusyError(
                    f"er worden al {_OPEN} oude edities bevraagd",
                    f"{_OPEN} old editions are being queried already",
                    retry_after=_RETRY,
                )
            await self._readers.pop(idle).close()

    def _absent(self, number: int, newest: int) -> BusyError | NotFoundError:
        """Why this edition cannot be read now; making it again begins here."""
        if not (self._data_dir / "log" / f"{number:06d}.nq.zst").is_file():
            return NotFoundError(
                f"editie {number} is er niet; de nieuwste is {newest}",
                f"there is no edition {number}; the newest is {newest}",
                remedy_nl=f"Vraag een editie van 1 tot en met {newest}, of laat ‘edition’ weg.",
                remedy_en=f"Ask for an edition from 1 to {newest}, or leave ‘edition’ out.",
            )
        if self._making is None or self._making.done():
            self._made, self._progress = number, ""
            self._making = asyncio.create_task(self._make(number))
        now = f" ({self._progress})" if self._progress else ""
        return BusyError(
            f"editie {number} wordt opnieuw gemaakt uit het logboek; nu editie {self._made}{now}",
            f"edition {number} is being rebuilt from the log; now edition {self._made}{now}",
            remedy_nl="Stel de vraag straks opnieuw.",
            remedy_en="Ask again in a moment.",
            retry_after=_RETRY,
        )

    async def _make(self, number: int) -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "oogo.store.rebuild"),
            *("--data-dir", str(self._data_dir), "--number", str(number)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            env=dict(os.environ),
            start_new_session=True,
        )
        try:
            if process.stdout is not None:
                async for line in process.stdout:
                    self._progress = line.decode().strip()
            if await process.wait():
                _LOG.error("edition %d could not be made again", number)
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            raise

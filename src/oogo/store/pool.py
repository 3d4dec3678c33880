"""The query workers of one service: who answers, how long it may take, and on which edition."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from oogo.errors import BusyError, OogoError
from oogo.store import edition as editions
from oogo.store.answers import Answer, Chunks, Rows, Term
from oogo.store.archive import Archive
from oogo.store.cache import Cache
from oogo.store.log import Log, LogDamagedError
from oogo.store.process import LostError, Worker
from oogo.store.reader import Asked, Reader
from oogo.store.seats import Lane, Seat, Seats
from oogo.store.wire import Frame, Head, decode_fault, memory_fault, time_fault

__all__ = ["Answer", "Asked", "Lane", "Pool", "Rows", "Term"]

_LOG = logging.getLogger(__name__)
_WATCH = 0.1
_RETRY = 1.0


@dataclass(frozen=True)
class _Lease:
    """One seat for one request, with the timer that ends it."""

    seats: Seats
    seat: Seat
    timer: asyncio.TimerHandle
    seconds: float

    async def receive(self) -> tuple[Frame, bytes]:
        """The next frame of the worker."""
        return await self.seat.worker.receive()

    def give_back(self) -> None:
        """The request is answered; the worker takes the next."""
        self.timer.cancel()
        self.seats.give(self.seat)

    def drop(self) -> None:
        """The request is over before its answer; the worker is killed and replaced."""
        self.timer.cancel()
        self.seats.discard(self.seat)

    def fault(self) -> BusyError:
        """Why the worker is gone: its time was up, or its memory."""
        return time_fault(self.seconds) if self.seat.worker.expired else memory_fault()


class Pool(Reader):
    """Query workers on the newest edition, or on one old one."""

    def __init__(
        self, data_dir: Path, lanes: Sequence[Lane], seconds: float, memory_mb: int, cache: Cache
    ) -> None:
        """Not yet started: use ``Pool.start``."""
        super().__init__(seconds, cache)
        self._data_dir = data_dir
        self._memory_mb = memory_mb
        self._seats = Seats(lanes, memory_mb, spares=len(lanes) if len(lanes) > 1 else 0)
        self._archive: Archive[Pool] = Archive(data_dir, self._old)
        self._watcher: asyncio.Task[None] | None = None

    @classmethod
    async def start(
        cls, data_dir: Path, *, workers: int = 2, seconds: float = 20.0, memory_mb: int = 1024
    ) -> Pool:
        """Workers that have the newest edition in this data folder open."""
        public: list[Lane] = ["public"] * workers
        pool = cls(data_dir, ("internal", *public), seconds, memory_mb, Cache())
        await pool._advance(editions.current(data_dir))
        if not pool.sandboxed:
            _LOG.warning(
                "this kernel cannot deny sockets to query workers; SERVICE is refused by word only"
            )
        pool._watcher = asyncio.create_task(pool._watch())
        return pool

    @classmethod
    async def pinned(
        cls,
        data_dir: Path,
        edition: editions.Edition,
        seconds: float,
        memory_mb: int,
        cache: Cache,
    ) -> Pool:
        """One worker that stays on this edition."""
        pool = cls(data_dir, ("public",), seconds, memory_mb, cache)
        await pool._advance(edition)
        return pool

    async def _old(self, edition: editions.Edition) -> Pool:
        return await Pool.pinned(
            self._data_dir, edition, self.seconds, self._memory_mb, self._cache
        )

    @property
    def edition(self) -> int:
        """The number of the edition that new queries read."""
        return self._seats.newest.edition.number

    @property
    def digest(self) -> str:
        """What names the contents of that edition, and of all before it."""
        return self._seats.newest.digest

    @property
    def idle(self) -> bool:
        """Whether nobody is being answered."""
        return self._seats.idle

    @property
    def sandboxed(self) -> bool:
        """Whether the kernel denies sockets to every worker."""
        return all(s.worker.confinement.sockets_denied for s in self._seats.newest.seats)

    async def at(self, edition: int | None) -> Pool:
        """The pool that reads this edition; itself where none is asked for."""
        if edition is None or edition == self.edition:
            return self
        return await self._archive.at(edition, self.edition)

    async def answer(self, asked: Asked, lane: Lane = "public") -> Answer:
        """The answer to a question, from memory or from a worker."""
        if (kept := self.kept(asked)) is not None:
            return kept
        seat = await self._seats.take(lane)
        timer = asyncio.get_running_loop().call_later(self.seconds, self._expire, seat)
        lease = _Lease(self._seats, seat, timer, self.seconds)
        try:
            seat.worker.send(asked.request)
            kind, payload = await seat.worker.receive()
            head = Head.decode(payload) if kind is Frame.HEAD else None
            whole = None if head is None or head.size is None else await _whole(seat.worker)
        except LostError as error:
            fault = lease.fault()
            lease.drop()
            raise fault from error
        except BaseException:
            lease.drop()
            raise
        if head is None:
            lease.give_back()
            raise decode_fault(payload)
        generation = seat.generation
        keep = self.keep(generation.digest, asked, head)
        if whole is not None:
            lease.give_back()
            if keep is not None:
                keep(whole)
        return Answer(
            head.media_type,
            generation.edition.number,
            Chunks(lease, whole, keep),
            head.size,
            head.coding,
            asked.tag(generation.digest),
        )

    async def close(self) -> None:
        """End all workers, also those that are answering."""
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
        await self._archive.close()
        await self._seats.close()

    def _expire(self, seat: Seat) -> None:
        # The seat is filled again at once, also when nobody reads the broken answer any more.
        seat.worker.expired = True
        self._seats.discard(seat)

    async def _advance(self, edition: editions.Edition) -> None:
        digest = await asyncio.to_thread(_digest, self._data_dir, edition)
        await self._seats.advance(edition, digest)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_WATCH)
            try:
                edition = editions.current(self._data_dir)
                if edition.number != self.edition:
                    await self._advance(edition)
            except (OogoError, LostError, OSError):
                _LOG.exception("the newest edition cannot be read; the one before it stays")
                await asyncio.sleep(_RETRY)


def _digest(data_dir: Path, edition: editions.Edition) -> str:
    """What names the contents of an edition: its log entry, which holds the digest of the rest."""
    try:
        return Log(data_dir / "log").digest(edition.number)
    except LogDamagedError:
        return f"{edition.path}:{edition.path.stat().st_mtime_ns}"


async def _whole(worker: Worker) -> bytes:
    _, data = await worker.receive()
    await worker.receive()
    return data

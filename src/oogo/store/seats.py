"""Who may use a query worker: the seats on one edition, who waits for them, and spare workers.

Public queries share their seats. One more may be kept for our own pages and questions, which also
take a public one that is idle: no visitor's query can hold up other people's pages. Spare workers
have started and imported everything, so a new edition is open in milliseconds.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Literal as OneOf

from oogo.store import edition as editions
from oogo.store.process import LostError, Worker
from oogo.store.wire import waiting_fault

__all__ = ["Generation", "Lane", "Seat", "Seats"]

Lane = OneOf["public", "internal"]

_LOG = logging.getLogger(__name__)
_WAITING = 128
_PATIENCE = 5.0
_RETRY = 1.0
_QUIET = 0.5


@dataclass(eq=False)
class Generation:
    """The workers that read one edition, which is not pruned while there are any."""

    edition: editions.Edition
    held: ExitStack
    digest: str
    seats: set[Seat] = field(default_factory=set)


@dataclass(frozen=True, eq=False)
class Seat:
    """One worker, the edition it reads, and the lane it belongs to."""

    worker: Worker
    generation: Generation
    lane: Lane


class Seats:
    """The query workers of one service or one old edition."""

    def __init__(self, lanes: Sequence[Lane], memory_mb: int, spares: int) -> None:
        """Nobody is seated before the first ``advance``."""
        self.generations: set[Generation] = set()
        self.newest: Generation
        self._lanes = tuple(lanes)
        self._memory_mb = memory_mb
        self._spares: deque[Worker] = deque()
        self._stock = spares
        self._idle: dict[Lane, deque[Seat]] = {"public": deque(), "internal": deque()}
        self._waiting: dict[Lane, deque[asyncio.Future[Seat | None]]] = {
            "public": deque(),
            "internal": deque(),
        }
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    @property
    def idle(self) -> bool:
        """Whether nobody is being answered."""
        return sum(map(len, self._idle.values())) >= len(self.newest.seats)

    async def advance(self, edition: editions.Edition, digest: str) -> None:
        """Read this edition from now on; queries in flight stay where they are."""
        with ExitStack() as attempt:
            attempt.enter_context(editions.hold(edition))
            workers = await self._open(edition, len(self._lanes))
            generation = Generation(edition, attempt.pop_all(), digest)
        self.newest = generation
        self.generations.add(generation)
        for idle in self._idle.values():
            for seat in tuple(idle):
                self.discard(seat)
            idle.clear()
        for worker, lane in zip(workers, self._lanes, strict=True):
            self._seat(worker, generation, lane)
        self._begin(self._restock())

    async def take(self, lane: Lane) -> Seat:
        """A seat in this lane, after some waiting if need be."""
        seat = self._free(lane)
        if seat is not None:
            return seat
        waiting = self._waiting[lane]
        if self._closing.is_set() or len(waiting) >= _WAITING:
            raise waiting_fault()
        future: asyncio.Future[Seat | None] = asyncio.get_running_loop().create_future()
        waiting.append(future)
        try:
            async with asyncio.timeout(_PATIENCE):
                seat = await future
        except BaseException as error:
            if future.done() and not future.cancelled() and (late := future.result()) is not None:
                self.give(late)
            if isinstance(error, TimeoutError):
                raise waiting_fault() from error
            raise
        finally:
            if future in waiting:
                waiting.remove(future)
        if seat is None:
            raise waiting_fault()
        return seat

    def give(self, seat: Seat) -> None:
        """Seat the next who waits here, or nobody."""
        if self._closing.is_set() or seat.worker.tired or seat.generation is not self.newest:
            self.discard(seat)
            return
        served: tuple[Lane, ...] = (
            ("public", "internal") if seat.lane == "public" else ("internal",)
        )
        for waiting in (self._waiting[name] for name in served):
            while waiting:
                future = waiting.popleft()
                if not future.done():
                    future.set_result(seat)
                    return
        self._idle[seat.lane].append(seat)

    def discard(self, seat: Seat) -> None:
        """Kill the worker in this seat and start another."""
        seat.worker.kill()
        if seat in seat.generation.seats:
            seat.generation.seats.remove(seat)
            self._begin(self._replace(seat))

    async def close(self) -> None:
        """End all workers, also those that are answering."""
        self._closing.set()
        for generation in tuple(self.generations):
            for seat in tuple(generation.seats):
                self.discard(seat)
        for waiting in self._waiting.values():
            for future in waiting:
                if not future.done():
                    future.set_result(None)
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._spares:
            worker.kill()
            await worker.ended()

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _free(self, lane: Lane) -> Seat | None:
        kept: tuple[Lane, ...] = ("internal", "public") if lane == "internal" else ("public",)
        for idle in (self._idle[name] for name in kept):
            while idle:
                # The one that answered last has most of the store at hand.
                seat = idle.pop()
                if seat.worker.alive:
                    return seat
                self.discard(seat)
        return None

    async def _replace(self, seat: Seat) -> None:
        await seat.worker.ended()
        generation = seat.generation
        while not self._closing.is_set() and generation is self.newest:
            try:
                (worker,) = await self._open(generation.edition, 1)
            except (LostError, TimeoutError, OSError):
                _LOG.exception("a query worker does not start; trying again")
                await asyncio.sleep(_RETRY)
            else:
                self._seat(worker, generation, seat.lane)
                await self._restock()
                return
        if not generation.seats:
            self.generations.discard(generation)
            generation.held.close()

    def _seat(self, worker: Worker, generation: Generation, lane: Lane) -> None:
        seat = Seat(worker, generation, lane)
        generation.seats.add(seat)
        self.give(seat)

    async def _open(self, edition: editions.Edition, number: int) -> list[Worker]:
        """This many workers on this edition, or none when one of them does not start."""
        tasks = [asyncio.create_task(self._worker(edition)) for _ in range(number)]
        try:
            return await asyncio.gather(*tasks)
        except BaseException:
            for task in tasks:
                task.cancel()
            for outcome in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(outcome, Worker):
                    outcome.kill()
                    await outcome.ended()
            raise

    async def _worker(self, edition: editions.Edition) -> Worker:
        while self._spares:
            spare = self._spares.popleft()
            if spare.alive:
                try:
                    await spare.open(edition.path)
                except LostError:
                    await spare.ended()
                else:
                    return spare
        worker = await Worker.start(self._memory_mb)
        await worker.open(edition.path)
        return worker

    async def _restock(self) -> None:
        """Keep as many spare workers as one more edition needs, once it is quiet."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), _QUIET)
        while not self._closing.is_set() and len(self._spares) < self._stock:
            try:
                self._spares.append(await Worker.start(self._memory_mb))
            except OSError:
                _LOG.exception("a spare query worker does not start")
                return

"""What follows the record: a store elsewhere, or the editions beside a copy of the log."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Store, Triple, Variable

from oogo.derivation import derive
from oogo.errors import ConflictError, NotFoundError, OogoError
from oogo.publication import Publisher
from oogo.store import edition
from oogo.store.contract import Term
from oogo.store.embedded import yielded
from oogo.store.log import Log
from oogo.store.remote import RemoteStore

__all__ = ["Copy", "Mirror", "follow"]

_LOG = logging.getLogger(__name__)
_WATCH = 0.2
_RETRY = 5.0


class _Fed(RemoteStore):
    """That store while it is fed: what a rule yields is read from the same edition here.

    So every store holds the same triples, however its own expressions work out.
    """

    def __init__(self, address: str, here: Store) -> None:
        """The store at this address, beside this one."""
        super().__init__(address)
        self._here = here

    def construct(self, rule: str, bindings: Mapping[Variable, Term] | None = None) -> list[Triple]:
        """What a rule yields over the current triples, for these values of its variables."""
        return yielded(self._here, rule, bindings)


class Mirror:
    """A store that somebody runs already, which gets every publication after the log has it."""

    def __init__(self, data_dir: Path, address: str) -> None:
        """The store at this address, for the log in this folder."""
        self._data_dir = data_dir
        self._address = address
        self._store = RemoteStore(address)
        self._log = Log(data_dir / "log")
        self._held = -1

    def held(self) -> int:
        """The number of the edition that store holds now; 0 when it is empty."""
        return self._store.applied

    def catch_up(self) -> int:
        """Carry out there what that store lacks; the number of the edition that it then holds.

        One service of a folder does so at a time, and others leave it to that one. What was half
        done is done again: that store has the number of an edition only when it has all of it.
        """
        made = edition.current(self._data_dir)
        if made.number != self._held:
            with self._turn() as ours:
                self._held = self.held()
                if ours and made.number != self._held:
                    with edition.hold(made):
                        self._feed(self._held, made)
                    self._held = made.number
        return self._held

    def _feed(self, held: int, made: edition.Edition) -> None:
        newest = made.number
        if held > newest:
            raise ConflictError(
                f"die store houdt editie {held}, het logboek hier gaat tot {newest}",
                f"that store holds edition {held}, the log here ends at {newest}",
                remedy_nl="Kies de map met het logboek van deze store, of een lege store.",
                remedy_en="Choose the folder with the log of this store, or an empty store.",
            )
        store = _Fed(self._address, Store.read_only(str(made.path)))
        touched: set[Triple] = set()
        for entry in self._log.entries(after=held, until=newest):
            touched |= store.apply(entry)
        by = self._log.rules(newest)
        same = held > 0 and self._log.rules(held) == by
        derive(store, by or None, touched if same else None)
        store.mark(newest)

    @contextmanager
    def _turn(self) -> Iterator[bool]:
        """Whether it is our turn, for as long as the block."""
        handle = os.open(self._data_dir / "mirror.lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            ours = True
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                ours = False
            yield ours
        finally:
            os.close(handle)


class Copy:
    """A folder whose log is a copy of that of a publisher; editions are made here, nothing else."""

    def __init__(self, data_dir: Path) -> None:
        """This folder."""
        self._data_dir = data_dir
        self._log = Log(data_dir / "log")

    def catch_up(self) -> int:
        """Make the edition of the newest log entry, where it is not there yet; its number."""
        newest = self._log.newest
        if not newest:
            raise NotFoundError(
                f"in {self._data_dir} staat geen logboek om te volgen",
                f"there is no log in {self._data_dir} to follow",
                remedy_nl="Zet er eerst de map ‘log’ van de publicerende dienst neer.",
                remedy_en="Put the folder ‘log’ of the publishing service there first.",
            )
        if newest != self._made():
            with Publisher(self._data_dir):
                _LOG.info("edition %d is made from the log", newest)
        return newest

    def _made(self) -> int:
        try:
            return edition.current(self._data_dir).number
        except NotFoundError:
            return 0


async def follow(catch_up: Callable[[], int]) -> None:
    """Catch up again and again; what goes wrong is told, and tried again a little later."""
    while True:
        await asyncio.sleep(_WATCH)
        try:
            await asyncio.to_thread(catch_up)
        except OogoError as error:
            _LOG.warning("not up to date: %s", error)
            await asyncio.sleep(_RETRY)

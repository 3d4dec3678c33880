"""The store that the writer works on: it holds every entry of the log, or is made anew from it."""

from __future__ import annotations

import logging
import shutil
import time
from pathlib import Path

from oogo.errors import NotFoundError
from oogo.store import edition
from oogo.store.embedded import Embedded
from oogo.store.log import NO_ROOM, Log, disk_full
from oogo.store.rebuild import rebuild

__all__ = ["Working", "tells_no_room"]

_NO_ROOM_WORDS = ("No space left", "Disk quota exceeded", "File too large")

_logger = logging.getLogger(__name__)


class Working:
    """The store of the one writer of a data folder."""

    def __init__(self, data_dir: Path, log: Log) -> None:
        """In the folder that was used last; what earlier recoveries left half made is removed."""
        self._data_dir = data_dir
        self._log = log
        self._folder = _clean(data_dir)
        self._opened: Embedded | None = None

    def open(self) -> Embedded:
        """The store with every log entry in it; one that cannot be trusted is made anew."""
        if self._opened is None:
            try:
                self._opened = self._recover()
            except (OSError, RuntimeError) as error:
                if not tells_no_room(error):
                    raise
                _logger.warning("the store cannot be made anew: %s", error)
        if self._opened is None:
            # Not while the error is handled: the new one would hold it, and it the store.
            raise disk_full()
        return self._opened

    def close(self) -> None:
        """Write what is still in memory and forget the store: it has no other way to close."""
        if self._opened is not None:
            self._opened.store.flush()
        self.forget()

    def forget(self) -> None:
        """Have the store opened anew when it is needed next."""
        self._opened = None

    def _recover(self) -> Embedded:
        newest = self._log.newest
        embedded = self._as_it_is(newest)
        if embedded is None:
            # In this process the engine may still hold the lock of every folder it failed in.
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = self._data_dir / f"store.{time.time_ns()}"
            embedded = rebuild(self._data_dir, newest, self._folder)
        if newest and not self._checkpointed(newest):
            edition.publish(self._data_dir, embedded.store, newest)
            edition.prune(self._data_dir)
        return embedded

    def _as_it_is(self, newest: int) -> Embedded | None:
        """The store in its folder, where it holds all entries and no more."""
        if not self._folder.is_dir():
            return None
        try:
            embedded = Embedded(self._folder)
            return embedded if embedded.applied == newest else None
        except (OSError, RuntimeError) as error:
            # The words only: an error that somebody keeps would keep the next store open too.
            _logger.warning("store cannot be opened (%s); it is made anew from the log", str(error))
            return None

    def _checkpointed(self, newest: int) -> bool:
        try:
            found = edition.current(self._data_dir)
        except NotFoundError:
            return False
        return found.number == newest and found.path.is_dir()


def _clean(data_dir: Path) -> Path:
    folders = sorted(data_dir.glob("store*"), key=lambda path: int(path.suffix[1:] or 0))
    for left in folders[:-1]:
        shutil.rmtree(left, ignore_errors=True)
    return folders[-1] if folders else data_dir / "store"


def tells_no_room(error: Exception) -> bool:
    """Whether this is a full disk; the store tells it in words, without a number."""
    number = error.errno if isinstance(error, OSError) else None
    return number in NO_ROOM or any(words in str(error) for words in _NO_ROOM_WORDS)

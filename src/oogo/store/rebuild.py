"""An edition made again from the log: from the nearest earlier checkpoint, or from nothing.

The rules that derived its graphs stand in the log too, so an old edition comes back as it was,
also after an upgrade of the program. As a program (``python -m oogo.store.rebuild``) it makes one
edition for readers and tells on its output how far it is.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from pyoxigraph import Store, Triple

from oogo.background import alone, run
from oogo.derivation import derive
from oogo.errors import BusyError
from oogo.store import edition
from oogo.store.edition import Edition
from oogo.store.embedded import Embedded
from oogo.store.log import Log

__all__ = ["make_edition", "rebuild"]

Progress = Callable[[int, int], None]


def make_edition(data_dir: Path, number: int) -> None:
    """Make one edition again for readers, unless another process is doing so already."""
    wanted = edition.rebuilt(data_dir, number)
    making = wanted.path.with_suffix(".making")
    try:
        with alone(making, wait=False):
            building = wanted.path.with_suffix(".building")
            shutil.rmtree(building, ignore_errors=True)
            made = rebuild(data_dir, number, building, _tell)
            edition.install(made.store, wanted)
            del made
            shutil.rmtree(building)
            edition.prune_rebuilt(data_dir)
            making.unlink(missing_ok=True)
    except BlockingIOError:
        sys.exit(f"edition {number} is being rebuilt by another process")


def _tell(done: int, of: int) -> None:
    print(f"{done}/{of}", flush=True)


def _silent(done: int, of: int) -> None:
    """Tell nobody."""


def rebuild(data_dir: Path, number: int, place: Path, progress: Progress = _silent) -> Embedded:
    """The store as it was at this edition, made in a place where nothing stands."""
    log = Log(data_dir / "log")
    for earlier in reversed(edition.available(data_dir)):
        if earlier.number <= number:
            try:
                return _onward(log, earlier, number, place, progress)
            except (BusyError, OSError, RuntimeError):
                # Pruned or torn: the one before it will do as well.
                shutil.rmtree(place, ignore_errors=True)
    return _replay(log, Embedded(place), 0, number, progress)


def _onward(log: Log, start: Edition, number: int, place: Path, progress: Progress) -> Embedded:
    with ExitStack() as held:
        held.enter_context(edition.hold(start))
        Store.read_only(str(start.path)).backup(place)
    return _replay(log, Embedded(place), start.number, number, progress)


def _replay(log: Log, embedded: Embedded, start: int, number: int, progress: Progress) -> Embedded:
    """Carry out the entries from there on, then derive once, by the rules of that time."""
    touched: set[Triple] = set()
    for entry in log.entries(after=start, until=number):
        progress(entry.number - start - 1, number - start)
        touched |= embedded.apply(entry)
    if number > start:
        by = log.rules(number) or None
        same = start > 0 and (log.rules(start) or None) == by
        derive(embedded, by, touched if same else None)
    embedded.mark(number)
    progress(number - start, number - start)
    return embedded


if __name__ == "__main__":
    run(make_edition)

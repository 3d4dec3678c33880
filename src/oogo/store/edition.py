"""Editions: checkpoints of the store that readers open, and the name of the newest."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from oogo.errors import BusyError, NotFoundError

__all__ = ["Edition", "current", "hold", "prune", "publish", "reading"]

_KEEP = 3


@dataclass(frozen=True)
class Edition:
    """One checkpoint: the number of the newest log entry in it, and its folder."""

    number: int
    path: Path


def current(data_dir: Path) -> Edition:
    """The newest edition of this data folder."""
    link = data_dir / "current"
    try:
        target = link.readlink()
    except OSError as error:
        raise NotFoundError(
            f"in {data_dir} staat nog geen editie",
            f"there is no edition in {data_dir} yet",
            remedy_nl="Start eerst ‘oogo serve’.",
            remedy_en="Run ‘oogo serve’ first.",
        ) from error
    return Edition(int(target.name), data_dir / target)


def publish(data_dir: Path, store: Store, number: int) -> Edition:
    """Make a checkpoint of this store and let readers find it, in one rename."""
    edition = Edition(number, data_dir / "checkpoints" / f"{number:06d}")
    edition.path.parent.mkdir(parents=True, exist_ok=True)
    if edition.path.exists():
        shutil.rmtree(edition.path)
    part = edition.path.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    store.flush()
    store.backup(part)
    part.rename(edition.path)
    link = data_dir / "current.part"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("checkpoints") / edition.path.name)
    link.rename(data_dir / "current")
    return edition


@contextmanager
def hold(edition: Edition) -> Iterator[Edition]:
    """Keep this checkpoint from being pruned for as long as the block, or the process, lives."""
    lock = edition.path.with_suffix(".lock")
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        if not edition.path.is_dir():
            raise BusyError(
                f"editie {edition.number} is net opgeruimd",
                f"edition {edition.number} was just pruned",
                retry_after=1,
            )
        yield edition
    finally:
        os.close(handle)


@contextmanager
def reading(data_dir: Path) -> Iterator[tuple[int, Store]]:
    """The number and the read-only store of the newest edition."""
    with hold(current(data_dir)) as edition:
        yield edition.number, Store.read_only(str(edition.path))


def prune(data_dir: Path) -> list[int]:
    """Remove checkpoints that are neither among the newest three nor being read."""
    removed = []
    folders = sorted(p for p in (data_dir / "checkpoints").iterdir() if p.name.isdecimal())
    for folder in folders[:-_KEEP]:
        lock = folder.with_suffix(".lock")
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        else:
            shutil.rmtree(folder)
            lock.unlink(missing_ok=True)
            removed.append(int(folder.name))
        finally:
            os.close(handle)
    return removed

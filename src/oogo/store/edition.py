"""Editions: checkpoints of the store that readers open, and the name of the newest.

``checkpoints/`` holds what the writer made: the newest three, the last of each month, and those
being read. ``rebuilt/`` holds older editions that somebody asked for again; see ``rebuild``.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Store

from oogo.errors import BusyError, NotFoundError

__all__ = [
    "Edition",
    "available",
    "checkpoint",
    "current",
    "find",
    "hold",
    "install",
    "prune",
    "prune_rebuilt",
    "publish",
    "reading",
    "rebuilt",
]

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


def checkpoint(data_dir: Path, number: int) -> Edition:
    """Where the writer puts this edition."""
    return Edition(number, data_dir / "checkpoints" / f"{number:06d}")


def rebuilt(data_dir: Path, number: int) -> Edition:
    """Where this edition stands, or will stand, once it was made again."""
    return Edition(number, data_dir / "rebuilt" / f"{number:06d}")


def available(data_dir: Path) -> list[Edition]:
    """The editions that can be opened now, oldest first."""
    return sorted(
        (
            Edition(int(path.name), path)
            for place in ("rebuilt", "checkpoints")
            if (data_dir / place).is_dir()
            for path in (data_dir / place).iterdir()
            if path.name.isdecimal() and path.is_dir()
        ),
        key=lambda edition: edition.number,
    )


def find(data_dir: Path, number: int) -> Edition | None:
    """The checkpoint of exactly this edition, where there is one."""
    return next((e for e in reversed(available(data_dir)) if e.number == number), None)


def publish(data_dir: Path, store: Store, number: int) -> Edition:
    """Make a checkpoint of this store and let readers find it, in one rename."""
    edition = checkpoint(data_dir, number)
    install(store, edition)
    link = data_dir / "current.part"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("checkpoints") / edition.path.name)
    link.rename(data_dir / "current")
    return edition


def install(store: Store, edition: Edition) -> None:
    """Make a checkpoint of this store in its place, whole or not at all."""
    edition.path.parent.mkdir(parents=True, exist_ok=True)
    if edition.path.exists():
        shutil.rmtree(edition.path)
    part = edition.path.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    store.flush()
    store.backup(part)
    part.rename(edition.path)


@contextmanager
def hold(edition: Edition) -> Iterator[Edition]:
    """Keep this checkpoint from being pruned for as long as the block, or the process, lives."""
    lock = edition.path.with_suffix(".lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
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
    """Remove checkpoints that are not the newest three, the last of a month, or being read."""
    folders = sorted(p for p in (data_dir / "checkpoints").iterdir() if p.name.isdecimal())
    last = {_month(folder): folder for folder in folders}
    return [
        int(folder.name)
        for folder in folders[:-_KEEP]
        if folder not in last.values() and _remove(folder)
    ]


def prune_rebuilt(data_dir: Path, keep: int = _KEEP) -> list[int]:
    """Remove rebuilt editions that are neither among those last made nor being read."""
    folders = [p for p in (data_dir / "rebuilt").iterdir() if p.name.isdecimal()]
    folders.sort(key=lambda folder: folder.stat().st_mtime)
    return [int(folder.name) for folder in folders[: -keep or None] if _remove(folder)]


def _month(folder: Path) -> str:
    return datetime.fromtimestamp(folder.stat().st_mtime, UTC).strftime("%Y-%m")


def _remove(folder: Path) -> bool:
    """Whether this checkpoint is gone now: nobody was reading it."""
    lock = folder.with_suffix(".lock")
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)
        lock.unlink(missing_ok=True)
        return True
    finally:
        os.close(handle)

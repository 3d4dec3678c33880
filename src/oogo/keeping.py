"""Files that are there whole or not at all: written, fsynced and renamed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from oogo.store.log import NO_ROOM, disk_full

__all__ = ["write_folder", "write_whole"]

_OWNER_ONLY = 0o600


def write_whole(path: Path, data: bytes) -> None:
    """Let this file hold these bytes; whoever reads it sees the old ones or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        _write(part, data)
        part.rename(path)
        _flush(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise disk_full() if error.errno in NO_ROOM else error from error


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files in it, in one step."""
    part = path.with_name(path.name + ".part")
    try:
        part.mkdir(mode=0o700, parents=True)
        for name, data in files.items():
            _write(part / name, data)
        _flush(part)
        part.rename(path)
        _flush(path.parent)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise disk_full() if error.errno in NO_ROOM else error from error


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

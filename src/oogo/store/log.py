"""The log: one file per publication, and the only thing that must never be lost.

A file is zstd over N-Quads. Its first line is a comment with the header as JSON; the quads
after ``# added`` and ``# removed`` are what the publication changed. Each header carries the
SHA-256 of the file before it, so a changed byte anywhere is found.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import zstandard
from pyoxigraph import Quad, RdfFormat, parse, serialize

from oogo.errors import DiskFullError

__all__ = ["Entry", "Log", "LogDamagedError"]

_FIRST = "0" * 64
_NAME = re.compile(r"(\d{6,})\.nq\.zst")
_DISK_FULL = 28


class LogDamagedError(Exception):
    """A file of the log is missing, changed or cut off."""


@dataclass(frozen=True)
class Entry:
    """One publication: who changed which graphs when, and the quads that came and went."""

    number: int
    time: str
    agent: str
    activity: str
    standing: Mapping[str, str]
    added: tuple[Quad, ...]
    removed: tuple[Quad, ...]


class Log:
    """The publications in order; ``append`` returns only when the entry is safe on disk."""

    def __init__(self, folder: Path) -> None:
        """Open the log in this folder and make the folder where it is not there."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.part"):
            left.unlink()

    def numbers(self) -> list[int]:
        """The numbers of all entries, rising."""
        found = (_NAME.fullmatch(path.name) for path in self.folder.iterdir())
        return sorted(int(match[1]) for match in found if match)

    @property
    def newest(self) -> int:
        """The number of the newest entry; 0 when there is none."""
        return max(self.numbers(), default=0)

    def path(self, number: int) -> Path:
        """The file of one entry."""
        return self.folder / f"{number:06d}.nq.zst"

    def append(self, entry: Entry) -> None:
        """Write, fsync, rename, fsync the folder; after this the publication has happened."""
        if entry.number != self.newest + 1:
            raise LogDamagedError(f"entry {entry.number} does not follow {self.newest}")
        final = self.path(entry.number)
        part = final.with_suffix(".part")
        try:
            with part.open("wb") as file:
                file.write(_encode(entry, self._digest(entry.number - 1)))
                file.flush()
                os.fsync(file.fileno())
            part.rename(final)
            _fsync_folder(self.folder)
        except OSError as error:
            part.unlink(missing_ok=True)
            if error.errno == _DISK_FULL:
                raise DiskFullError(
                    "de schijf is vol; er is niets gepubliceerd",
                    "the disk is full; nothing was published",
                ) from error
            raise

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The entries after this number, in order, each checked against the one before."""
        for number in range(after + 1, self.newest + 1):
            yield self.read(number)

    def read(self, number: int) -> Entry:
        """One entry, checked: readable, in its place, following the file before it."""
        try:
            text = zstandard.ZstdDecompressor().decompress(self.path(number).read_bytes())
        except (OSError, zstandard.ZstdError) as error:
            raise LogDamagedError(f"log entry {number} cannot be read: {error}") from error
        entry, previous = _decode(text)
        if entry.number != number or previous != self._digest(number - 1):
            raise LogDamagedError(f"log entry {number} does not follow the file before it")
        return entry

    def _digest(self, number: int) -> str:
        if number == 0:
            return _FIRST
        try:
            return hashlib.sha256(self.path(number).read_bytes()).hexdigest()
        except OSError as error:
            raise LogDamagedError(f"log entry {number} cannot be read: {error}") from error


def _encode(entry: Entry, previous: str) -> bytes:
    header = {
        "number": entry.number,
        "previous": previous,
        "time": entry.time,
        "agent": entry.agent,
        "activity": entry.activity,
        "standing": dict(sorted(entry.standing.items())),
    }
    text = b"\n".join(
        [
            b"# " + json.dumps(header, ensure_ascii=True).encode(),
            b"# added",
            serialize(entry.added, format=RdfFormat.N_QUADS) or b"",
            b"# removed",
            serialize(entry.removed, format=RdfFormat.N_QUADS) or b"",
        ]
    )
    return zstandard.ZstdCompressor(level=9, write_checksum=True).compress(text)


def _decode(text: bytes) -> tuple[Entry, str]:
    head, _, rest = text.partition(b"\n# added\n")
    added, _, removed = rest.partition(b"\n# removed\n")
    header = json.loads(head.removeprefix(b"# "))
    entry = Entry(
        number=header["number"],
        time=header["time"],
        agent=header["agent"],
        activity=header["activity"],
        standing=header["standing"],
        added=_quads(added),
        removed=_quads(removed),
    )
    return entry, header["previous"]


def _quads(text: bytes) -> tuple[Quad, ...]:
    return tuple(parse(text, format=RdfFormat.N_QUADS, rename_blank_nodes=False))


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""The log: one file per publication, and the only thing that must never be lost.

A file is zstd over N-Quads. Its first line is a comment with the header as JSON; the quads
after ``# added`` and ``# removed`` are what the publication changed. Each header carries the
SHA-256 of the file before it, so a changed byte anywhere is found. The derivation rules stand in
the entry that first used them: what an edition held follows from the log alone, whatever program
reads it.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import zstandard
from pyoxigraph import Quad, RdfFormat, parse, serialize

from oogo.errors import DiskFullError, OogoError

__all__ = ["NO_ROOM", "Entry", "Log", "LogDamagedError", "disk_full"]

# A full disk, a spent quota, a file longer than this process may write.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_FIRST = "0" * 64
_NAME = re.compile(r"(\d{6,})\.nq\.zst")


class LogDamagedError(OogoError):
    """A file of the log is missing, changed or cut off."""

    def __init__(self, number: int, nl: str, en: str) -> None:
        """With the number of the entry, and what is the matter with it."""
        super().__init__(
            nl,
            en,
            place=f"log/{number:06d}.nq.zst",
            remedy_nl="Zet een back-up terug in een nieuwe map: oogo restore.",
            remedy_en="Restore a backup in a new folder: oogo restore.",
        )


@dataclass(frozen=True)
class Entry:
    """One publication: who changed which graphs when, and the quads that came and went.

    ``rules`` are the derivation rules from this entry on; none where they stay as they were.
    """

    number: int
    time: str
    agent: str
    activity: str
    standing: Mapping[str, str]
    added: tuple[Quad, ...]
    removed: tuple[Quad, ...]
    rules: Mapping[str, str] = field(default_factory=dict)


class Log:
    """The publications in order; ``append`` returns only when the entry is safe on disk."""

    def __init__(self, folder: Path) -> None:
        """Open the log in this folder and make the folder where it is not there."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def clean(self) -> None:
        """Remove what a writer that died left half written; only the writer does this."""
        for left in self.folder.glob("*.part"):
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
            raise _out_of_place(entry.number)
        final = self.path(entry.number)
        part = final.with_suffix(".part")
        try:
            with part.open("wb") as file:
                file.write(_encode(entry, self.digest(entry.number - 1)))
                file.flush()
                os.fsync(file.fileno())
            part.rename(final)
            _fsync_folder(self.folder)
        except OSError as error:
            part.unlink(missing_ok=True)
            if error.errno in NO_ROOM:
                raise disk_full() from error
            raise

    def take_back(self, number: int) -> None:
        """Remove the newest entry, which nobody was told of yet."""
        self.path(number).unlink()
        _fsync_folder(self.folder)

    def entries(self, after: int = 0, until: int | None = None) -> Iterator[Entry]:
        """The entries after this number, in order, each checked against the one before."""
        for number in range(after + 1, (self.newest if until is None else until) + 1):
            yield self.read(number)

    def rules(self, number: int) -> Mapping[str, str]:
        """The derivation rules by which the edition of this number was made; none if not told."""
        for earlier in range(number, 0, -1):
            if rules := self._header(earlier).get("rules"):
                return dict(rules)
        return {}

    def read(self, number: int) -> Entry:
        """One entry, checked: readable, in its place, following the file before it."""
        try:
            text = zstandard.ZstdDecompressor().decompress(self.path(number).read_bytes())
        except (OSError, zstandard.ZstdError) as error:
            raise _unreadable(number, error) from error
        entry, previous = _decode(text)
        if entry.number != number or previous != self.digest(number - 1):
            raise _out_of_place(number)
        return entry

    def _header(self, number: int) -> Mapping[str, Mapping[str, str]]:
        """What stands on the first line of an entry, without reading the rest."""
        try:
            with (
                self.path(number).open("rb") as file,
                zstandard.ZstdDecompressor().stream_reader(file) as text,
            ):
                line = io.BufferedReader(text).readline()
        except (OSError, zstandard.ZstdError) as error:
            raise _unreadable(number, error) from error
        found: Mapping[str, Mapping[str, str]] = json.loads(line.removeprefix(b"# "))
        return found

    def digest(self, number: int) -> str:
        """The SHA-256 of one file, which names all that was published up to it."""
        if number == 0:
            return _FIRST
        try:
            return hashlib.sha256(self.path(number).read_bytes()).hexdigest()
        except OSError as error:
            raise _unreadable(number, error) from error


def _unreadable(number: int, error: Exception) -> LogDamagedError:
    return LogDamagedError(number, f"onleesbaar ({error})", f"unreadable ({error})")


def _out_of_place(number: int) -> LogDamagedError:
    return LogDamagedError(
        number,
        "volgt niet op het bestand ervoor",
        "does not follow the file before it",
    )


def disk_full() -> DiskFullError:
    """Nothing was stored, for lack of room."""
    return DiskFullError(
        "de schijf is vol; er is niets gepubliceerd",
        "the disk is full; nothing was published",
        remedy_nl="Maak ruimte en publiceer opnieuw; alles wat er stond, staat er nog.",
        remedy_en="Make room and publish again; all that was there is still there.",
    )


def _encode(entry: Entry, previous: str) -> bytes:
    header = {
        "number": entry.number,
        "previous": previous,
        "time": entry.time,
        "agent": entry.agent,
        "activity": entry.activity,
        "standing": dict(sorted(entry.standing.items())),
        "rules": dict(sorted(entry.rules.items())),
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
        rules=header.get("rules", {}),
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

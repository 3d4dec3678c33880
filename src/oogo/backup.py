"""A copy of what cannot be made again: the log and all that was delivered, with checksums.

What follows from the rest is left out (store, checkpoints, search, dumps, pages of changes), and
the query log, which passes. The
copy is a folder or a ``.tar.zst``; ``sha256sum -c SHA256SUMS`` checks it without this program.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import zstandard

from oogo.errors import ConflictError, NotFoundError, SubmissionError
from oogo.publication import verify
from oogo.store.log import NO_ROOM, Log, disk_full

__all__ = ["backup", "restore"]

_SUMS = "SHA256SUMS"
_MADE_AGAIN = frozenset(
    {
        "changes",
        "checkpoints",
        "current",
        "current.part",
        "dumps",
        "lock",
        "log",
        "queries",
        "rebuilt",
        "search",
        "store",
    }
)
_ARCHIVE = ".tar.zst"


def backup(data_dir: Path, target: Path) -> int:
    """Copy the log and all else that was delivered; the number of the newest publication in it.

    Publishing may go on meanwhile: what is newer than the start is in the next copy.
    """
    newest = Log(data_dir / "log").newest
    if not newest:
        raise NotFoundError(
            f"in {data_dir} is nog niets gepubliceerd", f"nothing was published in {data_dir} yet"
        )
    if target.exists():
        raise ConflictError(
            f"{target} bestaat al",
            f"{target} exists already",
            remedy_nl="Kies een nieuwe naam; een back-up wordt nooit overschreven.",
            remedy_en="Choose a new name; a backup is never overwritten.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.unlink(missing_ok=True)
    files = _delivered(data_dir, newest)
    try:
        if target.name.endswith(_ARCHIVE):
            _write_archive(data_dir, files, part)
        else:
            _write_folder(data_dir, files, part)
        part.rename(target)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        part.unlink(missing_ok=True)
        raise disk_full() if error.errno in NO_ROOM else error from error
    return newest


def restore(source: Path, data_dir: Path) -> int:
    """Put a copy back in an empty folder, check it wholly, and open it; the newest publication."""
    if data_dir.exists() and any(data_dir.iterdir()):
        raise ConflictError(
            f"{data_dir} is niet leeg",
            f"{data_dir} is not empty",
            remedy_nl="Kies een nieuwe map; teruggezette gegevens komen nooit over andere heen.",
            remedy_en="Choose a new folder; restored data never replace other data.",
        )
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data_dir.parent, prefix=data_dir.name + ".") as place:
        part = Path(place) / "data"
        if source.is_dir():
            shutil.copytree(source, part)
        else:
            _read_archive(source, part)
        _check(part, source)
        (part / _SUMS).unlink()
        found = verify(part)
        if found:
            raise _damaged(source, found[0])
        if data_dir.exists():
            data_dir.rmdir()
        part.rename(data_dir)
    return Log(data_dir / "log").newest


def _delivered(data_dir: Path, newest: int) -> list[Path]:
    """The files to keep, by their places in the data folder."""
    log = Log(data_dir / "log")
    kept = [log.path(number).relative_to(data_dir) for number in range(1, newest + 1)]
    for entry in sorted(data_dir.iterdir()):
        if entry.name not in _MADE_AGAIN and not entry.name.startswith("store."):
            below = sorted(entry.rglob("*")) if entry.is_dir() else [entry]
            kept += [
                path.relative_to(data_dir)
                for path in below
                if path.is_file() and path.suffix not in {".part", ".lock"}
            ]
    return kept


def _write_folder(data_dir: Path, files: list[Path], part: Path) -> None:
    sums = []
    part.mkdir(mode=0o700)
    for name in files:
        place = part / name
        place.parent.mkdir(parents=True, exist_ok=True)
        data = (data_dir / name).read_bytes()
        place.write_bytes(data)
        sums.append(_sum(name, data))
    (part / _SUMS).write_text("".join(sums), encoding="utf-8")
    for place in part.rglob("*"):
        _flush(place)


def _write_archive(data_dir: Path, files: list[Path], part: Path) -> None:
    sums = []
    with (
        part.open("wb") as file,
        zstandard.ZstdCompressor(level=3, write_checksum=True).stream_writer(
            file, closefd=False
        ) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name in files:
            data = (data_dir / name).read_bytes()
            sums.append(_sum(name, data))
            _add(archive, name.as_posix(), data)
        _add(archive, _SUMS, "".join(sums).encode())
    _flush(part)


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))


def _read_archive(source: Path, part: Path) -> None:
    part.mkdir(parents=True)
    try:
        with (
            source.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file) as plain,
            tarfile.open(fileobj=plain, mode="r|") as archive,
        ):
            for member in archive:
                name = PurePosixPath(member.name)
                content = archive.extractfile(member) if member.isfile() else None
                if content is None or name.is_absolute() or ".." in name.parts:
                    raise _damaged(source, member.name)
                (part / name).parent.mkdir(parents=True, exist_ok=True)
                (part / name).write_bytes(content.read())
            # Up to the end, where the checksum of the whole stands.
            while plain.read(1 << 20):
                pass
    except (OSError, tarfile.TarError, zstandard.ZstdError) as error:
        raise _damaged(source, str(error)) from error


def _check(part: Path, source: Path) -> None:
    """Compare every file with the list, and the list with the files."""
    try:
        lines = (part / _SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(source, _SUMS) from error
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {p.relative_to(part).as_posix(): p for p in _files(part) if p.name != _SUMS}
    for name in sorted(listed.keys() | there.keys()):
        if name not in there or listed.get(name) != _digest(there[name].read_bytes()):
            raise _damaged(source, name)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _sum(name: Path, data: bytes) -> str:
    return f"{_digest(data)}  {name.as_posix()}\n"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _flush(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damaged(source: Path, place: str) -> SubmissionError:
    return SubmissionError(
        "deze back-up is beschadigd of onvolledig",
        "this backup is damaged or incomplete",
        place=f"{source}: {place}",
        remedy_nl="Neem een andere kopie; er is niets teruggezet.",
        remedy_en="Take another copy; nothing was restored.",
    )

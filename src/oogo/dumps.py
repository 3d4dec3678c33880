"""A whole edition as files: N-Quads, TriG, one CSV for each kind of thing, and their checksums.

``oogo`` holds what was stated, graph by graph, which is also what the change feed carries;
``afgeleid`` holds what the rules derive from it. Lines are sorted: one edition gives one text.
Files are written under another name, fsynced and renamed, and never change after that.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import zstandard
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, serialize

from oogo.background import alone, run
from oogo.errors import ConflictError, NotFoundError
from oogo.indexing import slug_of
from oogo.names import short
from oogo.rdf import GRAPH
from oogo.store import edition
from oogo.store.log import Log
from oogo.store.rebuild import rebuild

__all__ = ["LICENCE", "Dump", "File", "dump_path", "export", "make", "progress", "read_dump", "use"]

LICENCE = "https://creativecommons.org/licenses/by/4.0/"

_ZSTD_LEVEL = 9
# A tenth larger than at level 9, in a third of the time.
_GZIP_LEVEL = 6
_KEPT = 3
# Who fetches the files of an old edition one by one finds them for so many seconds.
_READ_FOR = 3600.0
_BREAK = " | "
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_DERIVED = GRAPH + "afgeleid/"
_MANIFEST = "manifest.json"
_Write = Callable[[bytes], object]
_MEDIA = {"nq": "application/n-quads", "trig": "application/trig", "csv": "text/csv"}


@dataclass(frozen=True)
class File:
    """One file of a dump; ``count`` counts quads, or the rows of a CSV below its head."""

    name: str
    media_type: str
    packed: str
    bytes: int
    sha256: str
    count: int


@dataclass(frozen=True)
class Dump:
    """The files of one edition, and when it was published."""

    edition: int
    published: str
    licence: str
    files: tuple[File, ...]

    def file(self, name: str) -> File:
        """The file with this name."""
        for each in self.files:
            if each.name == name:
                return each
        raise NotFoundError(
            f"deze editie heeft geen bestand ‘{name}’",
            f"this edition has no file ‘{name}’",
            place=name,
            remedy_nl=f"De bestanden staan op /dumps/{self.edition}.",
            remedy_en=f"The files are at /dumps/{self.edition}.",
        )


def dump_path(data_dir: Path, number: int) -> Path:
    """Where the files of this edition stand, or will stand."""
    return data_dir / "dumps" / str(number)


def read_dump(folder: Path) -> Dump:
    """The dump in this folder."""
    told = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    files = tuple(File(**each) for each in told.pop("files"))
    return Dump(**told, files=files)


def make(data_dir: Path, number: int) -> None:
    """Make the files of one edition, unless they are there or being made already."""
    folder = dump_path(data_dir, number)
    with alone(folder.parent / "lock"):
        if not folder.exists():
            export(data_dir, folder, number)
            _clear(data_dir, number)


def _clear(data_dir: Path, made: int) -> None:
    """Keep the dumps of the newest editions, the one just made, and those that are being read.

    The log gives the others again.
    """
    folders = (data_dir / "dumps").iterdir()
    numbers = sorted(int(each.name) for each in folders if each.name.isdecimal())
    for number in numbers[:-_KEPT]:
        folder = dump_path(data_dir, number)
        if number != made and folder.stat().st_mtime < time.time() - _READ_FOR:
            going = folder.with_name(folder.name + ".gone")
            folder.rename(going)
            shutil.rmtree(going)


def use(folder: Path) -> None:
    """Note that the files in this folder are being read now."""
    os.utime(folder)


def progress(data_dir: Path, number: int) -> int:
    """How many files of this edition are there so far, while they are being made."""
    folder = dump_path(data_dir, number)
    part = folder.with_name(folder.name + ".part")
    return sum(each.is_file() for each in part.rglob("*"))


def export(data_dir: Path, folder: Path, number: int | None = None) -> Dump:
    """Write the files of an edition, the newest if none is named, in a folder made for them."""
    number = edition.current(data_dir).number if number is None else number
    if folder.exists():
        raise ConflictError(
            f"{folder} bestaat al",
            f"{folder} is there already",
            remedy_nl="Noem een map die er nog niet is.",
            remedy_en="Name a folder that is not there yet.",
        )
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    (part / "csv").mkdir(parents=True)
    with _opened(data_dir, number) as store:
        files = [*_write_graphs(store, part), *_write_tables(store, part)]
    published = Log(data_dir / "log").read(number).time
    dump = Dump(number, published, LICENCE, tuple(files))
    _write_text(part / _MANIFEST, json.dumps(asdict(dump), indent=1, sort_keys=True) + "\n")
    _write_text(part / "SHA256SUMS", "".join(f"{f.sha256}  {f.name}\n" for f in files))
    for inside in (part / "csv", part):
        _fsync(inside)
    part.rename(folder)
    _fsync(folder.parent)
    return dump


@contextmanager
def _opened(data_dir: Path, number: int) -> Iterator[Store]:
    """The store of this edition, made again from the log where its checkpoint is gone."""
    found = edition.find(data_dir, number)
    with ExitStack() as stack:
        if found is not None:
            held = stack.enter_context(edition.hold(found))
            yield Store.read_only(str(held.path))
            return
        place = stack.enter_context(TemporaryDirectory(dir=data_dir))
        yield rebuild(data_dir, number, Path(place) / "store").store


def _write_graphs(store: Store, folder: Path) -> Iterator[File]:
    graphs = sorted(g.value for g in store.named_graphs() if isinstance(g, NamedNode))
    stated = [name for name in graphs if not name.startswith(_DERIVED)]
    derived = [name for name in graphs if name.startswith(_DERIVED)]
    yield from _write_packed(folder, "oogo.nq", lambda: _as_nquads(store, stated))
    yield from _write_packed(folder, "oogo.trig", lambda: _as_trig(store, stated))
    yield from _write_packed(folder, "afgeleid.nq", lambda: _as_nquads(store, derived))


def _lines(store: Store, graph: str) -> list[bytes]:
    quads = store.quads_for_pattern(None, None, None, NamedNode(graph))
    text = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    return sorted(text.splitlines())


def _as_nquads(store: Store, graphs: Iterable[str]) -> Iterator[tuple[bytes, int]]:
    for graph in graphs:
        lines = _lines(store, graph)
        end = f" <{graph}> .\n".encode()
        yield b"".join(line.removesuffix(b" .") + end for line in lines), len(lines)


def _as_trig(store: Store, graphs: Iterable[str]) -> Iterator[tuple[bytes, int]]:
    for graph in graphs:
        lines = _lines(store, graph)
        yield (
            f"<{graph}> {{\n".encode() + b"".join(b"%s\n" % line for line in lines) + b"}\n",
            len(lines),
        )


def _write_packed(
    folder: Path, name: str, parts: Callable[[], Iterator[tuple[bytes, int]]]
) -> Iterator[File]:
    """The same text twice: with zstd, which is small and quick, and with gzip, which all know."""
    count = 0
    paths = [folder / f"{name}.zst", folder / f"{name}.gz"]
    with ExitStack() as stack:
        raws = [stack.enter_context(path.open("wb")) for path in paths]
        with _zstd(raws[0]) as to_zstd, _gzip(raws[1]) as to_gzip:
            for text, lines in parts():
                to_zstd(text)
                to_gzip(text)
                count += lines
        for raw in raws:
            raw.flush()
            os.fsync(raw.fileno())
    media_type = _MEDIA[name.rpartition(".")[2]]
    for path, packed in zip(paths, ("application/zstd", "application/gzip"), strict=True):
        yield _file(folder, path, media_type, packed, count)


@contextmanager
def _zstd(raw: BinaryIO) -> Iterator[_Write]:
    packer = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True)
    with packer.stream_writer(raw, closefd=False) as packed:
        yield packed.write


@contextmanager
def _gzip(raw: BinaryIO) -> Iterator[_Write]:
    with gzip.GzipFile("", "wb", _GZIP_LEVEL, raw, mtime=0) as packed:
        yield packed.write


def _write_tables(store: Store, folder: Path) -> Iterator[File]:
    """One CSV for each kind: a row a thing, a column a property, in the words of a query."""
    kinds: dict[str, set[NamedNode]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, _TYPE, None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            slug = slug_of(quad.object.value)
            if slug:
                kinds[slug].add(quad.subject)
    for slug, things in sorted(kinds.items()):
        rows = {thing.value: _cells(store, thing) for thing in things}
        columns = sorted({name for row in rows.values() for name in row})
        path = folder / "csv" / f"{slug}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["iri", *columns])
            for iri, row in sorted(rows.items()):
                cells = (_BREAK.join(sorted(row.get(name, ()))) for name in columns)
                writer.writerow([iri, *cells])
            file.flush()
            os.fsync(file.fileno())
        yield _file(folder, path, _MEDIA["csv"], "", len(rows))


def _cells(store: Store, thing: NamedNode) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(thing, None, None, DefaultGraph()):
        value = quad.object
        language = value.language if isinstance(value, Literal) else ""
        name = short(quad.predicate.value) + (f"@{language}" if language else "")
        cells[name].append(value.value if isinstance(value, NamedNode | Literal) else str(value))
    return cells


def _file(folder: Path, path: Path, media_type: str, packed: str, count: int) -> File:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = path.relative_to(folder).as_posix()
    return File(name, media_type, packed, path.stat().st_size, digest, count)


def _write_text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


if __name__ == "__main__":
    run(make)

"""The change feed: what each publication added and removed, in order, for ever the same.

It is read from the log and shaped as a Linked Data Event Stream: pages (TREE nodes) with members,
each page leading to the next. A member is one change of one thing in one graph, with what came and
what went as two graphs of their own. Whoever carries out the members in the order of the pages,
once or again, holds what the dump of that edition holds.

The pages of an entry are made once, by a process of their own (``python -m oogo.changes``): a page
of an entry of a million quads is given as soon as one of ten.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import zstandard
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from oogo.addresses import BASE
from oogo.background import Background, alone, run
from oogo.errors import BusyError, NotFoundError
from oogo.gone import Taken, complete, keep, kept, taken
from oogo.store.log import Entry, Log

__all__ = [
    "STREAM",
    "Change",
    "Changes",
    "Publication",
    "as_quads",
    "make_all",
    "make_pages",
    "member_quads",
    "pages_path",
    "stream_quads",
]

STREAM = BASE + "changes"

_PAGE = 2_000
# Goes up when this file writes other pages of the same entry.
_FORM = 1
_WAIT = 20.0
_RETRY = 2
_WATCH = 1.0
_SCHEMA = """
CREATE TABLE entry (time TEXT, activity TEXT, added INTEGER, removed INTEGER, pages INTEGER);
CREATE TABLE page (part INTEGER PRIMARY KEY, data BLOB NOT NULL);
"""
_LDES = "https://w3id.org/ldes#"
_TREE = "https://w3id.org/tree#"
_PROV = "http://www.w3.org/ns/prov#"
_DCTERMS = "http://purl.org/dc/terms/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_DATE_TIME = NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")
_ACTIVITY = NamedNode(_PROV + "Activity")
_GENERATED_AT = NamedNode(_PROV + "generatedAtTime")
_VERSION_OF = NamedNode(_DCTERMS + "isVersionOf")
_GRAPH = NamedNode(_DCTERMS + "isPartOf")
_MEMBER = NamedNode(_TREE + "member")
_VIEW = NamedNode(_TREE + "view")
_CAME, _WENT = NamedNode(_PROV + "generated"), NamedNode(_PROV + "invalidated")


@dataclass(frozen=True)
class Change:
    """What one publication changed of one thing in one graph."""

    iri: str
    time: str
    thing: str
    graph: str
    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]


@dataclass(frozen=True)
class Publication:
    """One entry of the log, and on how many pages its changes stand."""

    number: int
    time: str
    activity: str
    added: int
    removed: int
    pages: int


class Changes:
    """The changes in the log of this data folder, from the pages that were made of its entries."""

    def __init__(self, data_dir: Path) -> None:
        """In this folder."""
        self._data_dir = data_dir
        self._maker = Background("oogo.changes", data_dir)
        self._told: dict[int, Publication] = {}
        self._noted = 0

    @property
    def newest(self) -> int:
        """The number of the newest publication."""
        return Log(self._data_dir / "log").newest

    async def newest_first(self, before: int, most: int) -> list[Publication]:
        """So many publications, from the one before this number back."""
        first = max(1, before - most)
        return [await self.publication(number) for number in range(before - 1, first - 1, -1)]

    async def publication(self, number: int) -> Publication:
        """The publication with this number."""
        if number not in self._told:
            path = await self._made(number)
            self._told[number] = await asyncio.to_thread(_read_publication, path, number)
        return self._told[number]

    async def page(self, number: int, part: int) -> list[Quad]:
        """The members on one page of the changes of one publication; pages count from 1."""
        data = await asyncio.to_thread(_read_page, await self._made(number), part)
        if data is None:
            raise _absent(f"{number}/{part}")
        return await asyncio.to_thread(lambda: list(parse(data, RdfFormat.N_QUADS)))

    async def after(self, number: int, part: int) -> tuple[int, int] | None:
        """The page that follows this one; none where this is the last so far."""
        if part < (await self.publication(number)).pages:
            return number, part + 1
        return (number + 1, 1) if number < self.newest else None

    async def taken(self, iri: str, newest: int) -> Taken | None:
        """What was taken of this thing by the publications up to this one."""
        if newest > 1 and not self._complete(newest):  # the first takes nothing away
            await self._maker.make(newest, _WAIT)
            if not self._complete(newest):
                raise _being_made(newest)
        return await asyncio.to_thread(taken, self._data_dir, iri, newest)

    async def keep_up(self) -> None:
        """Make the pages of each new entry before anybody asks for them."""
        while True:
            newest = self.newest
            if newest and not (
                pages_path(self._data_dir, newest).exists() and self._complete(newest)
            ):
                await self._maker.make(newest, 0)
            await asyncio.sleep(_WATCH)

    async def close(self) -> None:
        """Stop what is being made."""
        await self._maker.close()

    async def _made(self, number: int) -> Path:
        """The pages of an entry; who asks first waits for them."""
        path = pages_path(self._data_dir, number)
        if not path.exists():
            if not Log(self._data_dir / "log").path(number).is_file():
                raise _absent(str(number))
            await self._maker.make(number, _WAIT)
        if not path.exists():
            raise _being_made(number)
        return path

    def _complete(self, newest: int) -> bool:
        """Whether it is known what every publication so far took away."""
        if self._noted < newest and complete(self._data_dir, newest):
            self._noted = newest
        return self._noted >= newest


def pages_path(data_dir: Path, number: int) -> Path:
    """Where the pages of this entry of the log stand, or will stand."""
    return data_dir / "changes" / f"{number:06d}-{_FORM}.sqlite"


def make_all(data_dir: Path, newest: int) -> None:
    """Make the pages of every entry up to this number that has none yet, the newest first.

    Before there are pages, it is noted what the entry took away.
    """
    log = Log(data_dir / "log")
    with alone(data_dir / "changes" / "lock"):
        noted = kept(data_dir)
        for number in range(newest, 0, -1):
            path = pages_path(data_dir, number)
            if number not in noted or not path.exists():
                entry = log.read(number)
                keep(data_dir, entry)
                make_pages(entry, path)


def make_pages(entry: Entry, path: Path) -> None:
    """Write the changes of an entry page by page, all or nothing."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    packer = zstandard.ZstdCompressor()
    with closing(sqlite3.connect(part)) as base:
        base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        count = 0
        for count, changes in enumerate(_pages(_changes(entry)), 1):
            text = serialize(member_quads(changes), format=RdfFormat.N_QUADS) or b""
            base.execute("INSERT INTO page VALUES (?,?)", (count, packer.compress(text)))
        said = (entry.time, entry.activity, len(entry.added), len(entry.removed), count)
        base.execute("INSERT INTO entry VALUES (?,?,?,?,?)", said)
        base.commit()
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.rename(path)


def _read_publication(path: Path, number: int) -> Publication:
    with closing(_opened(path)) as base:
        row = base.execute("SELECT time, activity, added, removed, pages FROM entry").fetchone()
    return Publication(number, *row)


def _read_page(path: Path, part: int) -> bytes | None:
    with closing(_opened(path)) as base:
        row = base.execute("SELECT data FROM page WHERE part = ?", (part,)).fetchone()
    return None if row is None else zstandard.ZstdDecompressor().decompress(row[0])


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


def stream_quads() -> Iterator[Quad]:
    """What the stream is, and where its first page stands."""
    stream = NamedNode(STREAM)
    yield Quad(stream, _TYPE, NamedNode(_LDES + "EventStream"))
    yield Quad(stream, NamedNode(_LDES + "timestampPath"), _GENERATED_AT)
    yield Quad(stream, NamedNode(_LDES + "versionOfPath"), _VERSION_OF)
    yield Quad(stream, _VIEW, _page_node(1, 1))


def as_quads(
    number: int, part: int, members: Iterable[Quad], following: tuple[int, int] | None, time: str
) -> Iterator[Quad]:
    """One page as RDF: its members, and the way to the next page, which begins at this time."""
    stream, page = NamedNode(STREAM), _page_node(number, part)
    yield Quad(stream, _TYPE, NamedNode(_LDES + "EventStream"))
    yield Quad(stream, _VIEW, _page_node(1, 1))
    yield Quad(page, _TYPE, NamedNode(_TREE + "Node"))
    if following is not None:
        yield from _relation(page, _page_node(*following), time)
    yield from members


def member_quads(changes: Iterable[Change]) -> Iterator[Quad]:
    """Changes as members of the stream, with what came and what went in graphs of their own."""
    stream = NamedNode(STREAM)
    for change in changes:
        member = NamedNode(change.iri)
        yield Quad(stream, _MEMBER, member)
        yield Quad(member, _TYPE, _ACTIVITY)
        yield Quad(member, _VERSION_OF, NamedNode(change.thing))
        yield Quad(member, _GENERATED_AT, Literal(change.time, datatype=_DATE_TIME))
        yield Quad(member, _GRAPH, NamedNode(change.graph))
        for predicate, triples in ((_WENT, change.removed), (_CAME, change.added)):
            if triples:
                inside = NamedNode(f"{change.iri}#{'eraf' if predicate == _WENT else 'erbij'}")
                yield Quad(member, predicate, inside)
                for each in triples:
                    yield Quad(each.subject, each.predicate, each.object, inside)


def _relation(start: NamedNode, end: NamedNode, time: str) -> Iterator[Quad]:
    relation = NamedNode(end.value + "#verder")
    yield Quad(start, NamedNode(_TREE + "relation"), relation)
    yield Quad(relation, _TYPE, NamedNode(_TREE + "GreaterThanOrEqualToRelation"))
    yield Quad(relation, NamedNode(_TREE + "node"), end)
    yield Quad(relation, NamedNode(_TREE + "path"), _GENERATED_AT)
    yield Quad(relation, NamedNode(_TREE + "value"), Literal(time, datatype=_DATE_TIME))


def _changes(entry: Entry) -> Iterator[Change]:
    """The changes of an entry, by graph and thing."""
    came, went = _by_thing(entry.added), _by_thing(entry.removed)
    for place, key in enumerate(sorted({*came, *went}), 1):
        graph, thing = key
        iri = f"{STREAM}/{entry.number}/wijziging-{place}"
        whole = Change(iri, entry.time, thing, graph, came.get(key, ()), went.get(key, ()))
        yield from _parts(whole)


def _parts(change: Change) -> Iterator[Change]:
    """The change, or where it is longer than a page the parts of it, each with its own name."""
    if len(change.added) + len(change.removed) <= _PAGE:
        yield change
        return
    for start in range(0, len(change.removed), _PAGE):
        gone = change.removed[start : start + _PAGE]
        yield replace(change, iri=f"{change.iri}-eraf-{start}", added=(), removed=gone)
    for start in range(0, len(change.added), _PAGE):
        come = change.added[start : start + _PAGE]
        yield replace(change, iri=f"{change.iri}-erbij-{start}", added=come, removed=())


def _by_thing(quads: Iterable[Quad]) -> Mapping[tuple[str, str], tuple[Triple, ...]]:
    def key(quad: Quad) -> tuple[str, str]:
        return _name(quad.graph_name), _name(quad.subject)

    return {
        name: tuple(sorted((quad.triple for quad in found), key=str))
        for name, found in groupby(sorted(quads, key=key), key)
    }


def _name(term: object) -> str:
    """The IRI; subjects and graphs in the log have no other names, all get one on the way in."""
    if isinstance(term, NamedNode):
        return term.value
    raise TypeError(term)


def _pages(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """The changes page by page; there is always one."""
    page: list[Change] = []
    size = 0
    for change in changes:
        more = len(change.added) + len(change.removed)
        if page and size + more > _PAGE:
            yield page
            page, size = [], 0
        page.append(change)
        size += more
    if page or not size:
        yield page


def _page_node(number: int, part: int) -> NamedNode:
    return NamedNode(f"{STREAM}/{number}/{part}")


def _being_made(number: int) -> BusyError:
    return BusyError(
        f"de wijzigingen van editie {number} worden op bladzijden gezet",
        f"the changes of edition {number} are being put on pages",
        remedy_nl="Probeer het zo weer.",
        remedy_en="Try again in a moment.",
        retry_after=_RETRY,
    )


def _absent(name: str) -> NotFoundError:
    return NotFoundError(
        f"er is geen bladzijde {name} van wijzigingen",
        f"there is no page {name} of changes",
        place=name,
        remedy_nl="Begin bij /changes en volg de verwijzingen.",
        remedy_en="Start at /changes and follow the links.",
    )


if __name__ == "__main__":
    run(make_all)

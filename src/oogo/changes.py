"""The change feed: what each publication added and removed, in order, for ever the same.

It is read from the log and shaped as a Linked Data Event Stream: pages (TREE nodes) with members,
each page leading to the next. A member is one change of one thing in one graph, with what came and
what went as two graphs of their own. Whoever carries out the members in the order of the pages,
once or again, holds what the dump of that edition holds.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from oogo.addresses import BASE
from oogo.errors import NotFoundError
from oogo.store.log import Entry, Log

__all__ = ["STREAM", "Change", "Changes", "Publication", "as_quads", "stream_quads"]

STREAM = BASE + "changes"

_PAGE = 2_000
_KEPT = 2
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
    """The changes in the log of this data folder; the newest entries read stay at hand."""

    def __init__(self, data_dir: Path) -> None:
        """In this folder."""
        self._data_dir = data_dir
        self._kept: OrderedDict[int, tuple[Entry, list[list[Change]]]] = OrderedDict()
        self._told: dict[int, Publication] = {}
        self._turn = threading.Lock()

    @property
    def newest(self) -> int:
        """The number of the newest publication."""
        return self._log.newest

    def newest_first(self, before: int, most: int) -> list[Publication]:
        """So many publications, from the one before this number back."""
        first = max(1, before - most)
        return [self.publication(number) for number in range(before - 1, first - 1, -1)]

    def publication(self, number: int) -> Publication:
        """The publication with this number."""
        if number not in self._told:
            entry, pages = self._read(number)
            came, went = len(entry.added), len(entry.removed)
            self._told[number] = Publication(
                number, entry.time, entry.activity, came, went, len(pages)
            )
        return self._told[number]

    def page(self, number: int, part: int) -> list[Change]:
        """One page of the changes of one publication; pages count from 1."""
        _, pages = self._read(number)
        if not 1 <= part <= len(pages):
            raise _absent(f"{number}/{part}")
        return pages[part - 1]

    def after(self, number: int, part: int) -> tuple[int, int] | None:
        """The page that follows this one; none where this is the last so far."""
        if part < self.publication(number).pages:
            return number, part + 1
        return (number + 1, 1) if number < self.newest else None

    @property
    def _log(self) -> Log:
        return Log(self._data_dir / "log")

    def _read(self, number: int) -> tuple[Entry, list[list[Change]]]:
        with self._turn:
            if number not in self._kept:
                if not self._log.path(number).is_file():
                    raise _absent(str(number))
                entry = self._log.read(number)
                self._kept[number] = (entry, list(_pages(_changes(entry))))
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(number)
            return self._kept[number]


def stream_quads() -> Iterator[Quad]:
    """What the stream is, and where its first page stands."""
    stream = NamedNode(STREAM)
    yield Quad(stream, _TYPE, NamedNode(_LDES + "EventStream"))
    yield Quad(stream, NamedNode(_LDES + "timestampPath"), _GENERATED_AT)
    yield Quad(stream, NamedNode(_LDES + "versionOfPath"), _VERSION_OF)
    yield Quad(stream, _VIEW, _page_node(1, 1))


def as_quads(
    number: int, part: int, changes: Iterable[Change], following: tuple[int, int] | None, time: str
) -> Iterator[Quad]:
    """One page as RDF: its members, and the way to the next page, which begins at this time."""
    stream, page = NamedNode(STREAM), _page_node(number, part)
    yield Quad(stream, _TYPE, NamedNode(_LDES + "EventStream"))
    yield Quad(stream, _VIEW, _page_node(1, 1))
    yield Quad(page, _TYPE, NamedNode(_TREE + "Node"))
    if following is not None:
        yield from _relation(page, _page_node(*following), time)
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
        yield Change(iri, entry.time, thing, graph, came.get(key, ()), went.get(key, ()))


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
    page: list[Change] = []
    size = 0
    for change in changes:
        more = len(change.added) + len(change.removed)
        if page and size + more > _PAGE:
            yield page
            page, size = [], 0
        page.append(change)
        size += more
    if page:
        yield page


def _page_node(number: int, part: int) -> NamedNode:
    return NamedNode(f"{STREAM}/{number}/{part}")


def _absent(name: str) -> NotFoundError:
    return NotFoundError(
        f"er is geen bladzijde {name} van wijzigingen",
        f"there is no page {name} of changes",
        place=name,
        remedy_nl="Begin bij /changes en volg de verwijzingen.",
        remedy_en="Start at /changes and follow the links.",
    )

"""What was said of a thing once and is no more: when it went, by whom, and what came instead.

A delivery that was withdrawn or replaced still stands in its named graph. What a publication took
out of a graph stands in the log only; ``keep`` notes it in one SQLite file beside the pages of the
change feed, from which ``find`` reads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from oogo.addresses import BASE
from oogo.reading import Reader, page_query
from oogo.resources import known
from oogo.store.log import Entry

__all__ = ["Gone", "Taken", "as_triples", "complete", "gone", "keep", "kept", "taken"]

# Goes up when this file notes something else of the same entry.
_FORM = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (number INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS taken (
  iri TEXT, number INTEGER, graph TEXT, said INTEGER,
  PRIMARY KEY (iri, number, graph)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS name (
  iri TEXT, name TEXT, language TEXT, PRIMARY KEY (iri, language)) WITHOUT ROWID;
"""
_PROV = "http://www.w3.org/ns/prov#"
_DCTERMS = "http://purl.org/dc/terms/"
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_NAMING = (
    NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
    _LABEL,
    NamedNode(_DCTERMS + "title"),
    NamedNode("http://xmlns.com/foaf/0.1/name"),
)
_ENDED, _AGENT = _PROV + "endedAtTime", _PROV + "wasAssociatedWith"


@dataclass(frozen=True)
class Taken:
    """Out of which graphs the newest publication that did so took a thing, and its names.

    ``said`` where something was said of it; else it was only pointed to.
    """

    number: int
    graphs: tuple[str, ...]
    names: tuple[Literal, ...]
    said: bool


@dataclass(frozen=True)
class Gone:
    """A thing of which nothing is said any more; ``successors`` are deliveries in the place."""

    iri: str
    names: tuple[Literal, ...]
    number: int
    time: Literal | None
    agent: str
    graphs: tuple[str, ...]
    successors: tuple[str, ...]

    @property
    def publication(self) -> str:
        """The publication after which it was gone."""
        return f"{BASE}id/publicatie/{self.number}"


def keep(data_dir: Path, entry: Entry) -> None:
    """Note which things this entry took something away of; doing so again changes nothing."""
    things: dict[tuple[str, str], bool] = {}
    for quad in entry.removed:
        for term in (quad.subject, quad.object):
            if isinstance(term, NamedNode) and isinstance(quad.graph_name, NamedNode):
                key = term.value, quad.graph_name.value
                things[key] = things.get(key, False) or term == quad.subject
    names = {
        (quad.subject.value, quad.object.value, quad.object.language or "")
        for quad in entry.removed
        if quad.predicate in _NAMING
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
    }
    path = _path(data_dir)
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as base:
        base.executescript(_SCHEMA)
        base.executemany(
            "INSERT OR IGNORE INTO taken VALUES (?,?,?,?)",
            sorted((iri, entry.number, graph, said) for (iri, graph), said in things.items()),
        )
        base.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", sorted(names))
        base.execute("INSERT OR IGNORE INTO entry VALUES (?)", (entry.number,))
        base.commit()


def kept(data_dir: Path) -> frozenset[int]:
    """The numbers of the entries of which this was noted."""
    if not _path(data_dir).exists():
        return frozenset()
    with closing(_opened(data_dir)) as base:
        return frozenset(number for (number,) in base.execute("SELECT number FROM entry"))


def complete(data_dir: Path, newest: int) -> bool:
    """Whether this was noted of every entry up to this one."""
    return kept(data_dir).issuperset(range(1, newest + 1))


def taken(data_dir: Path, iri: str, newest: int) -> Taken | None:
    """What is noted of this thing; none where no publication so far took anything of it away."""
    if not _path(data_dir).exists():
        return None
    with closing(_opened(data_dir)) as base:
        rows = base.execute(
            """SELECT number, graph, said FROM taken WHERE iri = ?1 AND number =
            (SELECT MAX(number) FROM taken WHERE iri = ?1 AND number <= ?2) ORDER BY graph""",
            (iri, newest),
        ).fetchall()
        named = base.execute(
            "SELECT name, language FROM name WHERE iri = ? ORDER BY language", (iri,)
        ).fetchall()
    if not rows:
        return None
    names = tuple(Literal(name, language=tag or None) for name, tag in named)
    graphs = tuple(graph for _, graph, _ in rows)
    return Taken(rows[0][0], graphs, names, any(said for _, _, said in rows))


async def gone(reader: Reader, iri: str, noted: Taken | None) -> Gone | None:
    """What became of a thing of which nothing is said now; none where nothing ever was.

    What others only ever pointed to is not gone while anything still points to it.
    """
    thing = {"iri": NamedNode(iri)}
    told = (await reader.rows(page_query("verdwenen-eigenschappen"), thing)).rows
    said = bool(told) or (noted is not None and noted.said)
    if not said and await known(reader, iri):
        return None
    retired = (await reader.rows(page_query("verdwenen"), thing)).rows
    number = max([noted.number if noted else 0, *(_number(row[2]) for row in retired)])
    if not number:
        return None
    last = [row for row in retired if _number(row[2]) == number]
    names = [row[2] for row in told if row[1] in _NAMING and isinstance(row[2], Literal)]
    at_last = noted if noted and noted.number == number else None
    published = await _publication(reader, number)
    time, agent = published.get(_ENDED), published.get(_AGENT)
    return Gone(
        iri=iri,
        names=tuple(names) or (noted.names if noted else ()),
        number=number,
        time=time if isinstance(time, Literal) else None,
        agent=agent.value if isinstance(agent, NamedNode) else "",
        graphs=tuple(sorted({*_iris(last, 1), *(at_last.graphs if at_last else ())})),
        successors=tuple(sorted(_iris(last, 3))),
    )


def as_triples(told: Gone) -> Iterator[Triple]:
    """The same as RDF: what programs find in the place of the thing."""
    thing = NamedNode(told.iri)
    for name in told.names:
        yield Triple(thing, _LABEL, name)
    for graph in told.graphs:
        yield Triple(thing, NamedNode(_DCTERMS + "isPartOf"), NamedNode(graph))
    for graph in told.successors:
        yield Triple(thing, NamedNode(_DCTERMS + "isReplacedBy"), NamedNode(graph))
    yield Triple(thing, NamedNode(_PROV + "wasInvalidatedBy"), NamedNode(told.publication))
    if told.time is not None:
        yield Triple(thing, NamedNode(_PROV + "invalidatedAtTime"), told.time)


async def _publication(reader: Reader, number: int) -> Mapping[str, object]:
    about = {"iri": NamedNode(f"{BASE}id/publicatie/{number}")}
    found = await reader.rows(page_query("eigenschappen"), about)
    return {row[1].value: row[2] for row in found.rows if isinstance(row[1], NamedNode)}


def _iris(rows: Iterable[object], place: int) -> set[str]:
    found = (row[place] for row in rows)  # type: ignore[index]
    return {term.value for term in found if isinstance(term, NamedNode)}


def _number(publication: object) -> int:
    return int(str(getattr(publication, "value", "0")).rpartition("/")[2])


def _path(data_dir: Path) -> Path:
    return data_dir / "changes" / f"gone-{_FORM}.sqlite"


def _opened(data_dir: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{_path(data_dir)}?mode=ro", uri=True)

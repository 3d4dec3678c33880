"""Finding things by a word, and listing those of a kind, in the index of one edition.

The first letters of a word are enough, accents and capitals do not matter, and a word that
nothing has is read as one that differs by a slip.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from oogo.errors import BusyError, ConflictError, NotFoundError, ParameterError
from oogo.indexing import CODE_BREAK, UNNAMED, parts_of
from oogo.language import Text, folded
from oogo.ranking import COLUMNS, KEPT, best

__all__ = ["Choice", "Facet", "Found", "Hits", "Index", "Kind", "Listing"]

_WORD = re.compile(r"\w+")
_MOST_WORDS = 8
_MOST_READINGS = 6
_SLIPS = 3
_TOGETHER = 500
_SORTS = {
    "name": "sort_{l}",
    "-name": "sort_{l} DESC",
    "code": "thing.codes",
    "-code": "thing.codes DESC",
}


@dataclass(frozen=True)
class Found:
    """One thing: its IRI, its kind and its key there, what it is called, and its codes."""

    iri: str
    kind: str
    key: str
    name: Text
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Hits:
    """The best of all things that the words fit; ``read_as`` where a slip was mended."""

    things: tuple[Found, ...]
    total: int
    read_as: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of things that has a list."""

    slug: str
    iri: str
    name: Text
    count: int


@dataclass(frozen=True)
class Choice:
    """One value of a facet, and how many things it leaves."""

    iri: str
    name: Text
    count: int


@dataclass(frozen=True)
class Facet:
    """A property by which a list can be narrowed; ``chosen`` is the value it is narrowed to."""

    name: str
    iri: str
    label: Text
    chosen: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Listing:
    """One page of the things of a kind that have the chosen values."""

    kind: Kind
    total: int
    things: tuple[Found, ...]
    facets: tuple[Facet, ...]


class Index:
    """The index of one edition, read by any thread."""

    def __init__(self, path: Path, edition: int) -> None:
        """At this path, of this edition."""
        self.edition = edition
        self._path = path
        self._local = threading.local()

    def search(self, text: str, *, limit: int, offset: int = 0, kind: str = "") -> Hits:
        """The things that these words fit best."""
        words = _WORD.findall(folded(text))[:_MOST_WORDS]
        if not words:
            return Hits((), 0)
        hits = Hits((), 0) if kind else self._ready(text, limit, offset)
        hits = (
            hits if hits.total else self._matching([[w] for w in words], text, limit, offset, kind)
        )
        if hits.total:
            return hits
        readings = [self._readings(word) for word in words]
        mended = " ".join(reading[0] for reading in readings)
        if mended == " ".join(words):
            return hits
        found = self._matching(readings, mended, limit, offset, kind)
        return Hits(found.things, found.total, mended) if found.total else hits

    def names(self, iris: Iterable[str]) -> dict[str, Text]:
        """What these things are called, as far as they are in the index."""
        wanted = sorted(set(iris))
        marks = ",".join("?" * len(wanted))
        rows = self._rows(
            f"SELECT iri, name_nl, name_en FROM thing WHERE iri IN ({marks})",  # noqa: S608
            *wanted,
        )
        return {iri: Text(nl, en) for iri, nl, en in rows}

    def kinds(self) -> tuple[Kind, ...]:
        """All kinds of things, by name."""
        rows = self._rows(
            """SELECT type.slug, type.iri, type.count, name_nl, name_en FROM type
            LEFT JOIN thing ON thing.iri = type.iri ORDER BY type.slug"""
        )
        return tuple(
            Kind(slug, iri, Text(nl or slug, en or nl or UNNAMED.get(slug, slug)), count)
            for slug, iri, count, nl, en in rows
        )

    def kind(self, slug: str) -> Kind:
        """The kind with this name in its address."""
        for each in self.kinds():
            if each.slug == slug:
                return each
        raise NotFoundError(
            f"er is geen lijst ‘{slug}’",
            f"there is no list ‘{slug}’",
            place=slug,
            remedy_nl="Alle lijsten staan op /lists.",
            remedy_en="All lists are at /lists.",
        )

    def listing(
        self,
        slug: str,
        chosen: Mapping[str, str],
        *,
        text: str = "",
        sort: str = "name",
        language: str = "nl",
        limit: int,
        offset: int = 0,
    ) -> Listing:
        """The things of this kind with these values of its facets."""
        kind = self.kind(slug)
        facets = self._rows(
            """SELECT facet.name, property, name_nl, name_en FROM facet
            LEFT JOIN thing ON thing.iri = property WHERE slug = ? ORDER BY place""",
            slug,
        )
        properties = {name: prop for name, prop, _, _ in facets}
        _check(chosen, properties, sort)
        given = {properties[name]: value for name, value in chosen.items()}
        where, values = self._conditions(slug, given, text)
        [(total,)] = self._rows(f"SELECT COUNT(*) FROM thing WHERE {where}", *values)  # noqa: S608
        order = _SORTS[sort].format(l=language)
        rows = self._rows(
            f"SELECT {COLUMNS} FROM thing WHERE {where} "  # noqa: S608
            f"ORDER BY {order}, thing.iri LIMIT ? OFFSET ?",
            *values,
            limit,
            offset,
        )
        return Listing(
            kind,
            total,
            tuple(map(_found, rows)),
            tuple(
                Facet(
                    name,
                    prop,
                    Text(nl or name, en or nl or name),
                    chosen.get(name, ""),
                    self._choices(slug, prop, given, text),
                )
                for name, prop, nl, en in facets
            ),
        )

    def thing(self, slug: str, key: str) -> Found:
        """The thing of this kind with this key, or with this whole IRI."""
        self.kind(slug)
        rows = self._rows(
            f"""SELECT {COLUMNS} FROM thing JOIN kind ON kind.thing = thing.id AND slug = ?1
            WHERE thing.key = ?2 OR thing.iri = ?2 ORDER BY thing.iri = ?2 DESC, thing.iri""",  # noqa: S608
            slug,
            key,
        )
        if not rows:
            raise NotFoundError(
                f"in de lijst ‘{slug}’ staat geen ‘{key}’",
                f"the list ‘{slug}’ has no ‘{key}’",
                place=key,
                remedy_nl=f"Wat er wel staat, zegt /api/v1/lists/{slug}.",
                remedy_en=f"What it has is told by /api/v1/lists/{slug}.",
            )
        found = tuple(map(_found, rows))
        if len(found) > 1 and found[0].iri != key:
            every = ", ".join(each.iri for each in found)
            raise ConflictError(
                f"‘{key}’ is hier meer dan één ding",
                f"‘{key}’ is more than one thing here",
                place=key,
                remedy_nl=f"Geef een hele IRI: {every}.",
                remedy_en=f"Give a whole IRI: {every}.",
            )
        return found[0]

    def things(self, iris: Iterable[str]) -> dict[str, Found]:
        """Those of these things that stand in lists; the key is the IRI where a key is not one."""
        wanted = sorted(set(iris))
        found: dict[str, Found] = {}
        for start in range(0, len(wanted), _TOGETHER):
            batch = wanted[start : start + _TOGETHER]
            rows = self._rows(
                f"""SELECT {COLUMNS}, (SELECT COUNT(*) FROM thing AS other
                  JOIN kind ON kind.thing = other.id AND kind.slug = thing.kind
                  WHERE other.key = thing.key)
                FROM thing WHERE iri IN ({",".join("?" * len(batch))})""",  # noqa: S608
                *batch,
            )
            for *row, alike in rows:
                each = _found(row)
                found[each.iri] = each if alike == 1 else replace(each, key=each.iri)
        return found

    @property
    def last(self) -> int:
        """The highest number of a thing; numbers follow the order of the IRIs."""
        [(number,)] = self._rows("SELECT COALESCE(MAX(id), 0) FROM thing")
        return int(number)

    def iris(self, start: str, after: int, until: int) -> list[str]:
        """The IRIs that begin this way, of the things with these numbers."""
        rows = self._rows(
            "SELECT iri FROM thing WHERE id > ? AND id <= ? AND substr(iri, 1, ?) = ? ORDER BY id",
            after,
            until,
            len(start),
            start,
        )
        return [iri for (iri,) in rows]

    def _choices(
        self, slug: str, prop: str, given: Mapping[str, str], text: str
    ) -> tuple[Choice, ...]:
        """The values of a facet among what the other facets leave."""
        others = {each: value for each, value in given.items() if each != prop}
        where, values = self._conditions(slug, others, text)
        rows = self._rows(
            f"""SELECT value, named.name_nl, named.name_en, COUNT(*) FROM said
            JOIN thing ON thing.id = said.thing JOIN thing AS named ON named.iri = value
            WHERE property = ? AND {where}
            GROUP BY value ORDER BY COUNT(*) DESC, named.sort_nl""",  # noqa: S608
            prop,
            *values,
        )
        return tuple(Choice(iri, Text(nl, en), count) for iri, nl, en, count in rows)

    def _conditions(
        self, slug: str, given: Mapping[str, str], text: str
    ) -> tuple[str, list[object]]:
        """The condition on ``thing`` in SQL, and the values of its question marks."""
        parts = ["thing.id IN (SELECT thing FROM kind WHERE slug = ?)"]
        values: list[object] = [slug]
        for prop, value in given.items():
            parts.append("thing.id IN (SELECT thing FROM said WHERE property = ? AND value = ?)")
            values += [prop, value]
        for word in _WORD.findall(folded(text))[:_MOST_WORDS]:
            parts.append("(thing.exact_nl LIKE ? OR thing.exact_en LIKE ? OR thing.codes LIKE ?)")
            values += [f"%{word}%"] * 3
        return " AND ".join(parts), values

    def _matching(
        self, readings: Sequence[Sequence[str]], text: str, limit: int, offset: int, kind: str
    ) -> Hits:
        rows, total = best(self._rows, readings, text, limit=limit, offset=offset, kind=kind)
        return Hits(tuple(map(_found, rows)), total)

    def _ready(self, text: str, limit: int, offset: int) -> Hits:
        """What was found beforehand for the first letters of many words; nothing for others."""
        beginning = text.strip().casefold()
        found = self._rows("SELECT total FROM often WHERE beginning = ?", beginning)
        if not found or min(found[0][0], offset + limit) > KEPT:
            return Hits((), 0)
        rows = self._rows(
            f"""SELECT {COLUMNS} FROM first JOIN thing ON thing.id = first.thing
            WHERE beginning = ? AND place >= ? ORDER BY place LIMIT ?""",  # noqa: S608
            beginning,
            offset,
            limit,
        )
        return Hits(tuple(map(_found, rows)), found[0][0])

    def _readings(self, word: str) -> list[str]:
        """The word where anything has it, else the words that differ from it by a slip or two."""
        known = self._rows("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", f'"{word}"*')
        if known:
            return [word]
        parts = sorted(parts_of(word))
        marks = ",".join("?" * len(parts))
        near = self._rows(
            f"SELECT DISTINCT word FROM typo WHERE part IN ({marks})",  # noqa: S608
            *parts,
        )
        measured = sorted((_distance(word, other), other) for (other,) in near)
        best = [other for slips, other in measured if slips <= _slips_allowed(word)]
        return best[:_MOST_READINGS] or [word]

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        if not hasattr(self._local, "base"):
            self._local.base = self._connection()
        rows: list[tuple[Any, ...]] = self._local.base.execute(sql, values).fetchall()
        return rows

    def _connection(self) -> sqlite3.Connection:
        """The file, opened for this thread; newer editions may have made it go by now."""
        try:
            return sqlite3.connect(
                f"file:{self._path}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.OperationalError:
            if self._path.exists():
                raise
        raise BusyError(
            "er is net een nieuwe editie; de zoeklijst wordt vervangen",
            "there is a new edition; its index is taking the place of the old one",
            remedy_nl="Probeer het zo weer.",
            remedy_en="Try again in a moment.",
            retry_after=1,
        )


def _found(row: Sequence[object]) -> Found:
    iri, kind, key, nl, en, codes = map(str, row)
    return Found(iri, kind, key, Text(nl, en), tuple(codes.split(CODE_BREAK)) if codes else ())


def _check(chosen: Iterable[str], known: Iterable[str], sort: str) -> None:
    for name in chosen:
        if name not in known:
            raise ParameterError(
                f"deze lijst kent geen ‘{name}’",
                f"this list has no ‘{name}’",
                place=name,
                remedy_nl=f"Kies uit {', '.join(known)}." if known else "",
                remedy_en=f"Choose from {', '.join(known)}." if known else "",
            )
    if sort not in _SORTS:
        raise ParameterError(
            f"‘{sort}’ is geen volgorde",
            f"‘{sort}’ is not an order",
            place="sort",
            remedy_nl=f"Kies uit {', '.join(_SORTS)}.",
            remedy_en=f"Choose from {', '.join(_SORTS)}.",
        )


def _slips_allowed(word: str) -> int:
    return 1 if len(word) < 2 * _SLIPS else 2


def _distance(one: str, other: str) -> int:
    """How many letters must be put, left out, changed or swapped to make one word the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]

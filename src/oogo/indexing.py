"""The index of one edition: what every thing is called, what it is, and how to find it.

It is a cache beside the edition, one SQLite file, made by a process of its own
(``python -m oogo.indexing``) and put in its place in one rename.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from oogo.addresses import BASE
from oogo.background import alone, run
from oogo.language import folded
from oogo.library import load
from oogo.ranking import KEPT, best
from oogo.store import edition

__all__ = [
    "CODE_BREAK",
    "FOREIGN",
    "QUESTION",
    "UNNAMED",
    "index_path",
    "key_of",
    "make",
    "make_index",
    "natural",
    "parts_of",
    "slug_of",
]

QUESTION = "vraag"
"""The kind of things under which the questions of the library are found."""

CODE_BREAK = "\n"
"""What stands between the codes of one thing."""

# Goes up when this file writes another index of the same edition.
_FORM = 3
_KEEP = 2
_MOST_VALUES = 200
_MOST_FACETS = 8
_SHORTEST_TYPO = 4
_OFTEN = 1_000
"""Letters with which so many things begin are looked up beforehand."""
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_NAMING = {
    _SKOS + "prefLabel": 1,
    "http://www.w3.org/2000/01/rdf-schema#label": 2,
    "http://purl.org/dc/terms/title": 3,
    "http://xmlns.com/foaf/0.1/name": 4,
    "http://www.w3.org/ns/shacl#name": 5,
}
_CODES = {
    _SKOS + "notation",
    "http://purl.org/dc/terms/identifier",
    *(BASE + "def/" + name for name in ("brin", "gemeentecode", "swvCode")),
}
_MORE = {
    _SKOS + "altLabel",
    _SKOS + "hiddenLabel",
    *(BASE + "def/" + name for name in ("artikelNu", "artikelToen")),
}
FOREIGN = {
    "http://data.europa.eu/eli/ontology#LegalResource": "wet",
    "http://purl.org/linked-data/cube#Observation": "waarneming",
    "http://www.w3.org/2002/07/owl#Class": "klasse",
    "http://www.w3.org/2002/07/owl#DatatypeProperty": "eigenschap",
    "http://www.w3.org/2002/07/owl#ObjectProperty": "eigenschap",
    _SKOS + "Concept": "begrip",
    _SKOS + "ConceptScheme": "begrippenlijst",
    "http://www.w3.org/2006/time#ProperInterval": "periode",
    "http://www.w3.org/ns/org#Organization": "organisatie",
    "http://www.w3.org/ns/org#Post": "post",
    "http://www.w3.org/ns/shacl#NodeShape": "toetsvorm",
    "http://xmlns.com/foaf/0.1/Document": "document",
}
"""The names of kinds that other ontologies define."""

UNNAMED = {"eigenschap": "property", "klasse": "class", "toetsvorm": "shape"}
"""What kinds are called in English of which the class itself has no name in the graph."""

# Found in lists, not by a word: there are so many that they would hide the rest.
_UNSEARCHED = frozenset({"waarneming", "lezing", "bewering"})
# What people look for most stands before what merely has the same word in it.
_WEIGHTS = {
    QUESTION: 2.0,
    "begrip": 1.6,
    "bronpassage": 0.6,
    "gemeente": 2.0,
    "plicht": 1.6,
    "samenwerkingsverband": 2.0,
    "wet": 1.8,
    "klasse": 1.2,
}
# A row of a table is called as its topic is; the topic is what people mean.
_ITEM = BASE + "begrip/item/"
_PRINTED_ROW = 0.7
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LAST = re.compile("[/#]")
_DIGITS = re.compile(r"\d+")
_SCHEMA = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  key TEXT NOT NULL,
  name_nl TEXT NOT NULL, name_en TEXT NOT NULL, sort_nl TEXT NOT NULL, sort_en TEXT NOT NULL,
  exact_nl TEXT NOT NULL, exact_en TEXT NOT NULL, codes TEXT NOT NULL, weight REAL NOT NULL);
CREATE TABLE type (slug TEXT PRIMARY KEY, iri TEXT NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE kind (slug TEXT, thing INTEGER, PRIMARY KEY (slug, thing)) WITHOUT ROWID;
CREATE TABLE said (property TEXT, value TEXT, thing INTEGER,
  PRIMARY KEY (property, value, thing)) WITHOUT ROWID;
CREATE INDEX kinds ON kind (thing, slug);
CREATE INDEX keys ON thing (key);
CREATE TABLE facet (slug TEXT, place INTEGER, property TEXT, name TEXT,
  PRIMARY KEY (slug, place)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (names, codes, more, content='', columnsize=1,
  tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE TABLE often (beginning TEXT PRIMARY KEY, total INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE first (beginning TEXT, place INTEGER, thing INTEGER,
  PRIMARY KEY (beginning, place)) WITHOUT ROWID;
CREATE TABLE typo (part TEXT, word TEXT, PRIMARY KEY (part, word)) WITHOUT ROWID;
"""


@dataclass(slots=True)
class _Thing:
    """What is read about one thing before it is written; small, for there are many."""

    names: dict[str, tuple[int, str]] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The name in this language, else in another; empty where it has none."""
        tags = (language, "nl", "", "en", *sorted(self.names))
        return next((self.names[tag][1] for tag in tags if tag in self.names), "")


def index_path(data_dir: Path, number: int) -> Path:
    """Where the index of this edition stands, or will stand."""
    return data_dir / "search" / f"{number:06d}-{_FORM}.sqlite"


def natural(text: str) -> str:
    """What a text is sorted by: letters alike whatever their accent, 9 before 10."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(8), folded(text))


def slug_of(class_iri: str) -> str:
    """The name of a class in the address of its list; empty for a class that has no list."""
    local = class_iri.removeprefix(BASE + "def/")
    if local == class_iri or "/" in local:
        return FOREIGN.get(class_iri, "")
    return _HUMP.sub("-", local).lower()


def key_of(iri: str) -> str:
    """What a thing is called in the address of its list: its IRI without what its kind shares."""
    if not iri.startswith(BASE):
        return _LAST.split(iri.rstrip("/#"))[-1]
    root, _, rest = iri.removeprefix(BASE).partition("/")
    return (rest.partition("/")[2] if root == "id" else rest) or root


def parts_of(word: str) -> set[str]:
    """The word, and the word with each letter left out: alike for words one slip apart."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def make_index(data_dir: Path, number: int) -> None:
    """Make the index of one edition, unless another process has made it by now."""
    found = edition.find(data_dir, number)
    if found is None:
        sys.exit(f"there is no edition {number}")
    path = index_path(data_dir, number)
    with alone(path.parent / "lock"):
        if not path.exists():
            with edition.hold(found) as held:
                make(Store.read_only(str(held.path)), path)
            for old in sorted(path.parent.glob("*.sqlite"))[:-_KEEP]:
                old.unlink()


def make(store: Store, path: Path) -> None:
    """Write the index of this store, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as base:
        base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        with base:
            _fill(base, store)
        base.execute("VACUUM")
    part.rename(path)


def _fill(base: sqlite3.Connection, store: Store) -> None:
    things, classes = _read(store)
    for iri, thing in _questions():
        things[iri] = thing
    numbers = {iri: number for number, iri in enumerate(sorted(things), 1)}
    base.executemany(
        "INSERT INTO thing VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (_row(numbers[iri], iri, thing) for iri, thing in things.items()),
    )
    base.executemany(
        "INSERT INTO kind VALUES (?,?)",
        ((slug, numbers[iri]) for iri, thing in things.items() for slug in thing.kinds),
    )
    base.executemany(
        "INSERT OR IGNORE INTO said VALUES (?,?,?)",
        _said(store, numbers),
    )
    base.executemany(
        "INSERT INTO type SELECT slug, ?2, COUNT(*) FROM kind WHERE slug = ?1 GROUP BY slug",
        classes.items(),
    )
    _choose_facets(base)
    base.executemany(
        "INSERT INTO words (rowid, names, codes, more) VALUES (?,?,?,?)",
        (
            (
                numbers[iri],
                " ".join(sorted({name for _, name in thing.names.values()})),
                " ".join(sorted(set(thing.codes))),
                " ".join(sorted({*thing.more, iri.rpartition("/")[2]})),
            )
            for iri, thing in things.items()
            if _UNSEARCHED.isdisjoint(thing.kinds)
        ),
    )
    base.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'words', 'row')")
    _write_typos(base)
    _find_beforehand(base, numbers)


def _read(store: Store) -> tuple[dict[str, _Thing], dict[str, str]]:
    """The named things, and the class behind each kind."""
    things: dict[str, _Thing] = defaultdict(_Thing)
    classes: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode):
            continue
        if isinstance(value, Literal):
            _note(things, subject.value, predicate, value)
        elif isinstance(value, NamedNode) and predicate == _TYPE:
            slug = slug_of(value.value)
            if slug:
                classes.setdefault(slug, value.value)
                thing = things[subject.value]
                if slug not in thing.kinds:
                    thing.kinds += (sys.intern(slug),)
    return {iri: thing for iri, thing in things.items() if thing.names}, classes


def _said(store: Store, numbers: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    """What named things say of each other: property, value and the number of the thing."""
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        subject, value = quad.subject, quad.object
        if (
            isinstance(subject, NamedNode)
            and isinstance(value, NamedNode)
            and value.value in numbers
            and subject.value in numbers
            and quad.predicate.value != _TYPE
        ):
            yield quad.predicate.value, value.value, numbers[subject.value]


def _note(things: dict[str, _Thing], iri: str, predicate: str, value: Literal) -> None:
    if predicate in _NAMING:
        tag = (value.language or "").partition("-")[0]
        names = things[iri].names
        candidate = (_NAMING[predicate], value.value)
        names[tag] = min(names.get(tag, candidate), candidate)
    elif predicate in _CODES:
        things[iri].codes += (value.value,)
    elif predicate in _MORE:
        things[iri].more += (value.value,)


def _questions() -> Iterator[tuple[str, _Thing]]:
    for question in load().values():
        yield (
            f"{BASE}questions/{question.name}",
            _Thing(
                names={"nl": (1, question.title.nl), "en": (1, question.title.en)},
                more=(question.question.nl, question.question.en),
                kinds=(QUESTION,),
            ),
        )


def _row(number: int, iri: str, thing: _Thing) -> tuple[object, ...]:
    kind = max(thing.kinds, key=lambda slug: (_WEIGHTS.get(slug, 1.0), len(slug), slug), default="")
    nl, en = thing.name("nl"), thing.name("en")
    codes = CODE_BREAK.join(sorted(set(thing.codes)))
    sorts, exacts = (natural(nl), natural(en)), (folded(nl), folded(en))
    weight = _PRINTED_ROW if iri.startswith(_ITEM) else _WEIGHTS.get(kind, 1.0)
    return number, iri, kind, key_of(iri), nl, en, *sorts, *exacts, codes, weight


def _choose_facets(base: sqlite3.Connection) -> None:
    """Of each kind the properties that divide its things into groups worth choosing from."""
    found = base.execute(
        """SELECT kind.slug, property, COUNT(DISTINCT value), COUNT(DISTINCT said.thing), type.count
        FROM said CROSS JOIN kind ON kind.thing = said.thing JOIN type ON type.slug = kind.slug
        GROUP BY kind.slug, property"""
    ).fetchall()
    worth: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for slug, prop, values, reach, count in sorted(found, key=lambda row: (-row[3], row[1])):
        if 1 < values <= min(_MOST_VALUES, count * 2 / 3) and reach * 5 >= count:
            # Two properties that divide the same things into as many groups say the same.
            worth[slug].setdefault((values, reach), prop)
    for slug, properties in worth.items():
        names: dict[str, str] = {}
        for prop in properties.values():
            names.setdefault(re.split(r"[/#]", prop)[-1], prop)
        rows = list(names.items())[:_MOST_FACETS]
        base.executemany(
            "INSERT INTO facet VALUES (?,?,?,?)",
            ((slug, place, prop, name) for place, (name, prop) in enumerate(rows)),
        )
    base.execute("DELETE FROM said WHERE property NOT IN (SELECT property FROM facet)")


def _write_typos(base: sqlite3.Connection) -> None:
    words: Iterable[tuple[str]] = base.execute("SELECT term FROM temp.vocabulary").fetchall()
    base.executemany(
        "INSERT OR IGNORE INTO typo VALUES (?,?)",
        (
            (part, word)
            for (word,) in words
            if len(word) >= _SHORTEST_TYPO and not word.isdecimal()
            for part in parts_of(word)
        ),
    )


def _find_beforehand(base: sqlite3.Connection, numbers: Mapping[str, int]) -> None:
    """What is found for the first letters of so many words that ranking it would take long."""

    def ask(sql: str, *values: object) -> list[tuple[Any, ...]]:
        return base.execute(sql, values).fetchall()

    fitting: Counter[str] = Counter()
    for word, things in ask("SELECT term, doc FROM temp.vocabulary"):
        for length in range(1, len(word) + 1):
            fitting[word[:length]] += things
    for beginning in sorted(word for word, things in fitting.items() if things >= _OFTEN):
        rows, total = best(ask, [[beginning]], beginning, limit=KEPT)
        base.execute("INSERT INTO often VALUES (?,?)", (beginning, total))
        base.executemany(
            "INSERT INTO first VALUES (?,?,?)",
            ((beginning, place, numbers[iri]) for place, (iri, *_) in enumerate(rows)),
        )


if __name__ == "__main__":
    run(make_index)

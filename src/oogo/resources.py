"""One thing: what is said about it, what points to it, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.names import Names, name_things
from oogo.reading import Reader, Term, page_query

__all__ = [
    "PAGE",
    "ROOTS",
    "Description",
    "Incoming",
    "Property",
    "describe",
    "known",
    "members",
    "said",
]

ROOTS = ("def", "vorm", "begrip", "wet", "graph", "dataset")
"""The paths under which our own things that are documents stand."""

PAGE = 100
"""How many things that point to this one stand on a page."""

_MANY = 10_000
"""Of more things than this the pages are not in the order of their IRIs: ordering takes seconds."""
_DIGITS = 9


@dataclass(frozen=True)
class Property:
    """One property of the thing: how many values it has, and those that are told here."""

    iri: str
    values: tuple[NamedNode | Literal, ...]
    count: int


@dataclass(frozen=True)
class Incoming:
    """Things that point to this one by one property: how many, and those on this page."""

    property: str
    count: int
    things: tuple[str, ...]


@dataclass(frozen=True)
class Description:
    """A thing, its properties, who points to it, and the names of all that."""

    iri: str
    types: tuple[str, ...]
    properties: tuple[Property, ...]
    incoming: tuple[Incoming, ...]
    next: tuple[str, str] | None
    names: Names
    edition: int


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


async def describe(
    reader: Reader, iri: str, after: tuple[str, str] = ("", ""), most: int | None = None
) -> Description:
    """The thing with this IRI, and the page of what points to it after (property, thing).

    Of each property at most so many values are told.
    """
    thing = {"iri": NamedNode(iri)}
    outgoing = await reader.rows(page_query("eigenschappen"), thing)
    counts = await reader.rows(page_query("verwijzingen-geteld"), thing)
    said = sorted(((row[1], row[2]) for row in outgoing.rows), key=_order)
    properties = _grouped(said, most)
    counted = [(_iri(row[1]), _number(row[2])) for row in counts.rows]
    pairs, following = await _pointing(reader, NamedNode(iri), counted, after)
    incoming = _incoming(counted, pairs)
    wanted = {iri, *(name for pair in pairs for name in pair)}
    wanted |= {property.iri for property in properties}
    wanted |= {
        value.value
        for property in properties
        for value in property.values
        if isinstance(value, NamedNode)
    }
    types = [p.values for p in properties if p.iri == _TYPE]
    return Description(
        iri=iri,
        types=tuple(value.value for values in types for value in values),
        properties=tuple(p for p in properties if p.iri != _TYPE),
        incoming=incoming,
        next=following,
        names=await name_things(reader, wanted),
        edition=outgoing.edition,
    )


async def _pointing(
    reader: Reader, iri: NamedNode, counted: Sequence[tuple[str, int]], after: tuple[str, str]
) -> tuple[list[tuple[str, str]], tuple[str, str] | None]:
    """One page of (property, thing) that point to this, and after which the next page begins.

    ``after`` is a property and how many things with it were told already.
    """
    left, start = [(name, number) for name, number in counted if name >= after[0]], 0
    if left and left[0][0] == after[0] and after[1].isascii() and after[1].isdecimal():
        start = int(after[1][:_DIGITS])
    things: dict[str, list[str]] = {}
    if sum(number for _, number in counted) <= _MANY:
        found = await reader.rows(page_query("verwijzingen"), {"iri": iri})
        for name, thing in sorted((_iri(row[1]), _iri(row[2])) for row in found.rows):
            things.setdefault(name, []).append(thing)
    pairs: list[tuple[str, str]] = []
    for name, number in left:
        room = PAGE - len(pairs)
        if not room:
            return pairs, (name, "0")
        if name in things:
            shown = things[name][start : start + room]
        else:
            text = f"{page_query('verwijzingen-met')}OFFSET {start}\nLIMIT {room}\n"
            found = await reader.rows(text, {"iri": iri, "eigenschap": NamedNode(name)})
            shown = [_iri(row[2]) for row in found.rows]
        pairs += [(name, thing) for thing in shown]
        if start + len(shown) < number and len(pairs) == PAGE:
            return pairs, (name, str(start + len(shown)))
        start = 0
    return pairs, None


def _order(pair: tuple[Term | None, Term | None]) -> tuple[str, bool, str, str]:
    """Properties by their IRI; of one property the things first, then the texts by language."""
    value = pair[1]
    language = value.language or "" if isinstance(value, Literal) else ""
    text = "" if value is None else value.value
    return _iri(pair[0]), isinstance(value, Literal), language, text


def _grouped(
    pairs: Sequence[tuple[Term | None, Term | None]], most: int | None
) -> tuple[Property, ...]:
    values: dict[str, list[NamedNode | Literal]] = {}
    for predicate, value in pairs:
        if isinstance(value, NamedNode | Literal):
            values.setdefault(_iri(predicate), []).append(value)
    return tuple(Property(iri, tuple(found[:most]), len(found)) for iri, found in values.items())


def _incoming(
    counts: Sequence[tuple[str, int]], pairs: Sequence[tuple[str, str]]
) -> tuple[Incoming, ...]:
    things: dict[str, list[str]] = {}
    for predicate, thing in pairs:
        things.setdefault(predicate, []).append(thing)
    return tuple(
        Incoming(predicate, count, tuple(things[predicate]))
        for predicate, count in counts
        if predicate in things
    )


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _number(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) else 0


async def said(reader: Reader, iri: str) -> bool:
    """Whether anything is said of this IRI, as against by pointing to it."""
    return bool((await reader.rows(page_query("gezegd"), {"iri": NamedNode(iri)})).rows)


async def known(reader: Reader, iri: str) -> bool:
    """Whether anything is said about this IRI at all."""
    return bool((await reader.rows(page_query("bekend"), {"iri": NamedNode(iri)})).rows)


async def members(reader: Reader, iri: str) -> tuple[str, ...]:
    """What stands under a root such as ``…/begrip``: its schemes, classes, shapes, laws, tables."""
    if iri.removeprefix(BASE) not in ROOTS:
        return ()
    found = await reader.rows(page_query("inhoud"), {"wortel": Literal(iri + "/")})
    return tuple(row[1].value for row in found.rows if isinstance(row[1], NamedNode))

"""One thing: what is said about it, what points to it, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.names import Names, name_things
from oogo.reading import Reader, Term, page_query

__all__ = ["ROOTS", "Description", "Incoming", "Property", "describe", "known", "members"]

ROOTS = ("def", "vorm", "begrip", "wet", "graph", "dataset")
"""The paths under which our own things that are documents stand."""

PAGE = 100
"""How many things that point to this one stand on a page."""


@dataclass(frozen=True)
class Property:
    """One property of the thing, with all its values."""

    iri: str
    values: tuple[NamedNode | Literal, ...]


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


async def describe(reader: Reader, iri: str, after: tuple[str, str] = ("", "")) -> Description:
    """The thing with this IRI, and the page of what points to it after (property, thing)."""
    thing = {"iri": NamedNode(iri)}
    outgoing = await reader.rows(page_query("eigenschappen"), thing)
    counts = await reader.rows(page_query("verwijzingen-geteld"), thing)
    pointing = await reader.rows(
        page_query("verwijzingen"),
        {**thing, "na_eigenschap": Literal(after[0]), "na_ding": Literal(after[1])},
    )
    properties = _grouped([(row[1], row[2]) for row in outgoing.rows])
    pairs = [(_iri(row[-2]), _iri(row[-1])) for row in pointing.rows]
    incoming = _incoming([(_iri(row[1]), _number(row[2])) for row in counts.rows], pairs[:PAGE])
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
        next=pairs[PAGE - 1] if len(pairs) > PAGE else None,
        names=await name_things(reader, wanted),
        edition=outgoing.edition,
    )


def _grouped(pairs: Sequence[tuple[Term | None, Term | None]]) -> tuple[Property, ...]:
    values: dict[str, list[NamedNode | Literal]] = {}
    for predicate, value in pairs:
        if isinstance(value, NamedNode | Literal):
            values.setdefault(_iri(predicate), []).append(value)
    return tuple(Property(iri, tuple(found)) for iri, found in values.items())


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


async def known(reader: Reader, iri: str) -> bool:
    """Whether anything is said about this IRI at all."""
    return bool((await reader.rows(page_query("bekend"), {"iri": NamedNode(iri)})).rows)


async def members(reader: Reader, iri: str) -> tuple[str, ...]:
    """What stands under a root such as ``…/begrip``: its schemes, classes, shapes, laws, tables."""
    if iri.removeprefix(BASE) not in ROOTS:
        return ()
    found = await reader.rows(page_query("inhoud"), {"wortel": Literal(iri + "/")})
    return tuple(row[1].value for row in found.rows if isinstance(row[1], NamedNode))

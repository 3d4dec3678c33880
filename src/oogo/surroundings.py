"""What stands around a thing: its relations by subject, its dates, its duties, its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.diagram import Edge, Node
from oogo.language import Text
from oogo.names import Names, name_things
from oogo.reading import Reader, Term, about, page_query
from oogo.resources import PAGE, Description, Incoming, Property

__all__ = [
    "Delivery",
    "Event",
    "Group",
    "Role",
    "Validity",
    "around",
    "as_it_was",
    "groups",
    "last_delivery",
    "neighbours",
    "roles",
    "timeline",
    "told_once",
    "validities",
]

_MODULE = BASE + "def/module/"
_BORROWED = _MODULE + "geleend"
_PROVENANCE = _MODULE + "herkomst"
_PROV = "http://www.w3.org/ns/prov#"
_NAMING = Text("Naam en omschrijving", "Name and description")
_OTHER = Text("Overige verbanden", "Other relations")
_NAMES = (
    "http://purl.org/dc/terms/",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://xmlns.com/foaf/0.1/",
)
_MOST_POINTING = 2_000
"""A thing that more point to is a hub: a list of dates around it would tell nobody anything."""
_MOST_NEIGHBOURS = 12
_MOST_ALIKE = 24
"""Of so many things with the same relation a few in a drawing say nothing."""
_YEAR_DIGITS = 4


@dataclass(frozen=True)
class Group:
    """The relations about one subject, in words: what the thing says, and what says it of it."""

    title: Text
    drawn: bool
    outgoing: tuple[Property, ...]
    incoming: tuple[Incoming, ...]


@dataclass(frozen=True)
class Event:
    """A date, what it is the date of, and of which thing."""

    date: str
    property: str
    thing: str


@dataclass(frozen=True)
class Role:
    """A role that bears duties, which this kind of thing has."""

    iri: str
    name: Text
    duties: int


@dataclass(frozen=True)
class Delivery:
    """The last published delivery of an organisation: its graph, its number, and what was found."""

    graph: str
    number: str
    day: str
    warnings: int
    uncertain: int
    not_assessable: int
    waived: int


@dataclass(frozen=True)
class Validity:
    """From when (inclusive) and until when (exclusive) a thing holds; empty is not bounded."""

    start: str
    end: str

    def holds(self, day: date) -> bool:
        """Whether it holds on this day; years count whole, both the first and the last."""
        if self.start and day < _first_day(self.start):
            return False
        return not self.end or day < _first_day(self.end, after=len(self.end) == _YEAR_DIGITS)


async def groups(reader: Reader, thing: Description) -> tuple[Group, ...]:
    """The relations of the thing by the module of their property: names first, sources last."""
    properties = {p.iri for p in thing.properties} | {i.property for i in thing.incoming}
    modules, titles = await _modules(reader, properties)
    others = _others({*properties} - {*modules}, thing)
    by_kind, more_titles = await _modules_of_kinds(reader, others)
    modules |= {prop: by_kind[other] for prop, other in others.items() if other in by_kind}
    titles |= more_titles
    outgoing: dict[str, list[Property]] = defaultdict(list)
    incoming: dict[str, list[Incoming]] = defaultdict(list)
    for prop in thing.properties:
        naming = prop.iri.startswith(_NAMES)
        outgoing[_NAMING.nl if naming else modules.get(prop.iri, "")].append(prop)
    for each in thing.incoming:
        incoming[modules.get(each.property, "")].append(each)
    titles |= {_NAMING.nl: _NAMING, "": _OTHER}
    return tuple(
        Group(
            titles[key],
            key not in (_NAMING.nl, _PROVENANCE),
            tuple(outgoing.get(key, ())),
            tuple(incoming.get(key, ())),
        )
        for key in sorted({*outgoing, *incoming}, key=_rank)
    )


def _others(properties: set[str], thing: Description) -> dict[str, str]:
    """For each of these properties one thing at its other end."""
    found = {
        prop.iri: value.value
        for prop in thing.properties
        for value in prop.values
        if isinstance(value, NamedNode)
    }
    found |= {each.property: each.things[0] for each in thing.incoming if each.things}
    return {
        prop: other
        for prop, other in found.items()
        if prop in properties and not prop.startswith(_NAMES)
    }


async def told_once(reader: Reader, thing: Description) -> Description:
    """The thing without what is told twice: of a relation and its inverse the short one stays."""
    found = await reader.rows(page_query("omgeving-omgekeerd"))
    inverse = {_lexical(row[0]): _lexical(row[1]) for row in found.rows}
    outgoing = {prop.iri: prop.count for prop in thing.properties}
    incoming = {each.property: each.count for each in thing.incoming}

    def kept_in(each: Incoming) -> bool:
        own = outgoing.get(inverse.get(each.property, ""))
        return own is None or own > PAGE

    def kept_out(prop: Property) -> bool:
        return prop.count <= PAGE or inverse.get(prop.iri, "") not in incoming

    return replace(
        thing,
        properties=tuple(filter(kept_out, thing.properties)),
        incoming=tuple(filter(kept_in, thing.incoming)),
    )


async def last_delivery(reader: Reader, iri: str) -> Delivery | None:
    """What this organisation delivered last, of what is in force."""
    found = await reader.rows(page_query("omgeving-aanlevering"), {"iri": NamedNode(iri)})
    for row in found.rows:
        _, graph, number, moment, *counts = map(_lexical, row)
        return Delivery(graph, number, moment[:10], *map(int, counts))
    return None


async def timeline(reader: Reader, thing: Description) -> tuple[tuple[Event, ...], Names]:
    """The dates of the thing and of what it has to do with, in their order."""
    around = sum(each.count for each in thing.incoming) + sum(p.count for p in thing.properties)
    if around > _MOST_POINTING:
        return (), Names({})
    found = await reader.rows(page_query("omgeving-tijdlijn"), {"iri": NamedNode(thing.iri)})
    events = tuple(
        Event(_lexical(day), _lexical(prop), _lexical(other) or thing.iri)
        for _, day, prop, other in found.rows
    )
    named = {iri for event in events for iri in (event.property, event.thing)}
    return events, await name_things(reader, named)


async def roles(reader: Reader, iri: str) -> tuple[Role, ...]:
    """The roles of the law that this kind of thing has, and how many duties each bears."""
    found = await reader.rows(page_query("omgeving-plichten"), {"iri": NamedNode(iri)})
    names = await name_things(reader, (_lexical(row[1]) for row in found.rows))
    return tuple(
        Role(role, Text(names.of(role, "nl"), names.of(role, "en")), int(_lexical(count)))
        for role, count in ((_lexical(row[1]), row[2]) for row in found.rows)
        if role
    )


async def validities(reader: Reader, iris: Iterable[str]) -> Mapping[str, Validity]:
    """When these things hold, as far as anybody said so."""
    wanted = [NamedNode(iri) for iri in sorted(set(iris))]
    found = await reader.rows(about(page_query("omgeving-geldigheid"), "iri", wanted))
    return {
        _lexical(iri): Validity(_lexical(start), _lexical(end)) for iri, start, end in found.rows
    }


def around(described: Description) -> list[str]:
    """The thing, what it points to, and what points to it on this page."""
    values = (value for prop in described.properties for value in prop.values)
    things = (iri for incoming in described.incoming for iri in incoming.things)
    pointed = (value.value for value in values if isinstance(value, NamedNode))
    return list(dict.fromkeys((described.iri, *pointed, *things)))


def as_it_was(described: Description, known: Mapping[str, Validity], day: date) -> Description:
    """The thing as it was on this day: without what did not hold then."""

    def held(iri: str) -> bool:
        return iri not in known or known[iri].holds(day)

    def said_then(prop: Property) -> Property:
        values = tuple(v for v in prop.values if isinstance(v, Literal) or held(v.value))
        return replace(prop, values=values, count=prop.count - len(prop.values) + len(values))

    def pointing_then(each: Incoming) -> Incoming:
        things = tuple(filter(held, each.things))
        return replace(each, things=things, count=each.count - len(each.things) + len(things))

    properties = tuple(map(said_then, described.properties))
    incoming = tuple(map(pointing_then, described.incoming))
    return replace(
        described,
        properties=tuple(prop for prop in properties if prop.values),
        incoming=tuple(each for each in incoming if each.things),
    )


def neighbours(
    thing: Description, found: Sequence[Group], language: str, href: Mapping[str, str]
) -> tuple[list[Node], list[Edge]]:
    """The thing and the first things around it, to be drawn; sources and borrowed terms are not."""
    names = thing.names
    relations: list[list[tuple[str, str, str]]] = []
    for group in found:
        if not group.drawn:
            continue
        for prop in group.outgoing:
            values = [value.value for value in prop.values if isinstance(value, NamedNode)]
            relations.append([(thing.iri, prop.iri, value) for value in values])
        for each in group.incoming:
            relations.append([(other, each.property, thing.iri) for other in each.things])
    # Of every relation the first, then of every relation the second: no one crowds out the others.
    few = [relation for relation in relations if len(relation) <= _MOST_ALIKE]
    pairs = [pair for turn in zip_longest(*few) for pair in turn if pair is not None]
    others: list[str] = []
    for start, _, end in pairs:
        other = end if start == thing.iri else start
        if other != thing.iri and names.has(other) and other not in others:
            others.append(other)
    shown = {thing.iri, *others[:_MOST_NEIGHBOURS]}
    nodes = [
        Node(iri, _short(names.of(iri, language)), "", href[iri], guest=iri != thing.iri)
        for iri in (thing.iri, *others[:_MOST_NEIGHBOURS])
    ]
    edges = [
        Edge(start, end, names.of(prop, language))
        for start, prop, end in pairs
        if {start, end} <= shown and start != end
    ]
    return nodes, edges


async def _modules(reader: Reader, properties: set[str]) -> tuple[dict[str, str], dict[str, Text]]:
    wanted = [NamedNode(iri) for iri in sorted(properties)]
    found = await reader.rows(about(page_query("omgeving-modules"), "eigenschap", wanted))
    modules = {iri: _PROVENANCE for iri in properties if iri.startswith(_PROV)}
    titles = {_PROVENANCE: Text("Bronnen en vindplaatsen", "Sources and places")}
    for row in found.rows:
        prop, module, nl, en = map(_lexical, row)
        if module != _BORROWED:
            modules[prop] = module
            titles[module] = Text(_said(nl), _said(en))
    return modules, titles


async def _modules_of_kinds(
    reader: Reader, others: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Text]]:
    """The module of what stands at the other end, for properties that are not our own."""
    wanted = [NamedNode(iri) for iri in sorted(set(others.values()))]
    found = await reader.rows(about(page_query("omgeving-modules-van-dingen"), "ding", wanted))
    modules, titles = {}, {}
    for row in sorted(found.rows, key=lambda row: tuple(map(_lexical, row))):
        thing, module, nl, en = map(_lexical, row)
        if module != _BORROWED:
            modules[thing] = module
            titles[module] = Text(_said(nl), _said(en))
    return modules, titles


def _said(title: str) -> str:
    """What a module is about: the words behind the colon of its title."""
    words = title.rpartition(": ")[2]
    return words[:1].upper() + words[1:]


def _rank(key: str) -> tuple[int, str]:
    """Names first, then subjects, then what belongs to no subject of ours, then sources."""
    return {_NAMING.nl: 0, "": 2, _PROVENANCE: 3}.get(key, 1), key


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39].rstrip() + "…"


def _first_day(text: str, *, after: bool = False) -> date:
    if len(text) == _YEAR_DIGITS:
        return date(int(text) + after, 1, 1)
    return date.fromisoformat(text[:10])


def _lexical(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""

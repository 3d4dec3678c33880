"""The concept schemes as their pages show them: concepts as a tree, and where they are used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from oogo.language import Text
from oogo.reading import Reader
from oogo.records import Record, distinct, grouped, read

__all__ = [
    "Branch",
    "Concept",
    "Place",
    "Scheme",
    "concepts",
    "places",
    "relatives",
    "schemes",
    "tree",
]


@dataclass(frozen=True)
class Scheme:
    """A list of concepts, and how many there are."""

    iri: str
    title: Text
    description: Text
    count: int


@dataclass(frozen=True)
class Concept:
    """One concept of a scheme; ``uses`` counts the statements that point to it."""

    iri: str
    notations: tuple[str, ...]
    name: Text
    definition: Text
    broader: tuple[str, ...]
    sources: tuple[str, ...]
    uses: int


@dataclass(frozen=True)
class Branch:
    """A concept and how deep it stands in the tree of its scheme."""

    concept: Concept
    depth: int


@dataclass(frozen=True)
class Place:
    """How often one property points to a concept, in one table or outside tables."""

    property: str
    table: str
    count: int
    first: str


async def schemes(reader: Reader) -> tuple[Scheme, ...]:
    """All schemes, by title."""
    return tuple(
        Scheme(
            iri=record.word("schema"),
            title=record.text("titel"),
            description=record.text("beschrijving"),
            count=record.number("aantal"),
        )
        for record in await read(reader, "begrip-schemas")
    )


async def concepts(reader: Reader, scheme: str) -> tuple[Concept, ...]:
    """The concepts of this scheme, by IRI."""
    this = {"schema": NamedNode(scheme)}
    used = await read(reader, "begrip-gebruik", this)
    uses = {record.word("begrip"): record.number("aantal") for record in used}
    found = grouped(await read(reader, "begrip-lijst", this), "begrip")
    return tuple(_concept(records, uses.get(iri, 0)) for iri, records in found.items())


def _concept(records: list[Record], uses: int) -> Concept:
    first = records[0]
    return Concept(
        iri=first.word("begrip"),
        notations=distinct(records, "notatie"),
        name=first.text("naam"),
        definition=first.text("definitie"),
        broader=distinct(records, "ruimer"),
        sources=distinct(records, "bron"),
        uses=uses,
    )


def tree(found: Iterable[Concept]) -> tuple[Branch, ...]:
    """The concepts with what is narrower below what is broader, each once."""
    every = {concept.iri: concept for concept in found}
    below: dict[str, list[Concept]] = defaultdict(list)
    for concept in every.values():
        above = [iri for iri in concept.broader if iri in every and iri != concept.iri]
        below[above[0] if above else ""].append(concept)
    branches: dict[str, Branch] = {}
    pending = [Branch(concept, 0) for concept in reversed(below[""])]
    while pending:
        branch = pending.pop()
        branches[branch.concept.iri] = branch
        narrower = reversed(below[branch.concept.iri])
        pending += [Branch(concept, branch.depth + 1) for concept in narrower]
    rings = [Branch(concept, 0) for iri, concept in every.items() if iri not in branches]
    return (*branches.values(), *rings)


async def places(reader: Reader, iri: str) -> tuple[Place, ...]:
    """Where this concept is used, by property and table."""
    return tuple(
        Place(
            property=record.word("eigenschap"),
            table=record.word("tabel"),
            count=record.number("aantal"),
            first=record.word("eerste"),
        )
        for record in await read(reader, "begrip-plaatsen", {"iri": NamedNode(iri)})
    )


async def relatives(reader: Reader, iri: str) -> dict[str, tuple[str, ...]]:
    """The concepts narrower than this one, and the collections that it is in."""
    found = grouped(await read(reader, "begrip-verband", {"iri": NamedNode(iri)}), "verband")
    return {kind: distinct(found.get(kind, ()), "ding") for kind in ("narrower", "collection")}

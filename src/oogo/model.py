"""The ontology as its pages show it: modules, their terms, and what each term is used for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.language import Text
from oogo.names import Names, name_things
from oogo.reading import Reader, page_query
from oogo.records import Record, read

__all__ = [
    "KINDS",
    "Feature",
    "ModelTerm",
    "Module",
    "Relation",
    "Relative",
    "Shape",
    "Statements",
    "TermUse",
    "alignments",
    "modules",
    "relations",
    "statements",
    "term_use",
    "terms",
]

KINDS = ("class", "object", "data", "annotation", "severity")
"""The kinds of terms, in the order in which pages list them."""

_DEF = BASE + "def/"
_RELATIONS = ("subclass", "subproperty", "inverse", "disjoint", "domain", "range")


@dataclass(frozen=True)
class ModelTerm:
    """A class or property: what it is called and what it means."""

    iri: str
    kind: str
    module: str
    name: Text
    definition: Text

    @property
    def local(self) -> str:
        """The name as it stands in a query, such as ``oogo:Oogo``."""
        return "oogo:" + self.iri.removeprefix(_DEF)


@dataclass(frozen=True)
class Module:
    """A part of the ontology and its terms."""

    iri: str
    title: Text
    description: Text
    terms: tuple[ModelTerm, ...]

    def of(self, kind: str) -> tuple[ModelTerm, ...]:
        """The terms of this kind."""
        return tuple(term for term in self.terms if term.kind == kind)


@dataclass(frozen=True)
class Relation:
    """A class, what it has to do with another, and that other."""

    start: str
    property: str
    end: str


@dataclass(frozen=True)
class Relative:
    """A term that has to do with this one; ``via`` is the class that it comes from."""

    iri: str
    via: str


@dataclass(frozen=True)
class Shape:
    """A shape that checks a term; ``rule`` where it has a page of its own among the rules."""

    iri: str
    code: str
    name: Text
    rule: bool


@dataclass(frozen=True)
class Feature:
    """A property that things of a class have: how many of the sample, and one value."""

    property: str
    count: int
    value: NamedNode | Literal


@dataclass(frozen=True)
class TermUse:
    """Where a term is used: in the model, in shapes and in the data."""

    relatives: Mapping[str, tuple[Relative, ...]]
    shapes: tuple[Shape, ...]
    count: int
    samples: tuple[tuple[str, NamedNode | Literal | None], ...]
    features: tuple[Feature, ...]

    def things(self) -> set[str]:
        """Every IRI that a page about this use names."""
        found = {relative.iri for group in self.relatives.values() for relative in group}
        found |= {relative.via for group in self.relatives.values() for relative in group}
        found |= {feature.property for feature in self.features}
        found |= {thing for thing, _ in self.samples}
        values = [value for _, value in self.samples] + [each.value for each in self.features]
        found |= {value.value for value in values if isinstance(value, NamedNode)}
        return found - {""}


@dataclass(frozen=True)
class Statements:
    """What is said about one thing, by property, with the names of what it points to."""

    iri: str
    values: Mapping[str, tuple[NamedNode | Literal, ...]]
    names: Names
    edition: int

    def things(self, *properties: str) -> tuple[str, ...]:
        """The IRIs that these properties point to."""
        return tuple(
            value.value
            for property in properties
            for value in self.values.get(property, ())
            if isinstance(value, NamedNode)
        )

    def texts(self, property: str, language: str) -> tuple[str, ...]:
        """The texts of this property in this language, and those without a language."""
        return tuple(
            value.value
            for value in self.values.get(property, ())
            if isinstance(value, Literal) and value.language in (language, None)
        )


async def modules(reader: Reader) -> tuple[Module, ...]:
    """All modules of the ontology with their terms; borrowed terms stand in ``geleend``."""
    by_module: dict[str, list[ModelTerm]] = defaultdict(list)
    for record in await read(reader, "def-termen"):
        by_module[record.word("module")].append(_term(record, record.text("definitie")))
    for record in await read(reader, "def-geleend"):
        by_module[_DEF + "module/geleend"].append(_term(record, Text("", "")))
    return tuple(
        Module(
            iri=record.word("module"),
            title=record.text("titel"),
            description=record.text("beschrijving"),
            terms=_ordered(by_module[record.word("module")]),
        )
        for record in await read(reader, "def-modules")
    )


async def terms(reader: Reader, iri: str) -> tuple[ModelTerm, ...]:
    """The term of ours with this IRI; empty where there is none."""
    found = await read(reader, "def-termen", {"term": NamedNode(iri)})
    return _ordered(_term(record, record.text("definitie")) for record in found)


def _term(record: Record, definition: Text) -> ModelTerm:
    return ModelTerm(
        iri=record.word("term"),
        kind=record.word("soort"),
        module=record.word("module"),
        name=record.text("naam"),
        definition=definition,
    )


def _ordered(terms: Iterable[ModelTerm]) -> tuple[ModelTerm, ...]:
    once = {term.iri: term for term in sorted(terms, key=lambda t: -KINDS.index(t.kind))}
    return tuple(sorted(once.values(), key=lambda t: (KINDS.index(t.kind), t.iri.casefold())))


async def relations(reader: Reader) -> tuple[Relation, ...]:
    """Which class has to do with which, by domain and range or as its subclass."""
    return tuple(
        Relation(record.word("van"), record.word("relatie"), record.word("naar"))
        for record in await read(reader, "def-relaties")
    )


async def alignments(reader: Reader) -> tuple[Relation, ...]:
    """Which own term means what term of others, and how nearly."""
    return tuple(
        Relation(record.word("term"), record.word("verband"), record.word("ander"))
        for record in await read(reader, "def-koppelingen")
    )


async def statements(reader: Reader, iri: str) -> Statements:
    """What is said about this thing."""
    found = await reader.rows(page_query("eigenschappen"), {"iri": NamedNode(iri)})
    values: dict[str, list[NamedNode | Literal]] = defaultdict(list)
    for _, predicate, value in found.rows:
        if isinstance(predicate, NamedNode) and isinstance(value, NamedNode | Literal):
            values[predicate.value].append(value)
    things = {v.value for group in values.values() for v in group if isinstance(v, NamedNode)}
    return Statements(
        iri=iri,
        values={predicate: tuple(group) for predicate, group in values.items()},
        names=await name_things(reader, {iri, *values, *things}),
        edition=found.edition,
    )


async def term_use(reader: Reader, iri: str) -> TermUse:
    """Where this class or property is used."""
    this = {"iri": NamedNode(iri)}
    local = {"naam": Literal(iri.removeprefix(_DEF))}
    relatives: dict[str, list[Relative]] = {kind: [] for kind in _RELATIONS}
    for record in await read(reader, "def-verband", this):
        if record.word("ding") != iri:
            relative = Relative(record.word("ding"), record.word("via"))
            relatives[record.word("verband")].append(relative)
    counts = await read(reader, "def-gebruik", this)
    return TermUse(
        relatives={kind: tuple(dict.fromkeys(group)) for kind, group in relatives.items()},
        shapes=tuple(
            Shape(
                iri=record.word("vorm"),
                code=record.word("code"),
                name=record.text("naam"),
                rule=record.word("is_regel") == "true",
            )
            for record in await read(reader, "def-vormen", {**this, **local})
        ),
        count=counts[0].number("aantal") if counts else 0,
        samples=tuple(
            (record.word("ding"), record.value("waarde"))
            for record in await read(reader, "def-voorkomens", this)
        ),
        features=tuple(
            Feature(record.word("eigenschap"), record.number("aantal"), value)
            for record in await read(reader, "def-kenmerken", this)
            if (value := record.value("voorbeeld")) is not None
        ),
    )

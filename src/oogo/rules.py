"""The rules as the shapes state them: what is asked, on which duty, and how to mend it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.addresses import BASE
from oogo.content import folder
from oogo.slice import Path, World, read_path, term

__all__ = [
    "OOGO",
    "Duty",
    "InForce",
    "Part",
    "Period",
    "Rule",
    "Rules",
    "duty",
    "read_rules",
    "rules",
]

OOGO = Namespace(BASE + "def/")

Texts = Mapping[str, str]

_SEVERITIES = {
    str(SH.Violation): "violation",
    str(SH.Warning): "warning",
    str(OOGO.NietTeBeoordelen): "not-assessable",
}
_BRACKET = ("vanafVroegst", "vanafLaatst", "totVroegst", "totLaatst")
_TARGETS = (SH.target, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
_RULE = NamedNode(OOGO.Toetsregel)
_PREFIXES = "voorvoegsels"  # the prefixes that the queries of all shapes share
_PARTLY = BASE + "begrip/zekerheid/gedeeltelijk"
_NEW_NUMBERING = date(2022, 8, 1)


@dataclass(frozen=True)
class Period:
    """When a duty holds; start and end are each a bracket, and the end is exclusive."""

    from_earliest: date | None = None
    from_latest: date | None = None
    to_earliest: date | None = None
    to_latest: date | None = None

    def on(self, day: date) -> InForce:
        """Whether the duty holds on this day, as far as is known."""
        if self.from_earliest and day < self.from_earliest:
            return InForce("no")
        if self.to_latest and day >= self.to_latest:
            return InForce("no")
        if (self.from_earliest or self.from_latest) and not (
            self.from_latest and day >= self.from_latest
        ):
            return InForce("uncertain", "start")
        if (self.to_earliest or self.to_latest) and not (
            self.to_earliest and day < self.to_earliest
        ):
            return InForce("uncertain", "end")
        return InForce("yes")


@dataclass(frozen=True)
class InForce:
    """Yes, no or uncertain; ``bound`` says which bound is uncertain."""

    answer: str
    bound: str = ""


@dataclass(frozen=True)
class Duty:
    """A row of the law register, as far as a finding shows it.

    ``partly``: only part of the text of the law behind it has been read.
    """

    iri: str
    article_then: str
    article_now: str
    link: str
    period: Period
    partly: bool

    def article(self, day: date) -> str:
        """The place in the law in the numbering of that day."""
        if day < _NEW_NUMBERING:
            return self.article_then or self.article_now
        return self.article_now or self.article_then


@dataclass(frozen=True)
class Rule:
    """One promise of the shapes; ``own_period`` is there if it differs from the duty's."""

    code: str
    shape: str
    severity: str
    name: Texts
    message: Texts
    remedy: Texts
    example: str
    duties: tuple[str, ...]
    act: Path
    own_period: Period | None


@dataclass(frozen=True)
class Part:
    """The shapes that may say something about certain classes, and what their slice follows."""

    graph: Graph
    paths: Mapping[str, frozenset[Path]]
    elements: frozenset[str]


@dataclass(frozen=True, eq=False)
class Rules:
    """All rules by their shape, the graph they stand in, and which shapes look at which class.

    Under the empty name stand the shapes that look at a thing of any class; a shape that looks at
    things that name something, such as a duty, stands under what they name by ``parameters``.
    """

    graph: Graph
    by_shape: Mapping[str, Rule]
    by_class: Mapping[str, frozenset[URIRef]]
    parameters: frozenset[str]
    digest: str

    def part(self, kinds: frozenset[str]) -> Part:
        """The part of the rules for things of these classes."""
        return _part(self, frozenset(kinds & self.by_class.keys()) | {""})


@cache
def rules() -> Rules:
    """The rules of this release."""
    digest = hashlib.sha256()
    shapes = Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        text = file.read_bytes()
        triples = [quad.triple for quad in parse(text, RdfFormat.TURTLE)]
        if any(triple.object == _RULE for triple in triples) or file.stem == _PREFIXES:
            digest.update(text)
            for triple in triples:
                shapes.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return read_rules(shapes, digest.hexdigest())


def read_rules(graph: Graph, digest: str) -> Rules:
    """The rules in a graph of shapes."""
    coded = {s for s in graph.subjects(RDF.type, OOGO.Toetsregel) if isinstance(s, URIRef)}
    by_class: dict[str, set[URIRef]] = defaultdict(set)
    for shape in _targeting(graph):
        for kind in _classes(graph, shape):
            by_class[kind].add(shape)
    return Rules(
        graph,
        {str(shape): _rule(graph, shape) for shape in coded},
        {kind: frozenset(shapes) for kind, shapes in by_class.items()},
        frozenset(str(path) for path in graph.objects(None, SH.parameter / SH.path)),
        digest,
    )


def _targeting(graph: Graph) -> Iterator[URIRef]:
    """The shapes with a target."""
    for predicate in _TARGETS:
        yield from (s for s in graph.subjects(predicate) if isinstance(s, URIRef))


def _classes(graph: Graph, shape: URIRef) -> set[str]:
    """What a thing is, or names, when this shape looks at it; the empty name for any thing."""
    found = {str(kind) for kind in graph.objects(shape, SH.targetClass)}
    for target in graph.objects(shape, SH.target):
        named = {
            str(value)
            for kind in graph.objects(target, RDF.type)
            for parameter in graph.objects(kind, SH.parameter / SH.path)
            for value in graph.objects(target, parameter)
        }
        found |= named or {str(k) for k in graph.objects(target, OOGO.voorKlasse)} or {""}
    return found or {""}


@cache
def _part(by: Rules, kinds: frozenset[str]) -> Part:
    graph = Graph()
    paths: dict[str, frozenset[Path]] = {}
    for kind in kinds:
        own = Graph()
        for shape in by.by_class.get(kind, ()):
            _copy(by.graph, shape, own)
        _flatten(own)
        graph += own
        consulted = own.objects(None, OOGO.raadpleegt)
        paths[kind] = frozenset(read_path(own, node) for node in consulted)
    elements = frozenset(str(e) for e in graph.objects(None, OOGO.vereistOnderdeel))
    return Part(graph, paths, elements)


def _copy(source: Graph, start: Node, target: Graph) -> None:
    """Put all that the shapes say of a node, and of what it refers to, in the target."""
    pending, seen = [start], {start}
    while pending:
        node = pending.pop()
        for triple in source.triples((node, None, None)):
            target.add(triple)
            if not isinstance(triple[2], Literal) and triple[2] not in seen:
                seen.add(triple[2])
                pending.append(triple[2])


def _flatten(graph: Graph) -> None:
    """Give each property shape the targets of the shape it stands in: the same promises.

    pySHACL looks at a shape with targets once, and at one inside a shape once for each thing.
    """
    for parent, shape in list(graph.subject_objects(SH.property)):
        targets = [t for t in graph.triples((parent, None, None)) if t[1] in _TARGETS]
        if targets and isinstance(shape, URIRef):
            graph.remove((parent, SH.property, shape))
            for _, predicate, target in targets:
                graph.add((shape, predicate, target))


def _rule(graph: Graph, shape: URIRef) -> Rule:
    act = graph.value(shape, OOGO.datumVanHandeling)
    constraint = graph.value(shape, SH.sparql)
    return Rule(
        code=str(graph.value(shape, DCTERMS.identifier)),
        shape=str(shape),
        severity=_SEVERITIES[str(graph.value(shape, SH.severity))],
        name=_texts(graph, shape, SH.name),
        message=_texts(graph, constraint or shape, SH.message),
        remedy=_texts(graph, shape, OOGO.herstel),
        example=str(graph.value(shape, SKOS.example) or ""),
        duties=tuple(sorted(str(duty) for duty in graph.objects(shape, OOGO.controleert))),
        act=() if act is None else read_path(graph, act),
        own_period=_own_period(graph, shape),
    )


def _texts(graph: Graph, node: Node, predicate: URIRef) -> Texts:
    return {
        text.language: str(text)
        for text in graph.objects(node, predicate)
        if isinstance(text, Literal) and text.language
    }


def _own_period(graph: Graph, shape: URIRef) -> Period | None:
    bounds = [graph.value(shape, OOGO[name]) for name in _BRACKET]
    if not any(bounds):
        return None
    return Period(*(date.fromisoformat(str(bound)) if bound else None for bound in bounds))


def duty(world: World, iri: str) -> Duty:
    """The duty with this address, as the edition has it."""

    def text(predicate: str) -> str:
        found = world.values(NamedNode(iri), NamedNode(predicate))
        return found[0].value if found else ""

    bounds = [text(OOGO[name]) for name in _BRACKET]
    return Duty(
        iri=iri,
        article_then=text(OOGO.artikelToen),
        article_now=text(OOGO.artikelNu),
        link=text("http://www.w3.org/2000/01/rdf-schema#seeAlso"),
        period=Period(*(date.fromisoformat(bound) if bound else None for bound in bounds)),
        partly=text(OOGO.zekerheid) == _PARTLY,
    )

"""The rules as the shapes state them: what is asked, on which duty, and how to mend it."""

from __future__ import annotations

import hashlib
import re
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
from oogo.compiled import TARGETS
from oogo.content import folder
from oogo.shacl import Checks
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
    "referred",
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
_RULE = NamedNode(OOGO.Toetsregel)
_PREFIXES = "voorvoegsels"  # the prefixes that the queries of all shapes share
_PARTLY = BASE + "begrip/zekerheid/gedeeltelijk"
_ELI = "http://data.europa.eu/eli/ontology#"
_SEE = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
# The register tells an article as it was (texts up to July 2022) and as it is (2026).
_THEN_UNTIL, _NOW_FROM = date(2022, 8, 1), date(2026, 1, 1)
_TEXT_OF = re.compile(r"&[zg]=[0-9-]+")


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

    ``partly``: only part of the text of the law behind it has been read. ``new_law`` is the day
    on which the law of the article of now came in the place of an earlier one.
    """

    iri: str
    article_then: str
    article_now: str
    link_then: str
    link_now: str
    period: Period
    partly: bool
    new_law: date | None

    def article(self, day: date) -> str:
        """The place in the law on that day; both where nobody read when one became the other."""
        then, now = self.article_then or self.article_now, self.article_now or self.article_then
        if then != now and not self._is_then(day) and not self._is_now(day):
            return f"{then} (2014–2022) of {now} (2026)"
        return then if self._is_then(day) else now

    def link(self, day: date) -> str:
        """Where the text of that day stands."""
        address = self.link_then if self._is_then(day) else self.link_now
        plain = _TEXT_OF.sub("", address or self.link_now or self.link_then)
        return f"{plain}&z={day}&g={day}" if "jci1.3:" in plain else plain

    def _is_then(self, day: date) -> bool:
        return day < (self.new_law or _THEN_UNTIL)

    def _is_now(self, day: date) -> bool:
        return day >= (self.new_law or _NOW_FROM)


@dataclass(frozen=True)
class Rule:
    """One promise of the shapes; ``own_period`` is there if it differs from the duty's.

    ``path`` leads from what it is about to the values that it is about.
    """

    code: str
    shape: str
    path: Path
    severity: str
    name: Texts
    message: Texts
    remedy: Texts
    example: str
    duties: tuple[str, ...]
    act: Path
    own_period: Period | None


@dataclass(frozen=True, eq=False)
class Part:
    """The shapes that may say something about certain classes, and what their slice follows.

    ``required`` are the elements that a shape asks for, with the shape.
    """

    checks: Checks
    paths: Mapping[str, frozenset[Path]]
    required: frozenset[tuple[str, str]]


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
    for predicate in TARGETS:
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
    shapes = {kind: by.by_class.get(kind, frozenset()) for kind in kinds}
    chosen = sorted(frozenset().union(*shapes.values()))
    return Part(
        Checks(by.graph, chosen),
        {
            kind: frozenset(path for shape in own for path in _consulted(by, shape))
            for kind, own in shapes.items()
        },
        frozenset(pair for shape in chosen for pair in _required(by, shape)),
    )


@cache
def _consulted(by: Rules, shape: URIRef) -> frozenset[Path]:
    """The paths that this shape, and what it refers to, consults."""
    return frozenset(
        read_path(by.graph, path)
        for node in referred(by.graph, shape)
        for path in by.graph.objects(node, OOGO.raadpleegt)
    )


@cache
def _required(by: Rules, shape: URIRef) -> frozenset[tuple[str, str]]:
    """The elements that this shape, and what it refers to, asks for."""
    return frozenset(
        (str(node), str(element))
        for node in referred(by.graph, shape)
        for element in by.graph.objects(node, OOGO.vereistOnderdeel)
    )


def referred(graph: Graph, start: Node) -> set[Node]:
    """This node, and all that the shapes say it refers to."""
    pending, seen = [start], {start}
    while pending:
        for node in graph.objects(pending.pop()):
            if not isinstance(node, Literal) and node not in seen:
                seen.add(node)
                pending.append(node)
    return seen


def _rule(graph: Graph, shape: URIRef) -> Rule:
    act = graph.value(shape, OOGO.datumVanHandeling)
    path = graph.value(shape, SH.path)
    constraint = graph.value(shape, SH.sparql)
    return Rule(
        code=str(graph.value(shape, DCTERMS.identifier)),
        shape=str(shape),
        path=() if path is None else read_path(graph, path),
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

    def objects(node: NamedNode, predicate: str) -> list[NamedNode]:
        found = world.values(node, NamedNode(predicate))
        return [each for each in found if isinstance(each, NamedNode)]

    bounds = [text(OOGO[name]) for name in _BRACKET]
    this, then = NamedNode(iri), text(OOGO.artikelToen)
    before = sorted(objects(this, OOGO.grondslagToen), key=lambda each: _named_at(each.value, then))
    started = [
        day.value
        for provision in objects(this, OOGO.grondslag)
        if set(before) & set(objects(provision, OOGO.opvolgerVanBepaling))
        for law in objects(provision, _ELI + "is_part_of")
        for day in world.values(law, NamedNode(_ELI + "first_date_entry_in_force"))
    ]
    return Duty(
        iri=iri,
        article_then=then,
        article_now=text(OOGO.artikelNu),
        link_then=next((link.value for each in before for link in objects(each, _SEE)), ""),
        link_now=text(_SEE),
        period=Period(*(date.fromisoformat(bound) if bound else None for bound in bounds)),
        partly=text(OOGO.zekerheid) == _PARTLY,
        new_law=date.fromisoformat(min(started)) if started else None,
    )


def _named_at(provision: str, article: str) -> int:
    """Where the text of an article names this provision; far away where it does not."""
    found = article.find(provision.rpartition("/")[2])
    return found if found >= 0 else len(article)

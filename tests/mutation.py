"""Shapes changed in one place, so that the tests can show that somebody notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.rules import OOGO, Rules

COUNTS = (
    SH.minCount,
    SH.maxCount,
    SH.minLength,
    SH.minInclusive,
    SH.maxInclusive,
    SH.minExclusive,
)
BOUNDS = tuple(OOGO[n] for n in ("vanafVroegst", "vanafLaatst", "totVroegst", "totLaatst"))
PATTERNS = (("^", ""), ("$", ""), ("{4}", "{3,4}"), ("{5}", "{4,5}"), ("[A-Z]", "[A-Za-z]"))
QUERIES = (
    (r" >= ", " > "),
    (r" > ", " >= "),
    (r" <= ", " < "),
    (r" < ", " <= "),
    (r" \+ 4\)", " + 5)"),
    (r" \+ 2\)", " + 3)"),
    (r" \+ 1\)", " + 2)"),
    (r"501", "502"),
    (r"-10-01", "-10-02"),
)

CONDITION = re.compile(r"\b(?:FILTER|OPTIONAL)\b\s*(?:(?:NOT )?EXISTS)?\s*(?=[({])")
# Conditions that decide which of several dates or outcomes is shown, not whether a rule is broken.
UNSEEN = {
    ("GM-03b", "FILTER(DATATYPE(?datum)"),
    ("OPR-04b", "OPTIONAL { ?besluit oogo:uitslag"),
    ("PO-09b", "FILTER(DATATYPE(?datum)"),
}


@dataclass(frozen=True)
class Mutant:
    """``code`` is the rule whose tests must notice that ``old`` became ``new`` at ``node``."""

    code: str
    node: Node
    predicate: rdflib.URIRef
    old: Node
    new: Node | None

    @property
    def name(self) -> str:
        place = str(self.predicate).rpartition("#")[2].rpartition("/")[2]
        return f"{self.code}-{place}-{_short(self.old, self.new)}"

    def applied(self, graph: rdflib.Graph) -> rdflib.Graph:
        """The shapes with this one change."""
        changed = rdflib.Graph()
        changed += graph
        changed.remove((self.node, self.predicate, self.old))
        if self.new is not None:
            changed.add((self.node, self.predicate, self.new))
        return changed


def _short(old: Node, new: Node | None) -> str:
    if isinstance(old, rdflib.BNode):
        return "zonder eigen vraag"
    if new is None:
        return f"zonder {str(old).rpartition('/')[2]}"
    before, after = str(old), str(new)
    first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return f"{before[first : first + 12]!r} wordt {after[first : first + 12]!r}, plek {first}"


def mutants(by: Rules) -> Iterator[Mutant]:
    """All mutants of all rules, in a fixed order; of a question that rules share, once."""
    asked: set[Node] = set()
    for shape, rule in sorted(by.by_shape.items(), key=lambda item: item[1].code):
        node = rdflib.URIRef(shape)
        yield from _severity(by.graph, rule.code, node)
        yield from _counts(by.graph, rule.code, node)
        yield from _patterns(by.graph, rule.code, node)
        yield from _removals(by.graph, rule.code, node)
        yield from _replacements(by.graph, rule.code, node)
        yield from _bounds(by.graph, rule.code, node)
        yield from _articles(by, rule.code, node)
        for constraint in sorted(
            set(by.graph.objects(node, SH.sparql)) - asked,
            key=lambda constraint: str(by.graph.value(constraint, SH.select)),
        ):
            asked.add(constraint)
            yield from _queries(by.graph, rule.code, constraint)


def _severity(graph: rdflib.Graph, code: str, shape: Node) -> Iterator[Mutant]:
    for old in graph.objects(shape, SH.severity):
        new = SH.Warning if old != SH.Warning else SH.Violation
        yield Mutant(code, shape, SH.severity, old, new)
        if old != OOGO.NietTeBeoordelen:
            yield Mutant(code, shape, SH.severity, old, OOGO.NietTeBeoordelen)


def _counts(graph: rdflib.Graph, code: str, shape: Node) -> Iterator[Mutant]:
    for predicate in COUNTS:
        for old in graph.objects(shape, predicate):
            for step in (1, -1):
                new = rdflib.Literal(int(str(old)) + step)
                yield Mutant(code, shape, predicate, old, new)


def _patterns(graph: rdflib.Graph, code: str, shape: Node) -> Iterator[Mutant]:
    for old in graph.objects(shape, SH.pattern):
        for part, instead in PATTERNS:
            if part in str(old):
                new = rdflib.Literal(str(old).replace(part, instead))
                yield Mutant(code, shape, SH.pattern, old, new)


def _removals(graph: rdflib.Graph, code: str, shape: Node) -> Iterator[Mutant]:
    gone = (SH["class"], SH.datatype, SH.hasValue, SH["in"], SH.nodeKind, SH.sparql)
    for predicate in (*gone, OOGO.datumVanHandeling, OOGO.vereistOnderdeel):
        for old in sorted(graph.objects(shape, predicate)):
            yield Mutant(code, shape, predicate, old, None)


def _replacements(graph: rdflib.Graph, code: str, shape: Node) -> Iterator[Mutant]:
    """Other classes, types and values, and each element that is asked for under another name."""
    for predicate in (SH["class"], SH.hasValue, OOGO.vereistOnderdeel):
        for old in sorted(graph.objects(shape, predicate)):
            yield Mutant(code, shape, predicate, old, rdflib.URIRef(f"{old}-anders"))
    for old in graph.objects(shape, SH.datatype):
        yield Mutant(code, shape, SH.datatype, old, rdflib.XSD.token)
    for old in graph.objects(shape, SH.nodeKind):
        yield Mutant(code, shape, SH.nodeKind, old, SH.IRIOrLiteral)


def _bounds(graph: rdflib.Graph, code: str, shape: Node) -> Iterator[Mutant]:
    for predicate in BOUNDS:
        for old in graph.objects(shape, predicate):
            year = int(str(old)[:4]) + 1
            new = rdflib.Literal(f"{year}{str(old)[4:]}", datatype=rdflib.XSD.date)
            yield Mutant(code, shape, predicate, old, new)


def _articles(by: Rules, code: str, shape: Node) -> Iterator[Mutant]:
    for old in sorted(by.graph.objects(shape, OOGO.controleert)):
        base = str(old).rpartition("/")[0]
        instead = "PO-10" if not str(old).endswith("PO-10") else "PO-11"
        yield Mutant(code, shape, OOGO.controleert, old, rdflib.URIRef(f"{base}/{instead}"))
        yield Mutant(code, shape, OOGO.controleert, old, None)


def _queries(graph: rdflib.Graph, code: str, constraint: Node) -> Iterator[Mutant]:
    for old in graph.objects(constraint, SH.select):
        for gone, text in with_a_condition_less(str(old)):
            if not any(code == known and gone.startswith(start) for known, start in UNSEEN):
                yield Mutant(code, constraint, SH.select, old, rdflib.Literal(text))
        for pattern, instead in QUERIES:
            for match in re.finditer(pattern, str(old)):
                text = str(old)[: match.start()] + instead + str(old)[match.end() :]
                yield Mutant(code, constraint, SH.select, old, rdflib.Literal(text))


def with_a_condition_less(query: str) -> Iterator[tuple[str, str]]:
    """Each of its filters and optional parts, with the query without it."""
    for found in CONDITION.finditer(query):
        depth = 0
        for end in range(found.end(), len(query)):
            depth += (query[end] in "({") - (query[end] in ")}")
            if not depth:
                gone = query[found.start() : end + 1]
                yield gone, query[: found.start()] + query[end + 1 :]
                break

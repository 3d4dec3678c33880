"""The example deliveries of ``oogo.examples``, and what the rules find in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import rdflib
from pyoxigraph import DefaultGraph, Quad, Store, Triple
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.addresses import BASE
from oogo.content import folder
from oogo.examples import AROUND, SHAPES, Example, read_example, surroundings
from oogo.intake import Submission
from oogo.rdf import read_turtle
from oogo.report import Report
from oogo.rules import Rules, read_rules, rules
from oogo.validation import validate

GOOD = folder("examples") / "goed-ondersteuningsplan.ttl"
TODAY = date(2026, 1, 1)


EXAMPLES = [read_example(path) for path in sorted(SHAPES.rglob("*.ru"))]
BREAKING = [example for example in EXAMPLES if example.outcome != "ok"]


@cache
def triples_of(path: Path) -> tuple[Triple, ...]:
    return tuple(read_turtle(path, BASE + "graph/test"))


@cache
def plain_edition() -> Store:
    """The ontology, the law, the concepts and the surroundings."""
    ontology = folder("ontology")
    store = store_of(surroundings())
    for part in (".", "wet", "begrippen"):
        for path in (ontology / part).glob("*.ttl"):
            store.extend(quads(triples_of(path)))
    return store


def quads(triples: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(t.subject, t.predicate, t.object) for t in triples)


def store_of(triples: Iterable[Triple]) -> Store:
    store = Store()
    store.extend(quads(triples))
    return store


Change = Callable[[Iterable[Triple]], list[Triple]]


@contextmanager
def world(example: Example, change: Change = list) -> Iterator[tuple[Submission, Store]]:
    """The submission and the edition of an example, after its update and another change."""
    store = example.applied()
    own = change(q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph()))
    around = set(change(q.triple for q in store.quads_for_pattern(None, None, None, AROUND)))
    gone, extra = set(surroundings()) - around, around - set(surroundings())
    edition = plain_edition()
    for quad in quads(gone):
        edition.remove(quad)
    edition.extend(quads(extra))
    try:
        yield Submission(example.name, "", tuple(own)), edition
    finally:
        for quad in quads(extra):
            edition.remove(quad)
        edition.extend(quads(gone))


def judge(example: Example, by: Rules | None = None, change: Change = list) -> Report:
    with world(example, change) as (submission, edition):
        return validate(submission, edition, on=example.on, by=by)


def outcome(report: Report) -> set[tuple[str, str]]:
    """Which rules found what; that nothing was checked is no outcome."""
    return {(f.rule, f.severity) for f in report.findings if f.rule != "KW-00"}


def alone(graph: rdflib.Graph, shape: Node) -> Rules:
    """The rules without any other rule than this one."""
    only = rdflib.Graph()
    pending = [shape, *graph.subjects(SH.property, shape)]
    seen = set(pending)
    while pending:
        for triple in graph.triples((pending.pop(), None, None)):
            _, predicate, other = triple
            if predicate == SH.property and other != shape:
                continue
            only.add(triple)
            if not isinstance(other, rdflib.Literal) and other not in seen:
                seen.add(other)
                pending.append(other)
    return read_rules(only, "")


@cache
def rule_alone(code: str) -> Rules:
    """The rule with this code, alone."""
    (shape,) = (s for s, rule in rules().by_shape.items() if rule.code == code)
    return alone(rules().graph, rdflib.URIRef(shape))

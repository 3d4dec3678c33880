"""Example deliveries: what they say, the edition around them, and what the rules find.

The path of an example is its expectation:
``tests/shapes/<rule>/<constraint>[-<nuance>].<outcome>.ru``.
An example is a SPARQL update on the good plan in ``examples/`` (or on the file that it names after
``# basis:``), checked as of ``# peildatum:``. The graph ``<omgeving>`` is the edition around it.
An example that ends in ``.ok.ru`` is a near-miss: no rule finds anything in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import rdflib
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.addresses import BASE
from oogo.content import folder
from oogo.intake import Submission
from oogo.rdf import read_turtle
from oogo.report import Report
from oogo.rules import Rules, read_rules, rules
from oogo.validation import validate

SHAPES = Path(__file__).parent / "shapes"
GOOD = folder("examples") / "goed-ondersteuningsplan.ttl"
SURROUNDINGS = NamedNode(BASE + "id/omgeving")
TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Example:
    """A delivery with what the rules are expected to find in it."""

    path: Path
    rule: str
    constraint: str
    outcome: str
    update: str
    base: Path
    on: date

    @property
    def name(self) -> str:
        return f"{self.rule}/{self.path.name}"

    @property
    def expected(self) -> set[tuple[str, str]]:
        return set() if self.outcome == "ok" else {(self.rule, self.outcome)}


def found_base(name: str) -> Path:
    """The file beside the examples, or else the good delivery, with this name."""
    beside = SHAPES / name
    return beside if beside.exists() else folder("examples") / name


def read_example(path: Path) -> Example:
    text = path.read_text("utf-8")
    stem, outcome, _ = path.name.rsplit(".", 2)
    base = re.search(r"^# basis: (\S+)$", text, re.MULTILINE)
    on = re.search(r"^# peildatum: (\S+)$", text, re.MULTILINE)
    return Example(
        path=path,
        rule=path.parent.name,
        constraint=stem.partition("-")[0],
        outcome=outcome,
        update=text,
        base=found_base(base[1]) if base else GOOD,
        on=date.fromisoformat(on[1]) if on else TODAY,
    )


EXAMPLES = [read_example(path) for path in sorted(SHAPES.rglob("*.ru"))]
BREAKING = [example for example in EXAMPLES if example.outcome != "ok"]


@cache
def triples_of(path: Path) -> tuple[Triple, ...]:
    return tuple(read_turtle(path, BASE + "graph/test"))


@cache
def surroundings() -> tuple[Triple, ...]:
    """What the edition around the examples knows of Utrecht West."""
    return triples_of(folder("data") / "bron" / "utrecht-west-2019" / "utrecht-west.ttl")


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


@contextmanager
def world(example: Example) -> Iterator[tuple[Submission, Store]]:
    """The submission and the edition of an example, after its update."""
    store = store_of(triples_of(example.base))
    store.extend(Quad(t.subject, t.predicate, t.object, SURROUNDINGS) for t in surroundings())
    if re.search(r"^(INSERT|DELETE|CLEAR)", example.update, re.MULTILINE):
        store.update(example.update)
    own = [q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph())]
    around = {q.triple for q in store.quads_for_pattern(None, None, None, SURROUNDINGS)}
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


def judge(example: Example, by: Rules | None = None) -> Report:
    with world(example) as (submission, edition):
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

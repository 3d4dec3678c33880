"""The examples of each rule: deliveries that break it, and near misses, as the tests check them.

The path of an example is its expectation:
``tests/shapes/<rule>/<constraint>[-<nuance>].<outcome>.ru``. It is a SPARQL update on the good plan
in ``examples/`` (or on the file that it names after ``# basis:``), checked as of ``# peildatum:``.
Its first line says in Dutch what is the matter. The graph ``<omgeving>`` is the edition around it.
An example that ends in ``.ok.ru`` is a near miss: no rule finds anything in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from oogo.addresses import BASE
from oogo.content import folder
from oogo.prefixes import PREFIXES
from oogo.rdf import read_turtle

__all__ = ["AROUND", "SHAPES", "Case", "Example", "cases", "read_example", "surroundings"]

SHAPES = folder("tests") / "shapes"
AROUND = NamedNode(BASE + "id/omgeving")
_GOOD = "goed-ondersteuningsplan.ttl"
_GRAPH = BASE + "graph/test"
_TODAY = date(2026, 1, 1)
_CHANGES = re.compile(r"^(?:INSERT|DELETE|CLEAR)", re.MULTILINE)
_PREFIXES = {"oogo": PREFIXES["oogo"], "id": BASE + "id/", "xsd": PREFIXES["xsd"]}


@dataclass(frozen=True)
class Example:
    """A delivery with what the rules are expected to find in it."""

    path: Path
    rule: str
    constraint: str
    outcome: str
    title: str
    update: str
    base: Path
    on: date

    @property
    def name(self) -> str:
        """Rule and file, as a test is called."""
        return f"{self.rule}/{self.path.name}"

    @property
    def expected(self) -> set[tuple[str, str]]:
        """The rule and what it finds; nothing for a near miss."""
        return set() if self.outcome == "ok" else {(self.rule, self.outcome)}

    def applied(self) -> Store:
        """The delivery in the default graph, and what is known around it in ``AROUND``."""
        store = Store()
        store.extend(Quad(t.subject, t.predicate, t.object) for t in _triples(self.base))
        store.extend(Quad(t.subject, t.predicate, t.object, AROUND) for t in surroundings())
        if _CHANGES.search(self.update):
            store.update(self.update)
        return store


@dataclass(frozen=True)
class Case:
    """An example as a page shows it: what was good, and what became of it."""

    title: str
    outcome: str
    before: frozenset[Triple]
    after: frozenset[Triple]

    @property
    def gone(self) -> str:
        """What is no longer said, in Turtle."""
        return _turtle(self.before - self.after)

    @property
    def added(self) -> str:
        """What is said instead, in Turtle."""
        return _turtle(self.after - self.before)


def read_example(path: Path) -> Example:
    """The example in this file."""
    text = path.read_text("utf-8")
    stem, outcome, _ = path.name.rsplit(".", 2)
    named = re.search(r"^# basis: (\S+)$", text, re.MULTILINE)
    on = re.search(r"^# peildatum: (\S+)$", text, re.MULTILINE)
    beside = SHAPES / (named[1] if named else _GOOD)
    return Example(
        path=path,
        rule=path.parent.name,
        constraint=stem.partition("-")[0],
        outcome=outcome,
        title=text.partition("\n")[0].removeprefix("# "),
        update=text,
        base=beside if beside.exists() else folder("examples") / beside.name,
        on=date.fromisoformat(on[1]) if on else _TODAY,
    )


@cache
def cases(code: str) -> tuple[Case, ...]:
    """What breaks the rule with this code, simplest first, and then what nearly does."""
    found = [read_example(path) for path in sorted((SHAPES / code).glob("*.ru"))]
    found.sort(key=lambda example: (example.outcome == "ok", len(example.path.name)))
    return tuple(_case(example) for example in found)


def _case(example: Example) -> Case:
    left = example.applied().quads_for_pattern(None, None, None, DefaultGraph())
    before, after = frozenset(_triples(example.base)), frozenset(quad.triple for quad in left)
    # What keeps nothing of the good delivery is a delivery by itself, and is told whole.
    return Case(example.title, example.outcome, before if before & after else frozenset(), after)


@cache
def _triples(path: Path) -> tuple[Triple, ...]:
    return tuple(read_turtle(path, _GRAPH))


@cache
def surroundings() -> tuple[Triple, ...]:
    """What the edition around the examples knows of Utrecht West."""
    return _triples(folder("data") / "bron" / "utrecht-west-2019" / "utrecht-west.ttl")


def _turtle(triples: frozenset[Triple]) -> str:
    """The triples without the prefixes that every page has."""
    ordered = sorted(triples, key=str)
    text = (serialize(ordered, format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode()
    return "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))

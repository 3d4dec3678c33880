"""From shapes and facts to results."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Variable
from rdflib import URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.compiled.facts import Facts, Term, stored
from oogo.compiled.queries import Query
from oogo.compiled.shapes import Messages, Shape, Target
from oogo.slice import term

__all__ = ["Result", "check"]

_IN_MESSAGE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True)
class Result:
    """One result of SHACL; its messages by language, the empty one for none."""

    shape: Node
    component: URIRef
    severity: Node
    focus: Term
    path: Node | None
    value: Term | None
    messages: Messages


def check(shapes: Iterable[Shape], facts: Facts, focus: Iterable[Term] = ()) -> list[Result]:
    """What these shapes find in these facts; with ``focus``, about these things alone."""
    only = frozenset(focus)
    looked_at = _Looking(facts)
    found: list[Result] = []
    asked: dict[Query, list[tuple[Shape, Messages, list[Term]]]]
    asked = defaultdict(list)
    pending = [(shape, looked_at.by(shape, only)) for shape in shapes]
    while pending:
        shape, things = pending.pop()
        if not things:
            continue
        for query, messages in shape.queries:
            asked[query].append((shape, messages, things))
        for thing in things if shape.tests or shape.inner else ():
            values = facts.values(thing, shape.route)
            for component, test in shape.tests:
                found += (_result(shape, component, thing, value) for value in test(facts, values))
            pending += ((inner, list(values)) for inner in shape.inner)
    for query, cases in asked.items():
        found += _answers(query, cases, facts)
    return found


class _Looking:
    """Which things shapes look at; a query that several shapes share is asked once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._selected: dict[Query, dict[Term | None, set[Term]]] = {}

    def by(self, shape: Shape, only: frozenset[Term]) -> list[Term]:
        """The things that this shape looks at, without others than ``only`` if there are any."""
        found: set[Term] = set()
        for target in shape.targets:
            found.update(self._of(target))
        return list(found & only) if only else list(found)

    def _of(self, target: Target) -> Iterable[Term]:
        facts, value = self._facts, target.value
        if target.query is not None:
            return self._select(target.query, target.parameter).get(value, ())
        if target.kind == SH.targetNode and value is not None:
            return (value,)
        if not isinstance(value, NamedNode):
            return ()
        if target.kind == SH.targetClass:
            return facts.instances(value)
        if target.kind == SH.targetSubjectsOf:
            return facts.ahead[value].keys()
        return facts.back[value].keys()

    def _select(self, query: Query, parameter: str) -> Mapping[Term | None, set[Term]]:
        if query not in self._selected:
            found: dict[Term | None, set[Term]] = defaultdict(set)
            for row in query.all(self._facts):
                found[row[parameter] if parameter else None].add(row["this"])
            self._selected[query] = found
        return self._selected[query]


def _result(shape: Shape, component: URIRef, focus: Term, value: Term | None) -> Result:
    return Result(shape.node, component, shape.severity, focus, shape.path, value, shape.messages)


def _answers(
    query: Query,
    cases: Iterable[tuple[Shape, Messages, list[Term]]],
    facts: Facts,
) -> Iterator[Result]:
    """What a query finds for all shapes that ask it."""
    shared = "currentShape" in query.columns
    by_case = {
        (stored(shape.node) if shared else None, thing): None
        for shape, _, things in cases
        for thing in things
    }
    names = ("this", "currentShape") if shared else ("this",)
    rows = [(thing, shape) if shape is not None else (thing,) for shape, thing in by_case]
    answers: dict[tuple[Term | None, Term], dict[tuple[tuple[str, Term], ...], None]]
    answers = defaultdict(dict)
    columns = [Variable(name) for name in sorted(query.columns)]
    for row in query.ask(facts, names, rows):
        said = tuple((name.value, row[name]) for name in columns if row[name] is not None)
        by_name = dict(said)
        answers[by_name["currentShape"] if shared else None, by_name["this"]][said] = None
    for shape, messages, things in cases:
        key = stored(shape.node) if shared else None
        for thing in things:
            for said in answers.get((key, thing), ()):
                yield _answer(shape, messages, thing, dict(said))


def _answer(
    shape: Shape,
    messages: Messages,
    focus: Term,
    said: Mapping[str, Term],
) -> Result:
    value = said.get("value", None if shape.path is not None else focus)
    path = term(said["path"]) if "path" in said else shape.path
    filled = tuple(
        (language, _IN_MESSAGE.sub(lambda found: _filled(found, said), text))
        for language, text in (*messages, *shape.messages)
    )
    return Result(
        shape.node, SH.SPARQLConstraintComponent, shape.severity, focus, path, value, filled
    )


def _filled(found: re.Match[str], said: Mapping[str, Term]) -> str:
    return said[found[1]].value if found[1] in said else found[0]

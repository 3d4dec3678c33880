"""Our shapes are checked by an engine of our own; pySHACL must find the same, whatever comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import XSD, Literal
from rdflib.namespace import SH
from rdflib.plugins.sparql import operators
from rdflib.plugins.sparql.sparql import SPARQLError

from oogo import validation
from oogo.compiled import Facts, Result, check
from oogo.rules import rules
from oogo.shacl import Checks, by_pyshacl, results
from oogo.slice import term
from tests.deliveries import EXAMPLES, TODAY, Example, judge
from tests.test_slice import random_world
from tests.ugly_facts import ugly_world

# pySHACL is slow, and on a busy machine much slower; that it takes long is no difference.
pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.filterwarnings("ignore:Parsing weird boolean"),
]

BOUNDS = {
    SH.MaxExclusiveConstraintComponent,
    SH.MaxInclusiveConstraintComponent,
    SH.MinExclusiveConstraintComponent,
    SH.MinInclusiveConstraintComponent,
}


def test_every_shape_of_ours_is_made_ready() -> None:
    by = rules()
    every = frozenset(by.by_class)
    assert len(by.part(every).checks.ready) > 100


def compared(result: Result) -> tuple[object, ...]:
    """A result as both engines must give it."""
    value = None if result.value is None else term(result.value)
    return (
        result.shape,
        result.component,
        result.severity,
        result.path,
        term(result.focus),
        value,
        frozenset(result.messages),
    )


def beyond_compare(result: Result) -> bool:
    """Whether a bound is asked of what is no number: by the standard a result (SHACL 4.3).

    pySHACL takes true for 1, and calls some values that it cannot compare in order.
    """
    if result.component not in BOUNDS or result.value is None:
        return False
    number = getattr(term(result.value), "value", None)
    return isinstance(number, bool) or not isinstance(number, int | float | Decimal)


def errors_by_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    """SPARQL 1.1 (17.3) has an error where rdflib compares as texts: invalid or unlike values.

    And where it falls over: the year of an invalid date.
    """
    known = operators.date

    def dated(value: Literal) -> date:
        if isinstance(value, Literal) and value.ill_typed:
            raise SPARQLError(f"{value!r} is no date")
        return known(value)

    monkeypatch.setattr(operators, "date", dated)

    def strictly(compare: Callable[[Literal, object], bool]) -> Callable[[Literal, object], bool]:
        def compared(one: Literal, other: object) -> bool:
            if not isinstance(other, Literal) or family(one) != family(other):
                raise TypeError(f"{one!r} and {other!r} have no order")
            return compare(one, other)

        return compared

    for name in ("__gt__", "__ge__", "__lt__", "__le__"):
        monkeypatch.setattr(Literal, name, strictly(getattr(Literal, name)))


def family(value: Literal) -> object:
    """Values of one family have an order; one that is invalid has it with none."""
    if value.ill_typed or value.value is None:
        return object()
    number = isinstance(value.value, int | float | Decimal) and not isinstance(value.value, bool)
    return "number" if number else value.datatype or XSD.string


def by_both(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """From now on both engines check, and must agree; how many results each time."""
    numbers: list[int] = []

    def comparable(results: Iterable[Result]) -> set[tuple[object, ...]]:
        return {compared(result) for result in results if not beyond_compare(result)}

    def both(checks: Checks, facts: Facts, focus: Iterable[NamedNode]) -> list[Result]:
        things = list(focus)
        found = check(checks.ready, facts, things)
        ours, theirs = comparable(found), comparable(by_pyshacl(checks.alone, facts, things))
        assert ours == theirs, f"only ours: {ours - theirs}\nonly pySHACL: {theirs - ours}"
        numbers.append(len(found))
        return found

    monkeypatch.setattr(validation, "results", both)
    return numbers


def sampled(number: int, every: int) -> list[object]:
    return [
        pytest.param(n, marks=() if n % every == 0 else pytest.mark.soak) for n in range(number)
    ]


@pytest.mark.parametrize("number", sampled(len(EXAMPLES), 230))
def test_both_find_the_same_in_an_example(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    example: Example = EXAMPLES[number]
    numbers = by_both(monkeypatch)
    judge(example)
    assert len(numbers) == 1


@pytest.mark.parametrize("number", sampled(200, 200))
def test_both_find_the_same_in_a_random_world(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    submission, edition = random_world(number)
    numbers = by_both(monkeypatch)
    validation.validate(submission, edition, on=TODAY)
    assert sum(numbers) > 0


@pytest.mark.parametrize("number", sampled(200, 200))
def test_both_find_the_same_in_an_ugly_world(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    submission, edition = ugly_world(number)
    errors_by_the_standard(monkeypatch)
    numbers = by_both(monkeypatch)
    validation.validate(submission, edition, on=TODAY)
    assert len(numbers) == 1


def test_ugly_worlds_break_many_rules_and_crash_none() -> None:
    found = set()
    for number in range(0, 200, 25):
        submission, edition = ugly_world(number)
        report = validation.validate(submission, edition, on=TODAY)
        found |= {finding.rule for finding in report.findings}
    assert len(found) > 60


def test_what_is_no_number_is_outside_every_bound() -> None:
    # SHACL 4.3.2: a result for each value for which `bound >= value` does not return true.
    shapes = rdflib.Graph().parse(
        data="""
        PREFIX e: <http://e/> PREFIX sh: <http://www.w3.org/ns/shacl#>
        e:s a sh:NodeShape ; sh:targetNode e:a ; sh:property e:p .
        e:p sh:path e:b ; sh:maxInclusive 6 .
        """,
        format="turtle",
    )
    within, outside = "6 , -1 , 5.5 , 6e0", '7 , 6.5 , true , "3" , "3"^^e:kind , e:c , "2019"@nl'
    data = f"PREFIX e: <http://e/> e:a e:b {within} , {outside} ."
    facts = Facts(quad.triple for quad in parse(data.encode(), RdfFormat.TURTLE))
    found = {str(result.value) for result in results(Checks(shapes), facts)}
    wanted = parse(f"PREFIX e: <http://e/> e:a e:b {outside} .".encode(), RdfFormat.TURTLE)
    assert found == {str(quad.object) for quad in wanted}

"""Change any severity, count, pattern, date bound, article or query of a shape: a test fails."""

from __future__ import annotations

from functools import cache

import pytest
import rdflib
from rdflib.namespace import SH

from oogo.rules import rules
from tests.deliveries import EXAMPLES, alone, judge, outcome
from tests.mutation import Mutant, mutants
from tests.test_shapes import expected_dates, own_dates, wrong_duties

MUTANTS = list(mutants(rules()))
EVERY = 23


def noticed(mutant: Mutant) -> bool:
    """Whether a test on duties, on dates, or on examples fails with this change."""
    graph = mutant.applied(rules().graph)
    changed = alone(graph, shape_of(mutant.code))
    if mutant.code in wrong_duties(changed):
        return True
    if own_dates(changed).get(mutant.code) != expected_dates().get(mutant.code):
        return True
    return any(
        outcome(judge(example, by)) != (example.expected if example.rule == code else set())
        for code in users(mutant)
        for by in [alone(graph, shape_of(code))]
        for example in EXAMPLES
        if example.rule[:5] == code[:5]
    )


def users(mutant: Mutant) -> list[str]:
    """The rules that are changed: of a shared question all that ask it."""
    graph = rules().graph
    asking = [str(shape) for shape in graph.subjects(SH.sparql, mutant.node)]
    return sorted(rules().by_shape[shape].code for shape in asking) or [mutant.code]


@cache
def shape_of(code: str) -> rdflib.URIRef:
    (shape,) = (s for s, rule in rules().by_shape.items() if rule.code == code)
    return rdflib.URIRef(shape)


@pytest.mark.parametrize(
    "mutant",
    [
        pytest.param(m, marks=() if n % EVERY == 0 else pytest.mark.soak, id=f"{n}-{m.name}")
        for n, m in enumerate(MUTANTS)
    ],
)
def test_somebody_notices(mutant: Mutant) -> None:
    assert noticed(mutant), mutant.name


def test_there_are_mutants_of_every_kind() -> None:
    kinds = {str(mutant.predicate).replace("#", "/").rpartition("/")[2] for mutant in MUTANTS}
    assert {"severity", "minCount", "maxCount", "pattern", "vanafLaatst", "totVroegst"} <= kinds
    assert {"controleert", "select", "sparql", "hasValue", "vereistOnderdeel"} <= kinds
    assert len(MUTANTS[::EVERY]) >= 60

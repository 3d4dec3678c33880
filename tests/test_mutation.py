"""Change any severity, count, pattern, date bound, article or query of a shape: a test fails."""

from __future__ import annotations

from functools import cache

import pytest
import rdflib
from rdflib.namespace import SH

from oogo.rules import OOGO, Rules, rules
from tests.deliveries import EXAMPLES, Example, alone, judge, outcome
from tests.mutation import Mutant, mutants
from tests.test_shapes import (
    ASKING,
    GOOD_ONES,
    badly_named,
    expected_dates,
    judge_good,
    own_dates,
    undated,
    wrong_duties,
)

MUTANTS = list(mutants(rules()))
EVERY = 46


def noticed(mutant: Mutant) -> bool:
    """Whether a test on duties, dates, good deliveries, examples or names fails now."""
    graph = mutant.applied(rules().graph)
    changed = alone(graph, shape_of(mutant.code))
    if mutant.code in wrong_duties(changed):
        return True
    if own_dates(changed).get(mutant.code) != expected_dates().get(mutant.code):
        return True
    if mutant.predicate == OOGO.datumVanHandeling:
        return undated(changed) != set()
    return any(wrong(code, alone(graph, shape_of(code)), mutant) for code in users(mutant))


def wrong(code: str, by: Rules, mutant: Mutant) -> bool:
    """Whether a good delivery or an example is judged, or told, otherwise by this changed rule."""

    def misjudged(example: Example) -> bool:
        return outcome(judge(example, by)) != (example.expected if example.rule == code else set())

    near = [example for example in EXAMPLES if example.rule[:5] == code[:5]]
    own = [example for example in near if example.rule == code and example in ASKING]
    return (
        any(map(misjudged, near))
        or any(outcome(judge_good(name, by)) for name in GOOD_ONES)
        or (mutant.predicate == SH.select and any(badly_named(example, by) for example in own))
        or any(misjudged(example) for example in EXAMPLES if example not in near)
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
    assert len(MUTANTS[::EVERY]) >= 50

"""What the shapes consult is enough: on a slice of an edition they find what they find on all."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, Store, Triple

from oogo import validation
from oogo.addresses import BASE
from oogo.content import folder
from oogo.intake import Submission
from oogo.report import Report
from oogo.rules import OOGO, rules
from oogo.slice import World
from tests.deliveries import (
    EXAMPLES,
    SHAPES,
    TODAY,
    Example,
    plain_edition,
    quads,
    store_of,
    surroundings,
    triples_of,
    world,
)

WORLDS = 200
FILES = sorted([*folder("examples").glob("goed-*.ttl"), *SHAPES.glob("*.ttl")])
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")


def on_slice_and_whole(
    submission: Submission, edition: Store, on: date, monkeypatch: pytest.MonkeyPatch
) -> tuple[Report, Report]:
    """What is found with the slice, and what with everything that the edition holds."""

    def everything(_: object, both: World, __: object) -> Iterable[Triple]:
        described = {t.subject for t in submission.graph if t.predicate == TYPE}
        every = (quad.triple for quad in edition.quads_for_pattern(None, None, None, None))
        return {triple for triple in every if triple.subject not in described}

    part = validation.validate(submission, edition, on=on)
    with monkeypatch.context() as patch:
        patch.setattr(validation, "cut", everything)
        return part, validation.validate(submission, edition, on=on)


def sampled(number: int, every: int) -> list[object]:
    """The numbers below this one; those outside the sample only under ``make soak``."""
    return [
        pytest.param(n, marks=() if n % every == 0 else pytest.mark.soak) for n in range(number)
    ]


@pytest.mark.parametrize("number", sampled(len(EXAMPLES), 97))
def test_a_slice_is_enough_for_an_example(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    example: Example = EXAMPLES[number]
    with world(example) as (submission, edition):
        part, whole = on_slice_and_whole(submission, edition, example.on, monkeypatch)
    assert part.findings == whole.findings, example.name


# --- random worlds


def bare_edition() -> list[Triple]:
    """The law, and of our other terms and concepts only that they are there and what they are."""
    telling = {"type", "subClassOf", "intersectionOf", "first", "rest"}
    laws = (BASE + "id/plicht/",)
    return [
        quad.triple
        for quad in plain_edition()
        if quad.predicate.value.replace("#", "/").rpartition("/")[2] in telling
        or str(quad.subject).removeprefix("<").startswith(laws)
    ]


def moved(triple: Triple, chance: random.Random) -> Triple:
    """The statement with another date: some years, and some days, away."""
    value = triple.object
    if not (isinstance(value, Literal) and value.datatype == DATE):
        return triple
    year, day = int(value.value[:4]) + chance.randint(-14, 2), chance.randint(1, 28)
    said = Literal(f"{year:04d}{value.value[4:8]}{day:02d}", datatype=DATE)
    return Triple(triple.subject, triple.predicate, said)


def disturbed(triples: Sequence[Triple], chance: random.Random) -> list[Triple]:
    """The statements, some gone, some with the object of another, some with another date."""
    found = []
    for triple in triples:
        luck = chance.random()
        if luck < 0.06:
            continue
        if luck < 0.1:
            same = [other.object for other in triples if other.predicate == triple.predicate]
            found.append(Triple(triple.subject, triple.predicate, chance.choice(same)))
        else:
            found.append(moved(triple, chance) if luck < 0.2 else triple)
    return found


def random_world(number: int) -> tuple[Submission, Store]:
    """Deliveries and surroundings, disturbed; each thing is delivered now or stands there yet."""
    chance = random.Random(number)  # noqa: S311
    files = chance.sample(FILES, chance.randint(3, 8))
    every = {t: None for file in files for t in disturbed(triples_of(file), chance)}
    subjects = sorted({str(triple.subject) for triple in every})
    share = chance.choice((0.3, 0.6, 0.9))
    mine = {subject for subject in subjects if chance.random() < share}
    own = tuple(triple for triple in every if str(triple.subject) in mine)
    around = [triple for triple in every if str(triple.subject) not in mine]
    edition = store_of(bare_edition())
    edition.extend(quads(around))
    edition.extend(quads(disturbed(surroundings(), chance)))
    return Submission(f"wereld {number}", "", own), edition


@pytest.mark.parametrize("number", sampled(WORLDS, 20))
def test_a_slice_is_enough_in_a_random_world(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    submission, edition = random_world(number)
    part, whole = on_slice_and_whole(submission, edition, TODAY, monkeypatch)
    assert part.findings == whole.findings


def test_random_worlds_break_many_rules() -> None:
    found = set()
    for number in range(0, WORLDS, 20):
        submission, edition = random_world(number)
        report = validation.validate(submission, edition, on=TODAY)
        found |= {(finding.rule, finding.severity) for finding in report.findings}
    assert len({rule for rule, _ in found}) > 60
    assert {severity for _, severity in found} >= {"violation", "warning", "not-assessable"}


def test_without_what_a_shape_consults_the_findings_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    differing = 0
    for number in range(0, WORLDS, 28):
        submission, edition = random_world(number)
        part = validation.validate(submission, edition, on=TODAY)
        with monkeypatch.context() as patch:
            patch.setattr(validation, "cut", lambda *_: set())
            differing += validation.validate(submission, edition, on=TODAY) != part
    assert differing > 5
    assert list(rules().graph.objects(None, OOGO.raadpleegt))

"""What is asked in a run: the library questions and fifteen analytical queries of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.bench.binding import bound
from oogo.bench.world import YEARS, World
from oogo.frontmatter import read_header
from oogo.library import Question, load

__all__ = ["Case", "ad_hoc", "library"]

_FOLDER = Path(__file__).parent / "queries"

Value = NamedNode | Literal


@dataclass(frozen=True)
class Case:
    """One query, with the values that each of its parameters can have."""

    name: str
    group: str
    text: str
    choices: tuple[tuple[str, tuple[Value, ...]], ...]

    def draw(self, random: Random) -> dict[str, Value]:
        """A value for each parameter."""
        return {name: random.choice(values) for name, values in self.choices}

    def query(self, values: dict[str, Value]) -> str:
        """The query with these values in it."""
        return bound(self.text, values)


def ad_hoc(world: World) -> list[Case]:
    """The analytical queries, their parameters drawn from the made-up country."""
    ranges: dict[str, tuple[Value, ...]] = {
        "gemeente": tuple(
            NamedNode(f"https://identifier.overheid.nl/tooi/id/gemeente/{gemeente.code}")
            for gemeente in world.gemeenten
        ),
        "swv": tuple(NamedNode(f"{BASE}id/samenwerkingsverband/{s.code}") for s in world.swv),
        "jaar": tuple(Literal(of_year) for of_year in YEARS),
        "onderwerp": tuple(
            NamedNode(f"{BASE}begrip/onderwerp/{name}")
            for name in ("leerlingenvervoer", "thuiszitters-interventie", "jeugd-ggz-inzet")
        ),
    }
    cases = []
    for path in sorted(_FOLDER.glob("*.rq")):
        header, text = read_header(path)
        header.only("title", "parameters")
        choices = tuple((name, ranges[name]) for name in header.words("parameters"))
        cases.append(Case(path.stem, "ad hoc", text, choices))
    return cases


def library(choose: Callable[[str], Sequence[Value]]) -> list[Case]:
    """The questions of the library; ``choose`` answers a query for the values of a parameter."""
    return [_question(question, choose) for question in load().values()]


def _question(question: Question, choose: Callable[[str], Sequence[Value]]) -> Case:
    choices = []
    for parameter in question.parameters:
        values = tuple(choose(parameter.choices)) if parameter.choices else ()
        choices.append((parameter.name, values or (parameter.term(parameter.example),)))
    return Case(question.name, "library", question.text, tuple(choices))

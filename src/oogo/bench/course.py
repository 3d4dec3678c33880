"""How one support plan came about, and the mistakes that can be made on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from oogo.bench.world import Samenwerkingsverband

__all__ = ["MISTAKES", "Course", "Mistake", "Seat"]


@dataclass(frozen=True)
class Seat:
    """One participation: who sits at the table, and for whom."""

    participant: str
    represents: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """How one support plan came about."""

    swv: Samenwerkingsverband
    others: tuple[Samenwerkingsverband, ...]
    procedure: date | None
    disputes: bool
    drafted: date
    consulted: date | None
    seats: tuple[Seat, ...]
    parties: tuple[str, ...]
    met_others: date | None
    consented: date | None
    adopted: date
    sent: date
    since: date
    until: date
    elements: tuple[str, ...]
    replaces: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the names of all things of this plan begin with."""
        return f"{self.swv.code.lower()}-{self.since.year}"


@dataclass(frozen=True)
class Mistake:
    """A way to go wrong: the rule that finds it, on which kind of thing, and what is changed."""

    rule: str
    on: str
    spoil: Callable[[Course], Course]


def _without(element: str) -> Callable[[Course], Course]:
    def spoil(course: Course) -> Course:
        kept = tuple(one for one in course.elements if one != element)
        return replace(course, elements=kept)

    return spoil


def _without_last_seat(course: Course) -> Course:
    last = course.seats[-1]
    if len(last.represents) > 1:
        seats = (*course.seats[:-1], replace(last, represents=last.represents[:-1]))
    else:
        seats = course.seats[:-1]
    return replace(course, seats=seats)


MISTAKES = {
    "gemeente niet aan tafel": Mistake("PO-09c", "planversie", _without_last_seat),
    "te lang": Mistake(
        "PO-06a", "planversie", lambda c: replace(c, until=date(c.since.year + 5, 8, 1))
    ),
    "zonder dekkend aanbod": Mistake("PO-08aa", "planversie", _without("dekkend-aanbod")),
    "zonder plaatsing": Mistake(
        "PO-08c", "planversie", _without("procedure-en-criteria-plaatsing")
    ),
    "zonder terugplaatsing": Mistake("PO-08d", "planversie", _without("terug-of-overplaatsing")),
    "zonder ouders": Mistake("PO-08fa", "planversie", _without("informeren-ouders")),
    "zonder oogo": Mistake("PO-09a", "planversie", lambda c: replace(c, consulted=None)),
    "oogo na vaststelling": Mistake(
        "PO-09b", "planversie", lambda c: replace(c, consulted=c.adopted + timedelta(5))
    ),
    "zonder procedure": Mistake("PO-11a", "overleg", lambda c: replace(c, procedure=None)),
    "zonder geschillenvoorziening": Mistake(
        "PO-12", "overleg", lambda c: replace(c, disputes=False)
    ),
    "zonder overleg met ander swv": Mistake(
        "PO-13a", "planversie", lambda c: replace(c, met_others=None)
    ),
    "na 1 mei toegezonden": Mistake(
        "PO-14b", "planversie", lambda c: replace(c, sent=date(c.since.year, 5, 15))
    ),
    "zonder instemming": Mistake("OPR-04a", "planversie", lambda c: replace(c, consented=None)),
}

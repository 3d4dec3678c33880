"""A made-up country: its organisations and areas from 2014 to 2025.

Nothing here is about a real body. The sizes are those of the Netherlands; codes lie far
outside the official ranges (gm9001…, PO9001…, BRIN 80AA…) and names are only those codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from random import Random

__all__ = [
    "YEARS",
    "Aanbieder",
    "Aansluiting",
    "Bestuur",
    "Gemeente",
    "Herindeling",
    "Samenwerkingsverband",
    "School",
    "Toedeling",
    "Vestiging",
    "World",
    "make_world",
]

YEARS = range(2014, 2026)
_GEMEENTEN = {
    2014: 403,
    2015: 393,
    2016: 390,
    2017: 388,
    2018: 380,
    2019: 355,
    2020: 355,
    2021: 352,
    2022: 345,
    2023: 342,
    2024: 342,
    2025: 342,
}
_PO, _VO, _JEUGDREGIOS = 76, 74, 41
_BESTUREN, _VESTIGINGEN, _AANBIEDERS = 1200, 10_000, 6000
_SPLIT = 0.12  # share of swv borders that run through a gemeente
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIRST_BRIN = 80 * 676  # official numbers stop far below 80


@dataclass(frozen=True)
class Gemeente:
    """A gemeente: the half cells of the line-shaped country it covers, and when it existed."""

    code: str
    first: int
    last: int
    since: date | None
    until: date | None

    def exists(self, on: date) -> bool:
        """Whether there is such a gemeente on this day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Herindeling:
    """Gemeenten that become one."""

    old: tuple[Gemeente, ...]
    new: Gemeente
    on: date


@dataclass(frozen=True)
class Samenwerkingsverband:
    """A swv of one sector, and the half cells of its region."""

    code: str
    sector: str
    first: int
    last: int


@dataclass(frozen=True)
class Toedeling:
    """A gemeente that lies wholly or in part in the region of a swv."""

    gemeente: Gemeente
    swv: Samenwerkingsverband
    whole: bool


@dataclass(frozen=True)
class Aansluiting:
    """Membership of a board in a swv, half-open."""

    swv: Samenwerkingsverband
    since: date
    until: date | None


@dataclass(frozen=True)
class Bestuur:
    """A school board and the swv it belonged to over time."""

    number: str
    sector: str
    aansluitingen: tuple[Aansluiting, ...]


@dataclass(frozen=True)
class School:
    """A school under a board."""

    brin: str
    bestuur: Bestuur


@dataclass(frozen=True)
class Vestiging:
    """A site of a school, in a gemeente of today."""

    code: str
    school: School
    gemeente: Gemeente


@dataclass(frozen=True)
class Aanbieder:
    """A youth-care provider working from one gemeente."""

    key: str
    gemeente: Gemeente


@dataclass(frozen=True)
class World:
    """All organisations and areas."""

    gemeenten: tuple[Gemeente, ...]
    herindelingen: tuple[Herindeling, ...]
    swv: tuple[Samenwerkingsverband, ...]
    jeugdregios: tuple[tuple[int, int], ...]
    besturen: tuple[Bestuur, ...]
    vestigingen: tuple[Vestiging, ...]
    aanbieders: tuple[Aanbieder, ...]

    @cached_property
    def toedelingen(self) -> tuple[Toedeling, ...]:
        """Every gemeente with every swv whose region it touches."""
        return tuple(_toedelingen(self.gemeenten, self.swv))

    @cached_property
    def per_swv(self) -> dict[str, tuple[Toedeling, ...]]:
        """Code of the swv → the gemeenten in its region, of all times."""
        return {swv.code: tuple(t for t in self.toedelingen if t.swv is swv) for swv in self.swv}

    @cached_property
    def per_gemeente(self) -> dict[str, tuple[Samenwerkingsverband, ...]]:
        """Code of the gemeente → the swv whose region it touches."""
        found: dict[str, list[Samenwerkingsverband]] = {g.code: [] for g in self.gemeenten}
        for toedeling in self.toedelingen:
            found[toedeling.gemeente.code].append(toedeling.swv)
        return {code: tuple(swv) for code, swv in found.items()}

    def gemeenten_of(self, swv: Samenwerkingsverband, on: date) -> list[Gemeente]:
        """The gemeenten in the region of this swv on this day."""
        return [t.gemeente for t in self.per_swv[swv.code] if t.gemeente.exists(on)]

    def overlapping(self, swv: Samenwerkingsverband, on: date) -> list[Samenwerkingsverband]:
        """The swv of the other sector that share a gemeente with this one on this day."""
        found: dict[str, Samenwerkingsverband] = {}
        for gemeente in self.gemeenten_of(swv, on):
            for other in self.per_gemeente[gemeente.code]:
                if other.sector != swv.sector:
                    found[other.code] = other
        return [found[code] for code in sorted(found)]

    def jeugdregio(self, gemeente: Gemeente) -> int:
        """The number of the youth region where this gemeente begins."""
        return next(
            n
            for n, (first, last) in enumerate(self.jeugdregios, 1)
            if first <= gemeente.first <= last
        )


def make_world(scale: float, seed: int) -> World:
    """The country at this scale: below 1 a smaller one, above 1 no larger one."""
    size = min(scale, 1.0)
    random = Random(f"world {seed}")  # noqa: S311 - a repeatable world, no secret
    gemeenten, herindelingen = _gemeenten(size, random)
    cells = 2 * _count(_GEMEENTEN[2014], size, 4)
    swv = (
        *_swv("PO", _count(_PO, size, 2), cells, random),
        *_swv("VO", _count(_VO, size, 2), cells, random),
    )
    regions = tuple(_blocks(_count(_JEUGDREGIOS, size, 1), cells, 0.0, random))
    besturen = tuple(_besturen(_count(_BESTUREN, size, 8), swv, random))
    today = [gemeente for gemeente in gemeenten if gemeente.until is None]
    vestigingen = tuple(_vestigingen(_count(_VESTIGINGEN, size, 40), besturen, today, random))
    aanbieders = tuple(
        Aanbieder(f"aanbieder-{90001 + n}", random.choice(today))
        for n in range(_count(_AANBIEDERS, size, 10))
    )
    return World(gemeenten, herindelingen, swv, regions, besturen, vestigingen, aanbieders)


def _count(national: int, size: float, least: int) -> int:
    return max(least, round(national * size))


def _gemeenten(size: float, random: Random) -> tuple[tuple[Gemeente, ...], tuple[Herindeling, ...]]:
    there = [
        Gemeente(f"gm{9001 + n}", 2 * n, 2 * n + 1, None, None)
        for n in range(_count(_GEMEENTEN[2014], size, 4))
    ]
    every = {gemeente.code: gemeente for gemeente in there}
    events = []
    for of_year, wanted in _GEMEENTEN.items():
        on = date(of_year, 1, 1)
        while len(there) > _count(wanted, size, 3):
            surplus = len(there) - _count(wanted, size, 3)
            several = min(random.choice((2, 2, 3, 4)), surplus + 1)
            place = random.randrange(len(there) - several + 1)
            old = tuple(
                Gemeente(g.code, g.first, g.last, g.since, on)
                for g in there[place : place + several]
            )
            if any(g.since == on for g in old):
                continue
            code = f"gm{9001 + len(every)}"
            new = Gemeente(code, old[0].first, old[-1].last, on, None)
            there[place : place + several] = [new]
            every |= {g.code: g for g in (*old, new)}
            events.append((tuple(g.code for g in old), code, on))
    herindelingen = tuple(
        Herindeling(tuple(every[code] for code in old), every[new], on) for old, new, on in events
    )
    return tuple(every.values()), herindelingen


def _blocks(several: int, cells: int, split: float, random: Random) -> Iterator[tuple[int, int]]:
    """Cut the country into this many regions; a share of the borders runs through a gemeente."""
    borders = [0]
    for n in range(1, several):
        border = 2 * round(n * cells / several / 2)
        if random.random() < split:
            border += 1
        borders.append(border)
    for first, after in pairwise([*borders, cells]):
        yield first, after - 1


def _swv(kind: str, several: int, cells: int, random: Random) -> Iterator[Samenwerkingsverband]:
    for n, (first, last) in enumerate(_blocks(several, cells, _SPLIT, random)):
        yield Samenwerkingsverband(f"{kind}{9001 + n}", kind.lower(), first, last)


def _toedelingen(
    gemeenten: tuple[Gemeente, ...], swv: tuple[Samenwerkingsverband, ...]
) -> Iterator[Toedeling]:
    for gemeente in gemeenten:
        for one in swv:
            if one.first <= gemeente.last and gemeente.first <= one.last:
                whole = one.first <= gemeente.first and gemeente.last <= one.last
                yield Toedeling(gemeente, one, whole)


def _besturen(
    several: int, swv: tuple[Samenwerkingsverband, ...], random: Random
) -> Iterator[Bestuur]:
    for n in range(several):
        first = swv[n % len(swv)]
        start = date(2014, 8, 1)
        if random.random() < 0.15:
            others = [one for one in swv if one.sector == first.sector and one is not first]
            change = date(random.choice(YEARS[2:]), 8, 1)
            aansluitingen: tuple[Aansluiting, ...] = (
                Aansluiting(first, start, change),
                Aansluiting(random.choice(others), change, None),
            )
        else:
            aansluitingen = (Aansluiting(first, start, None),)
        yield Bestuur(str(90001 + n), first.sector, aansluitingen)


def _vestigingen(
    several: int, besturen: tuple[Bestuur, ...], today: list[Gemeente], random: Random
) -> Iterator[Vestiging]:
    schools = 0
    made = 0
    while made < several:
        bestuur = besturen[schools % len(besturen)]
        region = bestuur.aansluitingen[-1].swv
        here = [g for g in today if g.first <= region.last and region.first <= g.last]
        school = School(_brin(schools), bestuur)
        schools += 1
        for n in range(min(random.choice((1, 1, 1, 1, 2)), several - made)):
            yield Vestiging(f"{school.brin}{n:02d}", school, random.choice(here))
            made += 1


def _brin(n: int) -> str:
    number, rest = divmod(_FIRST_BRIN + n, 676)
    return f"{number:02d}{_LETTERS[rest // 26]}{_LETTERS[rest % 26]}"

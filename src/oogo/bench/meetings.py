"""Meetings of swv and gemeenten with what was agreed; some are reported by both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from oogo.bench.delivery import Delivery
from oogo.bench.nquads import Graph, day, iri, number, text
from oogo.bench.registers import area, gemeente_iri, swv_iri
from oogo.bench.world import YEARS, Gemeente, Samenwerkingsverband, World

__all__ = ["meetings"]

_PER_YEAR = 2  # meetings of one swv in one year, at intensity 1
_BOTH_SIDES = 0.15
_AGREED = 0.8
_TOPICS = (
    "handhaving-leerplicht",
    "leerlingenvervoer",
    "toegankelijkheid-gebouwen",
    "aangepaste-werkruimtes",
    "dyslexie",
    "afstemming-vso",
    "voorkomen-schooluitval",
    "schoolverzuim",
    "thuiszitters-interventie",
    "schoolmaatschappelijk-werk-beschikbaarheid",
    "jeugd-ggz-inzet",
    "ondersteuningsteam-school",
    "crisisvoorziening",
    "zorg-onderwijsarrangement",
)
_ASPECTS = ("diagnostiek", "schoolmaatschappelijk-werk", "jeugd-ggz", "advies", "deskundigheid")
_STATES = ("niet-begonnen", "gestart", "gestart", "afgerond", "vervallen")
_JUDGEMENTS = (
    "zeer-ontevreden",
    "ontevreden",
    "tevreden-noch-ontevreden",
    "tevreden",
    "tevreden",
    "zeer-tevreden",
    "weet-niet",
)


@dataclass(frozen=True)
class _Meeting:
    """One meeting of a swv with gemeenten in its region."""

    key: str
    swv: Samenwerkingsverband
    gemeenten: tuple[Gemeente, ...]
    on: date
    kind: str
    topics: tuple[str, ...]


def meetings(world: World, seed: int, intensity: float) -> Iterator[Delivery]:
    """The meetings of all swv, this many times the usual number, with agreements made there."""
    random = Random(f"meetings {seed}")  # noqa: S311 - a repeatable world, no secret
    every_year = max(1, round(_PER_YEAR * intensity))
    for swv in world.swv:
        for of_year in YEARS:
            for n in range(1, every_year + 1):
                meeting = _meeting(world, swv, of_year, n, random)
                if meeting.gemeenten:
                    yield _report(world, meeting, n, random)
                    if random.random() < _BOTH_SIDES:
                        yield _other_side(meeting, random)


def _meeting(
    world: World, swv: Samenwerkingsverband, of_year: int, n: int, random: Random
) -> _Meeting:
    on = date(of_year, 1, 8) + timedelta(random.randrange(340))
    there = world.gemeenten_of(swv, on)
    several = random.randint(min(2, len(there)), min(8, len(there)))
    return _Meeting(
        key=f"{swv.code.lower()}-{of_year}-{n:03d}",
        swv=swv,
        gemeenten=tuple(random.sample(there, several)),
        on=on,
        kind=random.choice(("BestuurlijkOverleg", "BestuurlijkOverleg", "AmbtelijkOverleg")),
        topics=tuple(random.sample(_TOPICS, random.randint(2, 4))),
    )


def _report(world: World, meeting: _Meeting, n: int, random: Random) -> Delivery:
    delivery = Delivery("overleg", swv_iri(meeting.swv), meeting.key, meeting.on + timedelta(14))
    graph, this = delivery.graph, iri(f"id/overleg/{meeting.key}")
    parties = [swv_iri(meeting.swv), *map(gemeente_iri, meeting.gemeenten)]
    _event(graph, this, meeting, f"Overleg {n} van {meeting.swv.code} in {meeting.on.year}")
    _seats(graph, this, meeting.key, parties)
    _agenda(graph, this, meeting)
    for order in range(1, len(meeting.topics) + 1):
        if random.random() < _AGREED:
            _agreement(world, graph, meeting, order, random)
    return delivery


def _event(graph: Graph, this: str, meeting: _Meeting, label: str) -> None:
    graph.say(
        this,
        ("a", f"oogo:{meeting.kind}"),
        ("rdfs:label", text(label)),
        ("oogo:datum", day(meeting.on)),
        ("oogo:overlegregio", area(meeting.swv.code)),
        ("oogo:sectorVanOverleg", f"begrip:sector/{meeting.swv.sector}"),
    )


def _seats(graph: Graph, this: str, key: str, parties: Sequence[str]) -> None:
    for n, party in enumerate(parties, 1):
        seat = iri(f"id/deelname/{key}-{n}")
        graph.say(this, ("oogo:heeftDeelname", seat))
        graph.say(
            seat,
            ("a", "oogo:Deelname"),
            ("oogo:deelnemer", party),
            ("oogo:namens", party),
        )


def _agenda(graph: Graph, this: str, meeting: _Meeting) -> None:
    for order, topic in enumerate(meeting.topics, 1):
        item = iri(f"id/agendapunt/{meeting.key}-{order}")
        graph.say(this, ("oogo:heeftAgendapunt", item))
        graph.say(
            item,
            ("a", "oogo:Agendapunt"),
            ("oogo:volgnummer", number(order)),
            ("oogo:onderwerp", f"begrip:onderwerp/{topic}"),
        )


def _agreement(world: World, graph: Graph, meeting: _Meeting, order: int, random: Random) -> None:
    key, topic = f"{meeting.key}-{order}", meeting.topics[order - 1]
    this, promise = iri(f"id/afspraak/{key}"), iri(f"id/toezegging/{key}")
    swv, gemeente = swv_iri(meeting.swv), gemeente_iri(random.choice(meeting.gemeenten))
    graph.say(
        this,
        ("rdfs:label", text(f"Afspraak {key}")),
        ("oogo:partij", swv),
        ("oogo:partij", gemeente),
        ("oogo:onderwerp", f"begrip:onderwerp/{topic}"),
        ("oogo:gemaaktIn", iri(f"id/overleg/{meeting.key}")),
        ("oogo:geldigVanaf", day(meeting.on)),
        ("oogo:heeftToezegging", promise),
    )
    if random.random() < 0.3:
        provider = random.choice(world.aanbieders)
        graph.say(
            this,
            ("a", "oogo:Inzetafspraak"),
            ("oogo:inzetaspect", f"begrip:inzetaspect/{random.choice(_ASPECTS)}"),
            ("oogo:inzetDoor", iri(f"id/organisatie/{provider.key}")),
        )
    else:
        graph.say(this, ("a", "oogo:Afspraak"))
    graph.say(
        promise,
        ("a", "oogo:Toezegging"),
        ("oogo:toegezegdDoor", gemeente),
        ("oogo:toegezegdAan", swv),
        ("oogo:uiterlijk", day(meeting.on + timedelta(180))),
    )
    _afterwards(graph, key, (swv, gemeente), meeting.on, random)


def _afterwards(graph: Graph, key: str, parties: tuple[str, str], on: date, random: Random) -> None:
    """How it stands, according to one party; sometimes an evaluation with a judgement of each."""
    agreement, later = iri(f"id/afspraak/{key}"), on + timedelta(200)
    graph.say(
        iri(f"id/afspraakstatus/{key}"),
        ("a", "oogo:Afspraakstatus"),
        ("oogo:statusVan", agreement),
        ("oogo:status", f"begrip:afspraakstatus/{random.choice(_STATES)}"),
        ("oogo:beoordeeldDoor", parties[0]),
        ("oogo:oordeelsdatum", day(later)),
    )
    if random.random() < 0.25:
        evaluation = iri(f"id/evaluatie/{key}")
        graph.say(evaluation, ("a", "oogo:Evaluatie"), ("oogo:evalueert", agreement))
        graph.say(evaluation, ("oogo:datum", day(later)))
        for n, party in enumerate(parties, 1):
            judgement = iri(f"id/oordeel/{key}-{n}")
            graph.say(evaluation, ("oogo:resulteerdeIn", judgement))
            graph.say(
                judgement,
                ("a", "oogo:Nalevingsoordeel"),
                ("oogo:oordeelOver", agreement),
                ("oogo:beoordeeldDoor", party),
                ("oogo:oordeelsdatum", day(later)),
                ("oogo:oordeelswaarde", f"begrip:antwoord/{random.choice(_JUDGEMENTS)}"),
            )


def _other_side(meeting: _Meeting, random: Random) -> Delivery:
    """The same meeting as a gemeente tells it; now and then it remembers another day."""
    gemeente = meeting.gemeenten[0]
    on = meeting.on + timedelta(random.choice((0, 0, 0, 0, 0, 0, 0, 1)))
    told = _Meeting(
        key=f"{gemeente.code}-{meeting.key}",
        swv=meeting.swv,
        gemeenten=meeting.gemeenten[:1],
        on=on,
        kind=meeting.kind,
        topics=meeting.topics[:-1],
    )
    delivery = Delivery("overleg", gemeente_iri(gemeente), told.key, on + timedelta(20))
    graph, this = delivery.graph, iri(f"id/overleg/{told.key}")
    _event(graph, this, told, f"Overleg van gemeente {gemeente.code[2:]} met {meeting.swv.code}")
    _seats(graph, this, told.key, [gemeente_iri(gemeente), swv_iri(meeting.swv)])
    _agenda(graph, this, told)
    graph.say(this, ("oogo:zelfdeGebeurtenis", iri(f"id/overleg/{meeting.key}")))
    return delivery

"""Support plans and youth plans of twelve years, each as one submission; a share is faulty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from oogo.bench.course import MISTAKES, Course, Seat
from oogo.bench.delivery import Delivery, Fault
from oogo.bench.nquads import Graph, day, day_of_year, iri, plain, text
from oogo.bench.registers import gemeente_iri, opr_iri, swv_iri
from oogo.bench.world import YEARS, Gemeente, Samenwerkingsverband, World

__all__ = ["FAULTS", "jeugdplannen", "ondersteuningsplannen"]

INSPECTIE = iri("id/organisatie/inspectie-onderwijs")

_DISPUTES = plain("Landelijke geschillencommissie oogo passend onderwijs")
_ELEMENTS = (
    "dekkend-aanbod",
    "basisondersteuning",
    "verdeling-en-toewijzing-middelen",
    "meerjarenbegroting",
    "procedure-en-criteria-plaatsing",
    "terug-of-overplaatsing",
    "beoogde-en-bereikte-resultaten",
    "beoogde-kwalitatieve-resultaten",
    "beoogde-kwantitatieve-resultaten",
    "bereikte-kwalitatieve-resultaten",
    "bereikte-kwantitatieve-resultaten",
    "informeren-ouders",
)
_BEFORE_2022_04 = (
    "tweeprocentsituatie",
    "overdracht-bekostiging-h",
    "overdracht-bekostiging-i",
    "overdracht-bekostiging-j",
)
_FROM_2022_04 = ("groei-vaststelling", "groei-tegemoetkoming")
_PUPILS = "informeren-leerlingen"
_GROWTH, _INFORM_PUPILS = date(2022, 4, 1), date(2025, 1, 1)
_RUNS_INTO_GROWTH = 2017  # a plan of five years from here still holds on 1 April 2022
_VO_ELEMENTS = ("plaatsing-vso", "beoordeling-lwoo", "toelaatbaarheid-praktijkonderwijs")
_YOUTH_ELEMENTS = (
    "visie-en-doelstellingen",
    "samenhang-veilig-thuis",
    "acties-in-de-planperiode",
    "beoogde-resultaten",
    "meetwijze",
    "outcomecriteria",
    "verantwoordelijkheidstoedeling",
    "kleine-doelgroepen",
    "vn-verdrag-handicap",
)


FAULTS: Mapping[str, str] = {name: mistake.rule for name, mistake in MISTAKES.items()}


def ondersteuningsplannen(world: World, seed: int, faults: float) -> Iterator[Delivery]:
    """The support plans of all swv; this share of those of swv PO carries one mistake."""
    random = Random(f"ondersteuningsplannen {seed}")  # noqa: S311 - repeatable, no secret
    mistakes = list(MISTAKES.values())
    debt = 0.5
    planted = 0
    for swv in world.swv:
        earlier: tuple[str, ...] = ()
        for turn, first in enumerate(_cycle(random)):
            course = replace(_course(world, swv, first, turn, random), replaces=earlier)
            earlier = (iri(f"id/plan/{course.key}"),)
            debt += faults if swv.sector == "po" else 0.0
            if debt < 1 or swv.sector != "po":
                yield _ondersteuningsplan(course, ())
                continue
            debt -= 1
            mistake = mistakes[planted % len(mistakes)]
            planted += 1
            course = mistake.spoil(course)
            fault = Fault(mistake.rule, _focus(course, mistake.on))
            yield _ondersteuningsplan(course, (fault,))


def _cycle(random: Random) -> list[int]:
    years = [2014]
    while (following := years[-1] + random.choice((4, 4, 4, 3))) in YEARS:
        years.append(following)
    return years


def _course(
    world: World, swv: Samenwerkingsverband, first: int, turn: int, random: Random
) -> Course:
    adopted = date(first, 4, 20 - 3 * turn - random.randrange(3))
    there = world.gemeenten_of(swv, adopted)
    elements: tuple[str, ...] = _ELEMENTS
    if swv.sector == "vo":
        elements += _VO_ELEMENTS
    if adopted < _GROWTH:
        elements += _BEFORE_2022_04
    if first >= _RUNS_INTO_GROWTH:
        elements += _FROM_2022_04
    if adopted >= _INFORM_PUPILS:
        elements += (_PUPILS,)
    drafted = date(first - 1, 11, random.randint(1, 28))
    return Course(
        swv=swv,
        others=tuple(world.overlapping(swv, adopted)),
        procedure=date(first - 1, 9, random.randint(1, 28)),
        disputes=True,
        drafted=drafted,
        consulted=date(first, 2, random.randint(1, 28)),
        seats=(Seat(swv_iri(swv), (swv_iri(swv),)), *_seats(there, random)),
        parties=(swv_iri(swv), *map(gemeente_iri, there)),
        met_others=date(first, 1, random.randint(8, 31)),
        consented=date(first, 3, random.randint(1, 31)),
        adopted=adopted,
        sent=adopted + timedelta(random.randint(1, 9)),
        since=date(first, 8, 1),
        until=date(first + 4, 8, 1),
        elements=elements,
        replaces=(),
    )


def _seats(gemeenten: Sequence[Gemeente], random: Random) -> Iterator[Seat]:
    """Each gemeente itself, or one that comes on behalf of its neighbours too."""
    left = [gemeente_iri(gemeente) for gemeente in gemeenten]
    while left:
        several = min(random.choice((1, 1, 1, 2, 3)), len(left))
        together, left = left[:several], left[several:]
        yield Seat(together[0], tuple(together))


def _focus(course: Course, kind: str) -> str:
    return iri(f"id/{kind}/{course.key}")[1:-1]


def _ondersteuningsplan(course: Course, faults: tuple[Fault, ...]) -> Delivery:
    delivery = Delivery("ondersteuningsplan", swv_iri(course.swv), course.key, course.sent, faults)
    graph, key = delivery.graph, course.key
    plan, draft = iri(f"id/plan/{key}"), iri(f"id/planversie/{key}-concept")
    graph.say(
        plan,
        ("a", "oogo:Ondersteuningsplan"),
        ("rdfs:label", text(f"Ondersteuningsplan {course.swv.code} vanaf {course.since.year}")),
        ("oogo:opgesteldDoor", swv_iri(course.swv)),
        *(("oogo:vervangt", plan) for plan in course.replaces),
        ("oogo:heeftVersie", draft),
        ("oogo:heeftVersie", iri(f"id/planversie/{key}")),
    )
    _draft(graph, draft, plan, course.drafted)
    _adopted(graph, course, plan, draft)
    _consultation(graph, course, draft)
    if course.met_others and course.others:
        meeting = iri(f"id/overleg/{key}-andere-swv")
        graph.say(
            meeting,
            ("a", "oogo:BestuurlijkOverleg"),
            ("rdfs:label", text(f"Overleg over het plan van {course.swv.code} met andere swv")),
            ("oogo:datum", day(course.met_others)),
            ("oogo:overPlanversie", draft),
        )
        everyone = (swv_iri(course.swv), *map(swv_iri, course.others))
        _sit(graph, meeting, f"{key}-andere-swv", [Seat(one, (one,)) for one in everyone])
    return delivery


def _draft(graph: Graph, draft: str, plan: str, on: date) -> None:
    graph.say(
        draft,
        ("a", "oogo:Planversie"),
        ("oogo:versieVan", plan),
        ("oogo:versiestatus", "begrip:versiestatus/concept"),
        ("oogo:versiedatum", day(on)),
    )


def _adopted(graph: Graph, course: Course, plan: str, draft: str) -> None:
    key = course.key
    version, consent = iri(f"id/planversie/{key}"), iri(f"id/instemming/{key}")
    passages = [(one, iri(f"id/planpassage/{key}-{one}")) for one in course.elements]
    graph.say(
        version,
        ("a", "oogo:Planversie"),
        ("oogo:versieVan", plan),
        ("oogo:versiestatus", "begrip:versiestatus/vastgesteld"),
        ("oogo:versiedatum", day(course.adopted)),
        ("oogo:vastgesteldOp", day(course.adopted)),
        ("oogo:geldigVanaf", day(course.since)),
        ("oogo:geldigTot", day(course.until)),
        ("oogo:vorigeVersie", draft),
        ("oogo:toegezondenAan", INSPECTIE),
        ("oogo:toegezondenOp", day(course.sent)),
        *(("oogo:heeftPassage", passage) for _, passage in passages),
    )
    if course.swv.sector == "po":
        graph.say(version, ("oogo:groeipeildag", day_of_year(2, 15)))
    for page, (element, passage) in enumerate(passages, 5):
        graph.say(
            passage,
            ("a", "oogo:Planpassage"),
            ("oogo:planelement", f"begrip:planelement/{element}"),
            ("oogo:pagina", plain(str(page))),
        )
    if course.consented:
        graph.say(version, ("oogo:heeftInstemming", consent))
        graph.say(
            consent,
            ("a", "oogo:Instemming"),
            ("oogo:instemmingVan", opr_iri(course.swv)),
            ("oogo:datum", day(course.consented)),
            ("oogo:uitslag", "begrip:uitslag/ingestemd"),
        )


def _consultation(graph: Graph, course: Course, draft: str) -> None:
    if course.consulted is None:
        return
    key, meeting = course.key, iri(f"id/overleg/{course.key}")
    procedure = iri(f"id/oogoprocedure/{key}")
    graph.say(
        meeting,
        ("a", "oogo:OogoOndersteuningsplan"),
        ("rdfs:label", text(f"Oogo over het ondersteuningsplan van {course.swv.code}")),
        ("oogo:datum", day(course.consulted)),
        ("oogo:overPlanversie", draft),
    )
    _sit(graph, meeting, key, course.seats)
    if course.procedure:
        _procedure(graph, meeting, procedure, course.procedure, course.parties)
        if course.disputes:
            graph.say(procedure, ("oogo:geschillenvoorziening", _DISPUTES))


def _procedure(
    graph: Graph, meeting: str, procedure: str, on: date, parties: Sequence[str]
) -> None:
    graph.say(meeting, ("oogo:volgensProcedure", procedure))
    graph.say(
        procedure,
        ("a", "oogo:Oogoprocedure"),
        ("oogo:vastgesteldOp", day(on)),
        *(("oogo:vastgesteldDoor", party) for party in parties),
    )


def _sit(graph: Graph, meeting: str, key: str, seats: Sequence[Seat]) -> None:
    for n, seat in enumerate(seats, 1):
        this = iri(f"id/deelname/{key}-{n}")
        graph.say(meeting, ("oogo:heeftDeelname", this))
        graph.say(
            this,
            ("a", "oogo:Deelname"),
            ("oogo:deelnemer", seat.participant),
            *(("oogo:namens", one) for one in seat.represents),
        )


def jeugdplannen(world: World, seed: int) -> Iterator[Delivery]:
    """The youth plans of all gemeenten, one every four years from the year they exist."""
    random = Random(f"jeugdplannen {seed}")  # noqa: S311 - repeatable, no secret
    for gemeente in world.gemeenten:
        first = gemeente.since.year if gemeente.since else 2014 + random.randrange(2)
        for start in range(first, YEARS.stop, 4):
            adopted = date(start, 10, random.randint(1, 28))
            if gemeente.exists(adopted):
                yield _jeugdplan(world, gemeente, adopted, random)


def _jeugdplan(world: World, gemeente: Gemeente, adopted: date, random: Random) -> Delivery:
    key = f"{gemeente.code}-jeugdplan-{adopted.year}"
    delivery = Delivery("jeugdplan", gemeente_iri(gemeente), key, adopted + timedelta(20))
    graph = delivery.graph
    plan, draft = iri(f"id/plan/{key}"), iri(f"id/planversie/{key}-concept")
    version, meeting = iri(f"id/planversie/{key}"), iri(f"id/overleg/{key}")
    passages = [(one, iri(f"id/planpassage/{key}-{one}")) for one in _YOUTH_ELEMENTS]
    label = f"Jeugdplan gemeente {gemeente.code[2:]} vanaf {adopted.year + 1}"
    graph.say(
        plan,
        ("a", "oogo:Jeugdplan"),
        ("rdfs:label", text(label)),
        ("oogo:opgesteldDoor", gemeente_iri(gemeente)),
        ("oogo:heeftVersie", draft),
        ("oogo:heeftVersie", version),
    )
    _draft(graph, draft, plan, adopted - timedelta(150))
    graph.say(
        version,
        ("a", "oogo:Planversie"),
        ("oogo:versieVan", plan),
        ("oogo:versiestatus", "begrip:versiestatus/vastgesteld"),
        ("oogo:versiedatum", day(adopted)),
        ("oogo:vastgesteldOp", day(adopted)),
        ("oogo:vastgesteldDoor", gemeente_iri(gemeente)),
        ("oogo:geldigVanaf", day(date(adopted.year + 1, 1, 1))),
        ("oogo:geldigTot", day(date(adopted.year + 5, 1, 1))),
        ("oogo:vorigeVersie", draft),
        *(("oogo:heeftPassage", passage) for _, passage in passages),
    )
    for page, (element, passage) in enumerate(passages, 3):
        graph.say(
            passage,
            ("a", "oogo:Planpassage"),
            ("oogo:planelement", f"begrip:jeugdplanonderdeel/{element}"),
            ("oogo:pagina", plain(str(page))),
        )
    graph.say(
        meeting,
        ("a", "oogo:OogoJeugdplan"),
        ("rdfs:label", text(f"Oogo over het jeugdplan van gemeente {gemeente.code[2:]}")),
        ("oogo:datum", day(adopted - timedelta(random.randint(40, 100)))),
        ("oogo:overPlanversie", draft),
    )
    everyone = (gemeente_iri(gemeente), *map(swv_iri, world.per_gemeente[gemeente.code]))
    _sit(graph, meeting, key, [Seat(one, (one,)) for one in everyone])
    procedure = iri(f"id/oogoprocedure/{key}")
    _procedure(graph, meeting, procedure, adopted - timedelta(300), everyone)
    graph.say(procedure, ("oogo:geschillenvoorziening", _DISPUTES))
    return delivery

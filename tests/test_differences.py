"""Differences in words; the expected sentences are written by hand in the words of the ontology.

The pattern is that of issue 4: “OOGO 12 maart had 5 afspraken, nu 4; afspraak leerlingenvervoer
verdwenen”.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from oogo.differences import (
    Names,
    between_senders,
    differences,
    differences_in_both,
    things,
)
from oogo.labels import labels_in
from oogo.language import Text
from oogo.plurals import plural
from oogo.store import edition

HEAD = """PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <https://w3id.org/oogo/>
"""
WOERDEN = "<https://identifier.overheid.nl/tooi/id/gemeente/gm0632>"
OUDEWATER = "<https://identifier.overheid.nl/tooi/id/gemeente/gm0589>"
SWV = "<id/samenwerkingsverband/PO2604>"
FIVE = ("leerlingenvervoer", "crisisvoorziening", "zorgplicht", "hoogbegaafd", "dyslexie")


def graph(text: str) -> list[Triple]:
    return [quad.triple for quad in parse((HEAD + text).encode(), RdfFormat.TURTLE)]


def meeting(*topics: str, day: str = "2026-03-12", more: str = "") -> str:
    """An oogo with an agreement for each topic."""
    agreements = "".join(
        f"<id/afspraak/{topic}> a oogo:Afspraak ; oogo:gemaaktIn <id/overleg/o1> ; "
        f"oogo:onderwerp <begrip/onderwerp/{topic}> .\n"
        for topic in topics
    )
    return (
        f'<id/overleg/o1> a oogo:OogoOndersteuningsplan ; oogo:datum "{day}"^^xsd:date {more}.\n'
        + agreements
    )


def plan(label: str = "Plan 2026", more: str = "", versions: int = 0) -> str:
    parts = "".join(
        f"<id/plan/p> oogo:heeftVersie <id/planversie/v{n}> . <id/planversie/v{n}> "
        f'a oogo:Planversie ; rdfs:label "versie {n}"@nl .\n'
        for n in range(1, versions + 1)
    )
    return f'<id/plan/p> a oogo:Ondersteuningsplan ; rdfs:label "{label}"@nl {more}.\n{parts}'


def agreement(more: str, label: str = "Vervoer") -> str:
    return f'<id/afspraak/a> a oogo:Afspraak ; rdfs:label "{label}"@nl ; {more} .\n'


def taking_part(*who: str) -> str:
    return "".join(
        f"<id/overleg/o1> oogo:heeftDeelname <id/deelname/{n}> . <id/deelname/{n}> "
        f"a oogo:Deelname ; oogo:deelnemer {each} .\n"
        for n, each in enumerate(who)
    )


OOGO = "Oogo over het ondersteuningsplan van 12 maart 2026"
CASES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "nothing": (meeting(*FIVE), meeting(*FIVE), ()),
    "empty": ("", "", ()),
    "one agreement less": (
        meeting(*FIVE),
        meeting(*FIVE[1:]),
        (f"{OOGO} had 5 afspraken, nu 4; afspraak leerlingenvervoer verdwenen.",),
    ),
    "one agreement more": (
        meeting("zorgplicht"),
        meeting("zorgplicht", "crisisvoorziening"),
        (f"{OOGO} had 1 afspraak, nu 2; afspraak crisisvoorziening is nieuw.",),
    ),
    "the last agreement": (
        meeting("crisisvoorziening"),
        meeting(),
        (f"{OOGO} had 1 afspraak, nu 0; afspraak crisisvoorziening verdwenen.",),
    ),
    "the first agreement": (
        meeting(),
        meeting("crisisvoorziening"),
        (f"{OOGO} had 0 afspraken, nu 1; afspraak crisisvoorziening is nieuw.",),
    ),
    "one for another": (
        meeting("crisisvoorziening"),
        meeting("leerlingenvervoer"),
        (f"{OOGO}: afspraak crisisvoorziening verdwenen; afspraak leerlingenvervoer is nieuw.",),
    ),
    "two less": (
        meeting("leerlingenvervoer", "crisisvoorziening"),
        meeting(),
        (
            f"{OOGO} had 2 afspraken, nu 0; afspraak crisisvoorziening verdwenen; "
            "afspraak leerlingenvervoer verdwenen.",
        ),
    ),
    "a meeting gone with its agreements": (
        meeting(*FIVE),
        "",
        (f"{OOGO} verdwenen, met 5 afspraken.",),
    ),
    "a new meeting": ("", meeting("zorgplicht"), (f"{OOGO} is nieuw, met 1 afspraak.",)),
    "a new meeting without agreements": ("", meeting(), (f"{OOGO} is nieuw.",)),
    "another date": (
        meeting(day="2026-03-12"),
        meeting(day="2026-03-19"),
        (
            "Oogo over het ondersteuningsplan van 19 maart 2026: "
            "datum was 12 maart 2026, nu 19 maart 2026.",
        ),
    ),
    "a participant less": (
        meeting() + taking_part(WOERDEN, OUDEWATER),
        meeting() + taking_part(WOERDEN),
        (f"{OOGO} had 2 deelnames, nu 1; deelname Oudewater verdwenen.",),
    ),
    "another participant in the same place": (
        meeting() + taking_part(WOERDEN),
        meeting() + taking_part(OUDEWATER),
        ("Deelname Oudewater: deelnemer was Woerden, nu Oudewater.",),
    ),
    "two kinds of parts": (
        meeting("zorgplicht") + taking_part(WOERDEN),
        meeting(),
        (
            f"{OOGO} had 1 afspraak, nu 0; had 1 deelname, nu 0; "
            "afspraak zorgplicht van schoolbesturen verdwenen; deelname Woerden verdwenen.",
        ),
    ),
    "another name": (
        plan("Plan 2026"),
        plan("Plan 2027"),
        ("Ondersteuningsplan ‘Plan 2027’: naam was ‘Plan 2026’, nu ‘Plan 2027’.",),
    ),
    "a date added": (
        plan(),
        plan(more='; oogo:geldigVanaf "2026-08-01"^^xsd:date'),
        ("Ondersteuningsplan ‘Plan 2026’: geldig vanaf 1 augustus 2026 toegevoegd.",),
    ),
    "a date dropped": (
        plan(more='; oogo:geldigVanaf "2026-08-01"^^xsd:date'),
        plan(),
        ("Ondersteuningsplan ‘Plan 2026’: geldig vanaf 1 augustus 2026 verdwenen.",),
    ),
    "a version more": (
        plan(versions=1),
        plan(versions=2),
        ("Ondersteuningsplan ‘Plan 2026’ had 1 planversie, nu 2; planversie ‘versie 2’ is nieuw.",),
    ),
    "a plan gone": (
        plan(versions=3),
        "",
        ("Ondersteuningsplan ‘Plan 2026’ verdwenen, met 3 planversies.",),
    ),
    "a party more": (
        agreement(f"oogo:partij {WOERDEN}"),
        agreement(f"oogo:partij {WOERDEN} , {OUDEWATER}"),
        ("Afspraak ‘Vervoer’: partij Oudewater toegevoegd.",),
    ),
    "a party less": (
        agreement(f"oogo:partij {WOERDEN} , {OUDEWATER}"),
        agreement(f"oogo:partij {WOERDEN}"),
        ("Afspraak ‘Vervoer’: partij Oudewater verdwenen.",),
    ),
    "another party": (
        agreement(f"oogo:partij {WOERDEN}"),
        agreement(f"oogo:partij {OUDEWATER}"),
        ("Afspraak ‘Vervoer’: partij was Woerden, nu Oudewater.",),
    ),
    "two new parties": (
        agreement("oogo:onderwerp <begrip/onderwerp/zorgplicht>"),
        agreement(
            f"oogo:onderwerp <begrip/onderwerp/zorgplicht> ; oogo:partij {WOERDEN} , {OUDEWATER}"
        ),
        ("Afspraak ‘Vervoer’: partij Oudewater en Woerden toegevoegd.",),
    ),
    "another topic": (
        agreement("oogo:onderwerp <begrip/onderwerp/crisisvoorziening>"),
        agreement("oogo:onderwerp <begrip/onderwerp/leerlingenvervoer>"),
        ("Afspraak ‘Vervoer’: onderwerp was crisisvoorziening, nu leerlingenvervoer.",),
    ),
    "two changes in one thing": (
        agreement(f"oogo:partij {WOERDEN} ; oogo:onderwerp <begrip/onderwerp/crisisvoorziening>"),
        agreement(f"oogo:partij {OUDEWATER} ; oogo:onderwerp <begrip/onderwerp/leerlingenvervoer>"),
        (
            "Afspraak ‘Vervoer’: onderwerp was crisisvoorziening, nu leerlingenvervoer; "
            "partij was Woerden, nu Oudewater.",
        ),
    ),
    "changes in two things": (
        meeting() + agreement(f"oogo:partij {WOERDEN}"),
        meeting(day="2026-03-13") + agreement(f"oogo:partij {OUDEWATER}"),
        (
            "Afspraak ‘Vervoer’: partij was Woerden, nu Oudewater.",
            "Oogo over het ondersteuningsplan van 13 maart 2026: "
            "datum was 12 maart 2026, nu 13 maart 2026.",
        ),
    ),
    "an agreement without a meeting": (
        agreement(f"oogo:partij {WOERDEN}"),
        "",
        ("Afspraak ‘Vervoer’ verdwenen.",),
    ),
    "an agreement that leaves its meeting": (
        meeting() + agreement("oogo:gemaaktIn <id/overleg/o1>"),
        meeting() + agreement(f"oogo:partij {WOERDEN}"),
        (
            "Afspraak ‘Vervoer’: partij Woerden toegevoegd.",
            f"{OOGO} had 1 afspraak, nu 0; afspraak ‘Vervoer’ hoort er niet meer bij.",
        ),
    ),
    "an agreement that joins a meeting": (
        meeting() + agreement(f"oogo:partij {WOERDEN}"),
        meeting() + agreement(f"oogo:partij {WOERDEN} ; oogo:gemaaktIn <id/overleg/o1>"),
        (f"{OOGO} had 0 afspraken, nu 1; afspraak ‘Vervoer’ hoort er nu bij.",),
    ),
    "an unknown thing keeps its key": (
        "<id/afspraak/x9> a oogo:Afspraak .",
        "",
        ("Afspraak x9 verdwenen.",),
    ),
    "a number": (
        '<id/streefbeeld/s> a oogo:Streefbeeld ; rdfs:label "doel"@nl ; oogo:streefwaarde 90.5 .',
        '<id/streefbeeld/s> a oogo:Streefbeeld ; rdfs:label "doel"@nl ; oogo:streefwaarde 95 .',
        ("Streefbeeld ‘doel’: streefwaarde was 90,5, nu 95.",),
    ),
}
ENGLISH = {
    "one agreement less": (
        "Support-plan consultation of 12 March 2026 had 5 agreements, now 4; "
        "agreement pupil transport is gone.",
    ),
    "a meeting gone with its agreements": (
        "Support-plan consultation of 12 March 2026 is gone, with 5 agreements.",
    ),
    "another party": ("Agreement ‘Vervoer’: party was Woerden, now Oudewater.",),
    "a number": ("Target ‘doel’: target value was 90.5, now 95.",),
}


@pytest.fixture(scope="module")
def names(edition_dir: Path) -> Iterator[Names]:
    with edition.reading(edition_dir) as (_, store):
        yield labels_in(store)


def test_a_thing_without_a_name_is_told_by_what_its_address_ends_with(names: Names) -> None:
    """A participation by who took part, consent by who gave it, a state by its quarter."""
    role = "<begrip/deelnamerol/vaste-deelnemer>"
    part = f"a oogo:Deelname ; oogo:deelnamerol {role} ; oogo:deelnemer {WOERDEN}"
    consent = f"a oogo:Instemming ; oogo:uitslag <begrip/uitslag/ingestemd> ; oogo:orgaan {SWV}"
    state = f"a oogo:Indicatorstand ; oogo:periode <id/periode/2026-K2> ; oogo:door {SWV}"
    gone = graph(
        f"<id/deelname/PO2604-o1-gm0632> {part} .\n<id/instemming/PO2604-v2-PO2604> {consent} .\n"
        f"<id/indicatorstand/PO2604-i1-2026-K2-PO2604> {state} ."
    )
    assert [text.nl for text in differences(gone, (), names)] == [
        "Deelname Woerden verdwenen.",
        "Indicatorstand 2026-K2 verdwenen.",
        "Instemming SWV Passenderwijs verdwenen.",
    ]


def test_a_web_address_is_told_whole_and_its_property_has_a_name(names: Names) -> None:
    page = "<http://xmlns.com/foaf/0.1/page> <https://www.example.org/plan.pdf>"
    (told,) = differences(graph(plan()), graph(plan(more=f"; {page}")), names)
    assert told.nl == (
        "Ondersteuningsplan ‘Plan 2026’: pagina https://www.example.org/plan.pdf toegevoegd."
    )


def test_of_two_files_that_both_stay_only_what_both_say_otherwise_is_told(names: Names) -> None:
    other = "<id/overleg/o2> a oogo:AmbtelijkOverleg ."
    later = graph(meeting("zorgplicht", day="2026-03-19") + other)
    found = differences_in_both(
        ("plan.xlsx", graph(meeting("zorgplicht") + plan())), ("overleg.xlsx", later), names
    )
    assert [text.nl for text in found] == [
        f"{OOGO}: datum: plan.xlsx zegt 12 maart 2026, overleg.xlsx zegt 19 maart 2026."
    ]


@pytest.mark.parametrize("case", CASES)
def test_in_dutch(case: str, names: Names) -> None:
    old, new, expected = CASES[case]
    told = differences(graph(old), graph(new), names)
    assert tuple(text.nl for text in told) == expected


@pytest.mark.parametrize("case", ENGLISH)
def test_in_english(case: str, names: Names) -> None:
    old, new, _ = CASES[case]
    told = differences(graph(old), graph(new), names)
    assert tuple(text.en for text in told) == ENGLISH[case]


def test_no_address_is_ever_told(names: Names) -> None:
    for old, new, _ in CASES.values():
        for text in differences(graph(old), graph(new), names):
            assert "http" not in text.nl + text.en


def test_order_of_statements_does_not_matter(names: Names) -> None:
    old, new = graph(meeting(*FIVE)), graph(meeting(*FIVE[2:]))
    assert differences(old, new, names) == differences(old[::-1], new[::-1], names)


PROCEDURE = NamedNode("https://w3id.org/oogo/def/volgensProcedure")


def test_between_two_senders(names: Names) -> None:
    mine = graph(meeting(*FIVE) + taking_part(WOERDEN))
    theirs = graph(
        meeting(*FIVE[1:], day="2026-03-19").replace("/o1", "/o2")
        + taking_part(WOERDEN).replace("/o1", "/o2")
    )
    told = between_senders(
        (Text("Passenderwijs", "Passenderwijs"), node("o1"), mine),
        (Text("Woerden", "Woerden"), node("o2"), theirs),
        names,
    )
    assert [text.nl for text in told] == [
        "datum: Passenderwijs zegt 12 maart 2026, Woerden zegt 19 maart 2026",
        "Passenderwijs noemt 5 afspraken, Woerden 4",
    ]
    assert told[1].en == "Passenderwijs reports 5 agreements, Woerden 4"


def test_between_two_senders_own_addresses_are_no_difference(names: Names) -> None:
    mine, theirs = (
        [*graph(meeting()), Triple(node(f"{own}-o1"), PROCEDURE, procedure(f"{own}-{key}"))]
        for own, key in (("PO2604", "proc"), ("gm0632", "proc"))
    )
    one = (Text("Passenderwijs", "Passenderwijs"), node("PO2604-o1"))
    other = (Text("Woerden", "Woerden"), node("gm0632-o1"))
    assert between_senders((*one, mine), (*other, theirs), names) == ()
    theirs[-1] = Triple(node("gm0632-o1"), PROCEDURE, procedure("gm0632-nieuw"))
    (told,) = between_senders((*one, mine), (*other, theirs), names)
    assert "Passenderwijs zegt PO2604-proc, Woerden zegt gm0632-nieuw" in told.nl


def procedure(key: str) -> NamedNode:
    return NamedNode(f"https://w3id.org/oogo/id/oogoprocedure/{key}")


def node(key: str) -> NamedNode:
    return NamedNode(f"https://w3id.org/oogo/id/overleg/{key}")


def test_things_are_what_has_a_kind() -> None:
    assert things(graph(meeting("zorgplicht"))) == {
        "https://w3id.org/oogo/id/overleg/o1",
        "https://w3id.org/oogo/id/afspraak/zorgplicht",
    }


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("afspraak", "afspraken"),
        ("ondersteuningsplan", "ondersteuningsplannen"),
        ("toezegging", "toezeggingen"),
        ("regio", "regio’s"),
        ("bron", "bronnen"),
        ("bestuurlijk overleg", "bestuurlijke overleggen"),
        ("lokaal team", "lokale teams"),
        ("gemeente", "gemeenten"),
        ("bewijsstuk", "bewijsstukken"),
        ("planversie", "planversies"),
        ("verantwoordelijkheid", "verantwoordelijkheden"),
        ("oogo over het jeugdplan", "oogo’s over het jeugdplan"),
        ("begrip", "begrippen"),
        (
            "op overeenstemming gericht overleg (oogo)",
            "op overeenstemming gerichte overleggen (oogo)",
        ),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one, 2, "nl") == many
    assert plural(one, 1, "nl") == one

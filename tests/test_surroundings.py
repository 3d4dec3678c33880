"""What stands around a thing, in words, in time and in a drawing."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from oogo.addresses import BASE
from oogo.resources import describe
from oogo.store import edition
from oogo.surroundings import Validity, groups, neighbours, roles, timeline, told_once, validities
from tests.reader import StoreReader, release

OUDEWATER = "https://identifier.overheid.nl/tooi/id/gemeente/gm0589"
SWV = BASE + "id/samenwerkingsverband/PO2604"
AGENDA = BASE + "id/samenwerkingsagenda/utrecht-west-2016-2018"


def test_relations_stand_under_the_subject_of_their_module() -> None:
    thing = asyncio.run(describe(release(), OUDEWATER))
    found = asyncio.run(groups(release(), thing))
    titles = [group.title.nl for group in found]
    assert titles[0] == "Naam en omschrijving"
    assert titles[-1].startswith("Bronnen")
    tables = next(g for g in found if g.title.nl == "Tafels, bijeenkomsten en deelname")
    # Document 003, line 27: alderman Duindam on behalf of Oudewater.
    assert BASE + "def/deelnemer" in [each.property for each in tables.incoming]
    said = sum(len(group.outgoing) + len(group.incoming) for group in found)
    assert said == len(thing.properties) + len(thing.incoming)


def test_what_holds_both_ways_is_told_once(edition_dir: Path) -> None:
    """Which areas overlap is derived at publication, in both directions."""
    with edition.reading(edition_dir) as (_, store):
        reader = StoreReader(store)
        thing = asyncio.run(describe(reader, BASE + "id/gebied/PO2604"))
        once = asyncio.run(told_once(reader, thing))
    overlaps = BASE + "def/overlaptMet"
    assert overlaps in [each.property for each in thing.incoming]
    assert overlaps in [prop.iri for prop in once.properties]
    assert overlaps not in [each.property for each in once.incoming]


def test_dates_of_a_thing_and_its_neighbours() -> None:
    thing = asyncio.run(describe(release(), BASE + "id/overlegtafel/utrecht-west-oogo"))
    events, names = asyncio.run(timeline(release(), thing))
    # Document 003, lines 20-27: the meeting of 18 April 2019.
    assert ("2019-04-18", BASE + "def/datum") in [(e.date, e.property) for e in events]
    assert [event.date for event in events] == sorted(event.date for event in events)
    assert all(names.has(event.property) for event in events)


def test_a_hub_has_no_timeline() -> None:
    thing = asyncio.run(describe(release(), "http://purl.org/linked-data/cube#Observation"))
    assert asyncio.run(timeline(release(), thing))[0] == ()


def test_duties_of_this_kind_of_organisation() -> None:
    found = {role.iri: role.duties for role in asyncio.run(roles(release(), SWV))}
    assert found[BASE + "begrip/actorrol/swv-po"] > 0


def test_the_drawing_links_only_things_with_a_name() -> None:
    thing = asyncio.run(describe(release(), SWV))
    found = asyncio.run(groups(release(), thing))
    iris = dict.fromkeys(thing.names.by_iri, "/x")
    nodes, edges = neighbours(thing, found, "nl", iris)
    assert nodes[0].key == SWV
    assert 1 < len(nodes) <= 13
    assert {end for edge in edges for end in (edge.start, edge.end)} <= {n.key for n in nodes}


def test_validity_of_a_period_in_years() -> None:
    # Document 003: the agenda of 2016 up to and including 2018.
    found = asyncio.run(validities(release(), [AGENDA]))[AGENDA]
    assert (found.start, found.end) == ("2016", "2018")
    assert found.holds(date(2016, 1, 1))
    assert found.holds(date(2018, 12, 31))
    assert not found.holds(date(2015, 12, 31))
    assert not found.holds(date(2019, 1, 1))


@pytest.mark.parametrize(
    ("start", "end", "day", "holds"),
    [
        ("2022-08-01", "2026-08-01", date(2022, 8, 1), True),
        ("2022-08-01", "2026-08-01", date(2026, 8, 1), False),  # half-open
        ("2022-08-01", "2026-08-01", date(2022, 7, 31), False),
        ("2022-08-01", "", date(2099, 1, 1), True),
        ("", "", date(1900, 1, 1), True),
    ],
)
def test_validity_is_half_open(start: str, end: str, day: date, holds: bool) -> None:
    assert Validity(start, end).holds(day) is holds

"""Duties, and what deliveries tell of them; brackets are those of the rows of the law register."""

from __future__ import annotations

import asyncio
from functools import cache

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from oogo.content import folder
from oogo.questions import answer, find
from tests.asking import Rows, ask, ask_of, values, where
from tests.reader import StoreReader, release


@pytest.mark.parametrize(
    ("day", "code", "in_force"),
    [
        ("2013-07-04", "PO-09", []),
        ("2013-07-05", "PO-09", ["onzeker"]),
        ("2014-01-06", "PO-09", ["ja"]),
        ("2015-10-01", "PO-08hij", ["ja"]),
        ("2022-01-01", "PO-08hij", ["ja"]),
        ("2022-02-01", "PO-08hij", ["onzeker"]),
        ("2022-04-01", "PO-08hij", []),
    ],
)
def test_duties_on_a_date(day: str, code: str, in_force: list[str]) -> None:
    """PO-09 starts between 2013-07-05 and 2014-01-06; PO-08hij ends 2022-01-02 to 2022-04-01."""
    rows = where(ask("plichten-op-een-datum", peildatum=day), code=code)
    assert [row["geldt"] for row in rows] == in_force


def test_content_of_a_plan_on_a_date() -> None:
    """PO-08g came with the text of 2022-04-01; PO-08hij went with it."""
    then = {row["code"] for row in ask("inhoud-van-een-plan-op-een-datum")}
    now = {
        row["code"]
        for row in ask("inhoud-van-een-plan-op-een-datum", peildatum="2022-10-01")
        if row["geldt"] == "ja"
    }
    assert {"PO-08a", "PO-08hij", "VO-05a"} <= then
    assert "PO-08g" not in then
    assert {"PO-08a", "PO-08g", "VO-05a", "VO-05g"} <= now
    assert "PO-08hij" not in now


def test_duties_between_two_parties() -> None:
    """PO-09 to PO-12 bind the partnership towards each municipal executive."""
    rows = ask("plichten-tussen-twee-partijen")
    assert values(rows, "code") == [("PO-09",), ("PO-10",), ("PO-11",), ("PO-12",)]
    assert rows[0]["toetsing"] == "PO-09a, PO-09b, PO-09c, PO-09d, PO-09e"


def test_a_duty_without_rule_says_why() -> None:
    """OG-01 lets a municipal executive use a model for disputes: free to use, so no duty."""
    rows = ask(
        "plichten-tussen-twee-partijen",
        drager="https://w3id.org/oogo/begrip/actorrol/college",
        tegenpartij="https://w3id.org/oogo/begrip/actorrol/geschillencommissie",
    )
    assert values(rows, "code") == [("OG-01",), ("OG-02",), ("OG-03",)]
    assert rows[0]["toetsing"] == "Een model is vrij te gebruiken en geen plicht."


def test_duties_then_and_now() -> None:
    """VO-06 moved from WVO 17a to WVO 2020 2.47; VO-14 is new; OPR-01 stayed in WMS 4a."""
    rows = {row["code"]: row for row in ask("plichten-toen-en-nu")}
    assert rows["VO-06"]["artikel_toen"] == "WVO art. 17a lid 9"
    assert rows["VO-06"]["artikel_nu"].startswith("WVO 2020 art. 2.47")
    assert rows["VO-06"]["verandering"] == "andere plaats"
    assert rows["VO-14"]["verandering"] == "nieuw"
    assert rows["OPR-01"]["verandering"] == "zelfde plaats"


def test_lapsed_duties() -> None:
    """Rows GM-05, PO-08hij, PO-22 and SB-06 are the only ones with an end."""
    rows = ask("vervallen-plichten")
    assert values(rows, "code", "tot_laatst") == [
        ("GM-05", "2014-11-01"),
        ("PO-08hij", "2022-04-01"),
        ("PO-22", "2022-04-01"),
        ("SB-06", "2026-01-01"),
    ]


def test_uncertain_duties() -> None:
    """PO-09 has a bracket; GM-01 starts on a known day; agreed practice (GP) rests on no law."""
    codes = {row["code"] for row in ask("onzekere-plichten")}
    assert "PO-09" in codes
    assert not codes & {"GM-01", "GP-01"}


def test_succession_of_articles() -> None:
    """WVO 17a went to WVO 2020 2.47; VO-06 moved with it."""
    (row,) = where(
        ask("opvolging-van-artikelen"),
        oud="wet:BWBR0002399/17a",
        nieuw="wet:BWBR0044212/2.47",
    )
    assert "VO-06" in row["codes"].split(", ")
    assert row["codes"].split(", ") == sorted(row["codes"].split(", "))


# Questions that deliveries answer: nothing yet on the release, something with an example.


@cache
def with_a_delivery() -> StoreReader:
    """The release with the invented support plan of the examples, as one delivery."""
    store = Store()
    store.extend(release().store)
    path = folder("examples") / "goed-ondersteuningsplan.ttl"
    delivered = parse(path=path, format=RdfFormat.TURTLE)
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in delivered)
    return StoreReader(store)


def delivered(name: str, **given: str) -> Rows:
    return ask_of(with_a_delivery(), name, **given)


def test_no_plans_yet() -> None:
    assert {row["stand"] for row in ask("geldige-plannen-op-een-datum")} == {
        "geen geldig plan aangeleverd"
    }
    assert {row["stand"] for row in ask("oogo-voor-vaststelling")} == {
        "geen vastgesteld plan aangeleverd"
    }
    assert {row["plannen"] for row in ask("elementen-in-geleverde-plannen")} == {"0"}
    assert {row["status"] for row in ask("afspraken-en-hun-status")} == {"geen status gemeld"}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2024-07-31", "geen geldig plan aangeleverd"),
        ("2024-08-01", "geldig tot 2028-08-01"),
        ("2028-07-31", "geldig tot 2028-08-01"),
        ("2028-08-01", "geen geldig plan aangeleverd"),
    ],
)
def test_valid_plan_of_the_example(day: str, state: str) -> None:
    rows = delivered("geldige-plannen-op-een-datum", peildatum=day)
    assert [row["stand"] for row in where(rows, code="PO2604")] == [state]


def test_coverage_counts_the_delivery() -> None:
    found = asyncio.run(answer(with_a_delivery(), find("geldige-plannen-op-een-datum"), {}))
    assert (found.coverage.n, found.coverage.of) == (3, 151)
    assert "1 daarvan" in found.coverage.note.nl


def test_oogo_of_the_example() -> None:
    """Woerden spoke also on behalf of Oudewater, so all five municipalities were reached."""
    rows = delivered("oogo-voor-vaststelling")
    assert {row["stand"] for row in rows} == {"oogo op 2024-02-08"}
    assert len(rows) == 5
    woerden = delivered(
        "namens-wie-gesproken", gemeente="https://identifier.overheid.nl/tooi/id/gemeente/gm0632"
    )
    assert values(woerden, "datum", "namens_aantal") == [("2024-02-08", "2")]


def test_no_oogo_with_the_other_partnership() -> None:
    """The example is a plan for primary education only."""
    rows = delivered("oogo-voor-vaststelling", swv="VO2604")
    assert {row["stand"] for row in rows} == {"geen vastgesteld plan aangeleverd"}


def test_elements_of_the_example() -> None:
    """The example leaves out only what lapsed in 2022."""
    rows = where(delivered("elementen-in-geleverde-plannen"), met="0")
    assert {row["plicht"] for row in rows} <= {"id/plicht/PO-08g", "id/plicht/PO-08hij"}
    assert {row["plannen"] for row in rows} == {"1"}
    assert {
        row["plannen"] for row in delivered("elementen-in-geleverde-plannen", swv="VO2604")
    } == {"0"}

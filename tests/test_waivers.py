"""Waivers: on record with ground and document, for one organisation, until a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from oogo.errors import NotFoundError, ParameterError
from oogo.report import Finding, Report
from oogo.waivers import Waiver, Waivers, waive

SWV = "https://w3id.org/oogo/id/samenwerkingsverband/PO2604"
OTHER = "https://w3id.org/oogo/id/samenwerkingsverband/VO2604"
TODAY = date(2026, 11, 22)
FINDING = Finding(
    rule="PO-09a",
    name={"nl": "oogo", "en": "oogo"},
    severity="violation",
    shape="",
    focus="https://w3id.org/oogo/id/plan/1",
    focus_label="plan",
    path="",
    value="",
    value_label="",
    message={"nl": "Er is geen oogo.", "en": "There is no oogo."},
    article="WPO art. 18a lid 9",
    link="",
    duties=(),
    act_date="2026-11-22",
    in_force={},
    remedy={"nl": "Voer het.", "en": "Hold it."},
    example="",
)
WAIVER = Waiver(
    id="1",
    rule="PO-09a",
    organisation=SWV,
    ground="overmacht",
    document="https://www.example.org/besluit",
    until="2027-01-01",
    granted_by="https://w3id.org/oogo/id/organisatie/inspectie",
    granted_at="2026-11-01T00:00:00Z",
)


def report(*findings: Finding) -> Report:
    return Report("plan.ttl", TODAY.isoformat(), 3, findings, {})


def test_counted_apart_and_no_longer_blocking() -> None:
    assert report(FINDING).accepted is False
    waived = report(*waive([FINDING], [WAIVER], SWV, TODAY))
    assert waived.accepted is True
    assert (waived.counts["violation"], waived.counts["waived"]) == (0, 1)
    assert waived.findings[0].waiver["ground"] == "overmacht"
    assert waived.findings[0].waiver["was"] == "violation"
    assert "ontheffing verleend" in waived.as_text("nl")
    assert Report.from_json(waived.as_json()) == waived


@pytest.mark.parametrize(
    ("organisation", "rule", "on"),
    [
        (OTHER, "PO-09a", TODAY),
        (SWV, "PO-09b", TODAY),
        (SWV, "PO-09a", date(2027, 1, 1)),
        ("", "PO-09a", TODAY),
    ],
)
def test_only_this_rule_of_this_organisation_until_its_end(
    organisation: str, rule: str, on: date
) -> None:
    finding = replace(FINDING, rule=rule)
    assert waive([finding], [WAIVER], organisation, on) == (finding,)


def test_the_last_day_counts() -> None:
    assert waive([FINDING], [WAIVER], SWV, date(2026, 12, 31))[0].severity == "waived"


def test_personal_data_cannot_be_waived(tmp_path: Path) -> None:
    finding = replace(FINDING, rule="PG-01")
    waiver = replace(WAIVER, rule="PG-01")
    assert waive([finding], [waiver], SWV, TODAY) == (finding,)
    with pytest.raises(ParameterError):
        granted(tmp_path, rule="PG-01")


def granted(folder: Path, **changed: str) -> Waiver:
    said = {
        "rule": "PO-09a",
        "organisation": SWV,
        "ground": "overmacht",
        "document": "https://www.example.org/besluit",
        "until": (date.today() + timedelta(days=30)).isoformat(),
        "granted_by": "https://w3id.org/oogo/id/organisatie/inspectie",
        **changed,
    }
    return Waivers(folder).grant(
        said["rule"],
        said["organisation"],
        ground=said["ground"],
        document=said["document"],
        until=said["until"],
        granted_by=said["granted_by"],
    )


def test_kept_and_ended(tmp_path: Path) -> None:
    first, second = granted(tmp_path), granted(tmp_path, rule="PO-11c")
    assert Waivers(tmp_path).all() == (first, second)
    assert first.holds(SWV, date.today())
    ended = Waivers(tmp_path).end(first.id)
    assert not ended.holds(SWV, date.today())
    assert Waivers(tmp_path).all() == (ended, second)
    with pytest.raises(NotFoundError):
        Waivers(tmp_path).end("bestaat-niet")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ground", " "),
        ("document", ""),
        ("rule", ""),
        ("until", "morgen"),
        ("until", "2020-01-01"),
        ("until", date.today().isoformat()),
    ],
)
def test_incomplete(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ParameterError) as caught:
        granted(tmp_path, **{name: value})
    assert caught.value.place == name
    assert Waivers(tmp_path).all() == ()

"""A cell that could not be read takes no conclusion with it that stands without it, and no more."""

from __future__ import annotations

import re
from datetime import date

import pytest
from rdflib.namespace import SH

from oogo.addresses import BASE
from oogo.judging import judge
from oogo.reads import reads
from oogo.reception import receive
from oogo.report import Report
from oogo.rules import rules
from oogo.waivers import Waiver
from tests.deliveries import TODAY, plain_edition
from tests.workbook import complete, filling
from tests.workbook.filling import Value

Rows = dict[str, list[list[Value]]]


def plan() -> Rows:
    return {name: [list(row) for row in rows] for name, rows in complete.PLAN.items()}


def judged(rows: Rows, *waivers: Waiver) -> Report:
    received = receive(filling.xlsx(rows), "a.xlsx")
    return judge(received, plain_edition(), on=TODAY, waivers=waivers)


def of(report: Report, rule: str) -> set[tuple[str, str, str]]:
    """Severity, sheet and cell of what this rule found."""
    return {(f.severity, f.sheet, f.cell) for f in report.findings if f.rule == rule}


def put(rows: Rows, sheet: str, row: int, heading: str, value: Value) -> None:
    rows[sheet][row - 1][rows[sheet][0].index(heading)] = value


def test_what_follows_from_a_cell_is_not_assessable_and_points_to_it() -> None:
    rows = plan()
    put(rows, "Overleggen", 2, "Soort", "oogo ondersteuningsplam!")
    report = judged(rows)
    assert of(report, "KW-203") == {("violation", "Overleggen", "B2")}
    assert of(report, "PO-09a") == {("not-assessable", "Overleggen", "B2")}
    assert report.counts["violation"] == 1
    assert not report.accepted
    (found,) = (f for f in report.findings if f.rule == "PO-09a")
    assert found.value == "oogo ondersteuningsplam!"
    assert "geen op overeenstemming" not in found.message["nl"]
    assert "no consensus" not in found.message["en"].lower()
    assert found.article == "WPO art. 18a lid 9"


def test_what_is_wrong_besides_an_unreadable_cell_stands() -> None:
    rows = plan()
    put(rows, "Overleggen", 2, "Datum", "begin februari")
    put(rows, "Versies", 3, "Geldig tot", date(2029, 8, 1))  # five years: PO-06a
    rows["Passages"].pop(1)  # no covering offer: PO-08aa
    report = judged(rows)
    assert of(report, "KW-201") == {("violation", "Overleggen", "D2")}
    assert of(report, "PO-06a") == {("violation", "Versies", "H3")}
    assert of(report, "PO-08aa") == {("violation", "Versies", "A3")}


def test_an_element_that_could_not_be_read_may_be_the_one_that_is_missed() -> None:
    rows = plan()
    rows["Passages"].pop(1)
    put(rows, "Passages", 2, "Onderdeel", "iets anders")
    report = judged(rows)
    assert of(report, "PO-08aa") == {("not-assessable", "Passages", "B2")}
    assert report.counts["violation"] == 1


def test_a_row_of_another_meeting_leaves_a_missing_seat_as_it_is() -> None:
    rows = plan()
    rows["Overleggen"].append(["los", "ambtelijk overleg", None, date(2024, 1, 9)] + [None] * 4)
    rows["Deelnemers"] = [row for row in rows["Deelnemers"] if row[1] != "0736"]
    rows["Deelnemers"].append(["los", "073x", "0736", None])
    report = judged(rows)
    assert of(report, "PO-09c") == {("violation", "Versies", "A3")}
    put(rows, "Deelnemers", len(rows["Deelnemers"]), "Overleg", "oogo")
    report = judged(rows)
    assert of(report, "PO-09c") == {("not-assessable", "Deelnemers", "B9")}


@pytest.mark.parametrize(
    ("sheet", "heading", "rule", "cell"),
    [("Passages", "Onderdeel", "PO-08aa", "B1"), ("Overleggen", "Over planversie", "PO-09a", "E1")],
)
def test_a_column_under_an_unknown_heading_may_hold_it(
    sheet: str, heading: str, rule: str, cell: str
) -> None:
    rows = plan()
    put(rows, sheet, 1, heading, "Wat het is")
    report = judged(rows)
    assert of(report, rule) == {("not-assessable", sheet, cell)}
    assert not report.accepted


def test_a_sheet_with_an_unknown_name_may_hold_it() -> None:
    rows = plan()
    rows["Bladzijden"] = rows.pop("Passages")
    report = judged(rows)
    assert of(report, "KW-208") == {("violation", "Bladzijden", "A1")}
    assert of(report, "PO-08aa") == {("not-assessable", "Bladzijden", "A1")}
    assert report.counts["violation"] == 1


def test_without_sender_nothing_is_known_of_what_is_missing() -> None:
    rows = plan()
    put(rows, "Afzender", 2, "Organisatie", "PO26")
    rows["Passages"].pop(1)
    report = judged(rows)
    assert {(f.sheet, f.cell) for f in report.findings} == {("Afzender", "A2")}
    assert of(report, "PO-08aa") == {("not-assessable", "Afzender", "A2")}


def test_the_second_of_two_rows_with_one_key_may_be_another() -> None:
    rows = plan()
    rows["Overleggen"][1][0] = "vo"  # the second row of this name is the one that is named
    rows["Overleggen"][1:] = reversed(rows["Overleggen"][1:])
    report = judged(rows)
    assert of(report, "KW-205") == {("violation", "Overleggen", "A3")}
    assert of(report, "PO-09a") == {("not-assessable", "Overleggen", "A3")}
    assert {(f.sheet, f.cell) for f in report.findings} == {("Overleggen", "A3")}


def test_the_day_that_decides_which_law_held_is_needed() -> None:
    # To inform pupils belongs in plans adopted since 2025 (register, row PO-08f).
    rows = plan()
    rows["Passages"] = [row for row in rows["Passages"] if row[1] != "informeren van leerlingen"]
    assert of(judged(rows), "PO-08fb") == set()
    put(rows, "Versies", 3, "Vastgesteld op", "voorjaar")
    assert of(judged(rows), "PO-08fb") == {("not-assessable", "Versies", "E3")}


def test_what_is_waived_excuses_nothing_else() -> None:
    rows = plan()
    rows["Passages"] = [row for row in rows["Passages"] if row[1] != "informeren van leerlingen"]
    put(rows, "Versies", 3, "Vastgesteld op", None)
    put(rows, "Overleggen", 2, "Soort", "iets anders")
    report = judged(rows)
    assert of(report, "PO-06d") == {("violation", "Versies", "E3")}
    assert of(report, "PO-08fb") == {("not-assessable", "Versies", "E3")}
    assert of(report, "PO-09a") == {("not-assessable", "Overleggen", "B2")}
    report = judged(rows, waiver("PO-06d"), waiver("KW-203"))
    assert of(report, "PO-06d") == {("waived", "Versies", "E3")}
    assert of(report, "PO-08fb") == {("violation", "Versies", "A3")}
    assert of(report, "PO-09a") == {("violation", "Versies", "A3")}


def waiver(rule: str) -> Waiver:
    return Waiver(
        id=rule,
        rule=rule,
        organisation=f"{BASE}id/samenwerkingsverband/PO2604",
        ground="overmacht",
        document="https://www.example.org/besluit",
        until="2027-01-01",
        granted_by=f"{BASE}id/organisatie/inspectie-onderwijs",
        granted_at="2025-11-01T00:00:00Z",
    )


def test_no_query_of_a_rule_asks_for_absence_in_other_words() -> None:
    """Only NOT EXISTS takes a finding away when something is added, and ``oogo.reads`` sees it."""
    other = re.compile(
        r"\b(MINUS|BOUND|COUNT|SUM|AVG|MAX|MIN|SAMPLE|HAVING|LIMIT)\b", re.IGNORECASE
    )
    asked = [str(query) for query in rules().graph.objects(None, SH.select)]
    assert len(asked) > 60
    assert [query for query in asked if other.search(query)] == []
    assert [query for query in asked if re.search(r"!\s*EXISTS", query)] == []


def test_what_a_rule_seeks_is_what_its_query_says_is_not_there() -> None:
    by = rules()
    (seats,) = (shape for shape, rule in by.by_shape.items() if rule.code == "PO-09c")
    names = {node.value.rpartition("/")[2] for node in reads(by, seats).sought}
    assert {"heeftDeelname", "deelnemer", "namens", "overPlanversie", "datum"} <= names
    assert "toedelingAan" not in names  # which municipalities there are is asked for itself
    (term,) = (shape for shape, rule in by.by_shape.items() if rule.code == "PO-06a")
    assert reads(by, term).sought == frozenset()

"""What a rule finds stands at the cell that is to be mended: also where another row says it."""

from __future__ import annotations

from datetime import date

import pytest

from oogo.judging import judge
from oogo.reception import receive
from tests.deliveries import TODAY, plain_edition
from tests.workbook import complete, filling
from tests.workbook.filling import Value

Rows = dict[str, list[list[Value]]]
Change = tuple[str, int, str, Value]

PLAN, YOUTH = complete.PLAN, complete.YOUTH
LATER, NEXT_YEAR = date(2024, 6, 1), date(2025, 1, 1)


def found(base: Rows, change: Change | None, rule: str) -> set[tuple[str, str, str]]:
    """Severity, sheet and cell of what this rule finds after a change of one cell."""
    rows = {name: [list(row) for row in lines] for name, lines in base.items()}
    if change is not None:
        sheet, row, heading, value = change
        rows[sheet][row - 1][rows[sheet][0].index(heading)] = value
    report = judge(receive(filling.xlsx(rows), "a.xlsx"), plain_edition(), on=TODAY)
    return {(f.severity, f.sheet, f.cell) for f in report.findings if f.rule == rule}


@pytest.mark.parametrize(
    ("base", "change", "rule", "cell"),
    [
        # of the procedure that the meeting followed
        (PLAN, ("Procedures", 2, "Vastgesteld op", LATER), "PO-11d", ("Procedures", "B2")),
        (PLAN, ("Procedures", 2, "Vastgesteld door", "0632"), "PO-11b", ("Procedures", "C2")),
        (PLAN, ("Procedures", 2, "Vastgesteld door", "PO2604"), "PO-11c", ("Procedures", "C2")),
        (PLAN, ("Procedures", 2, "Geschillenregeling", None), "PO-12", ("Procedures", "D2")),
        (
            YOUTH,
            ("Procedures", 2, "Vastgesteld op", date(2025, 1, 1)),
            "GM-04d",
            ("Procedures", "B2"),
        ),
        (YOUTH, ("Procedures", 2, "Vastgesteld door", "PO2604"), "GM-04b", ("Procedures", "C2")),
        (YOUTH, ("Procedures", 2, "Geschillenregeling", None), "GM-04e", ("Procedures", "D2")),
        # of the consent to the version
        (PLAN, ("Instemming", 2, "Datum", LATER), "OPR-04c", ("Instemming", "C2")),
        (PLAN, ("Instemming", 2, "Uitslag", "niet ingestemd"), "OPR-04b", ("Instemming", "D2")),
        # of the draft that the meeting was about
        (PLAN, ("Versies", 2, "Versiedatum", LATER), "PO-10c", ("Versies", "D2")),
        (YOUTH, ("Versies", 2, "Versiedatum", NEXT_YEAR), "GM-03h", ("Versies", "D2")),
        # of the version of the plan that ended
        (PLAN, ("Versies", 3, "Geldig tot", date(2025, 8, 1)), "PO-06c", ("Versies", "H3")),
    ],
)
def test_a_rule_points_to_the_row_that_says_it(
    base: Rows, change: Change, rule: str, cell: tuple[str, str]
) -> None:
    ((_, sheet, at),) = found(base, change, rule)
    assert (sheet, at) == cell


@pytest.mark.parametrize(
    ("sheet", "row", "rule"),
    [
        ("Deelnemers", 5, "PO-09c"),  # the seat of a municipality in the area
        ("Deelnemers", 8, "PO-13a"),  # the seat of a partnership of the other sector
        ("Passages", 2, "PO-08aa"),  # an element of the plan
        ("Instemming", 2, "OPR-04a"),  # the consent itself
    ],
)
def test_where_a_row_is_missing_the_thing_that_misses_it_is_named(
    sheet: str, row: int, rule: str
) -> None:
    rows = {name: [list(line) for line in lines] for name, lines in PLAN.items()}
    del rows[sheet][row - 1]
    assert found(rows, None, rule) == {("violation", "Versies", "A3")}


def test_of_a_site_the_membership_of_its_board_is_named() -> None:
    change = ("Schoolbesturen", 2, "Aangesloten bij", "VO2604")
    assert found(filling.AREA, change, "PO-01a") == {("violation", "Schoolbesturen", "C2")}


def test_of_a_procedure_that_is_not_here_the_reference_is_named() -> None:
    rows = {name: [list(row) for row in lines] for name, lines in filling.MEETINGS.items()}
    elsewhere = "https://w3id.org/oogo/id/oogoprocedure/PO2604-elders"
    change = ("Overleggen", 2, "Volgens procedure", elsewhere)
    assert found(rows, change, "PO-12") == {("violation", "Overleggen", "F2")}


def test_a_value_that_another_column_holds_as_well_is_missed_in_its_own() -> None:
    # 0632 is in the column of who drew it up; that its council got it is said in another.
    change = ("Agenda's", 2, "Gedeeld met de raad van", None)
    assert found(filling.AGENDA, change, "GP-02c") == {("warning", "Agenda's", "G2")}

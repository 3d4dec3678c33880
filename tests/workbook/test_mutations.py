"""One wrong cell gives one finding at that cell, and no other cell is named."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from oogo.judging import judge
from oogo.reception import receive
from oogo.workbook import read
from tests.deliveries import TODAY, plain_edition
from tests.workbook import filling
from tests.workbook.filling import Value, letters

Place = tuple[str, str]
Rows = dict[str, list[list[Value]]]

LISTS = {"Soort", "Status", "Sector", "Rol", "Uitkomst", "Kleur", "Onderdeel", "Dekking", "Lijn"}
LISTS |= {"Uitslag", "Onderwerp", "Thema", "Thema's", "Taak", "Portefeuille", "Inzet jeugdhulp"}
OFFICIAL = {"Gemeentecode", "Swv-code", "Bestuursnummer"}
OFFICIAL |= {"Opgesteld door", "Kwartaal", "Plicht"}
REFERRING = {"Overleg", "Versie", "Plan", "Afspraak", "Doel", "Agenda", "Deelnemer"}
REFERRING |= {"Volgens procedure", "Tafel", "Toegezegd door", "Partijen", "Namens"}
NUMBERS = {"Nummer", "Streefwaarde", "Uren per week"}
REQUIRED = {"Soort", "Namens", "Partijen", "Status", "Kleur", "Kenmerk"}


def mistakes(heading: str, sheet: str, value: Value) -> Iterator[Callable[[random.Random], Value]]:
    """The ways in which a person spoils this value so that it is surely wrong."""
    if isinstance(value, date):
        yield lambda chance: f"{value.month:02}-{chance.randint(13, 28)}-{value.year}"
        yield lambda chance: f"{value.year}-{chance.randint(13, 19)}-{value.day:02}"
        yield lambda chance: f"{chance.randint(32, 99)}-{value.month:02}-{value.year}"
        yield lambda chance: chance.choice(["begin maart", "2026", "1e kwartaal", "?"])
    elif heading in NUMBERS:
        yield lambda chance: chance.choice(["veel", "12 uur", "1,2,3", "ca. 10", "-"])
    elif isinstance(value, str):
        misspelt = heading in LISTS and sheet not in {"Afspraken", "Overleggen"}
        own = {("Afspraken", "Afspraak"), ("Doelen", "Doel")}  # there these head a text
        if misspelt or (heading in REFERRING | OFFICIAL and (sheet, heading) not in own):
            yield lambda chance: _misspelt(value, chance)
        optional = (sheet, heading) == ("Scholen", "Soort")
        if heading in REQUIRED and sheet != "Afzender" and not optional:
            yield lambda chance: None


def _misspelt(text: str, chance: random.Random) -> str:
    position = chance.randrange(len(text))
    sign = chance.choice("qxz")
    return text[:position] + sign + text[position + chance.randint(0, 1) :]


def spots(rows: Rows) -> list[tuple[str, int, int]]:
    return [
        (sheet, row, column)
        for sheet, lines in rows.items()
        for row in range(1, len(lines))
        for column, heading in enumerate(lines[0])
        if lines[row][column] is not None
        and any(True for _ in mistakes(str(heading), sheet, lines[row][column]))
    ]


def spoil(rows: Rows, spot: tuple[str, int, int], chance: random.Random) -> Place:
    sheet, row, column = spot
    ways = list(mistakes(str(rows[sheet][0][column]), sheet, rows[sheet][row][column]))
    rows[sheet][row][column] = chance.choice(ways)(chance)
    return sheet, f"{letters(column + 1)}{row + 1}"


def attempt(seed: int, count: int) -> tuple[set[Place], set[Place], Rows]:
    chance = random.Random(seed)  # noqa: S311
    type_ = chance.choice(sorted(filling.ALL))
    rows: Rows = {name: [list(r) for r in lines] for name, lines in filling.ALL[type_].items()}
    chosen = chance.sample(spots(rows), count)
    expected = {spoil(rows, spot, chance) for spot in chosen}
    write = chance.choice([filling.xlsx, filling.ods, filling.csv_zip])
    file = {"xlsx": "a.xlsx", "ods": "a.ods", "csv_zip": "a.zip"}[write.__name__]
    found = {
        (finding.place.sheet, finding.place.cell)
        for finding in read(write(rows), file).findings
        if finding.severity == "violation"
    }
    return expected, found, rows


@pytest.mark.parametrize(
    ("single", "double"), [(250, 75), pytest.param(1000, 300, marks=pytest.mark.soak)]
)
def test_findings_name_exactly_the_wrong_cells(single: int, double: int) -> None:
    # Of two faults the second may hide: a reference misspelt to a row whose own key is gone.
    cases = [(seed, 1) for seed in range(single)] + [(seed, 2) for seed in range(double)]
    missed = []
    for seed, count in cases:
        expected, found, _ = attempt(seed, count)
        assert found <= expected, (seed, count)
        if found != expected:
            missed.append((seed, count, expected - found))
    assert len(missed) <= 0.01 * len(cases), missed
    assert [case for case in missed if case[1] == 1] == []


# --- faults that only the rules see


def reported(rows: Rows) -> set[tuple[str, str, str]]:
    """Rule, sheet and cell of each finding of reader and rules on this workbook."""
    report = judge(receive(filling.xlsx(rows), "a.xlsx"), plain_edition(), on=TODAY)
    return {(finding.rule, finding.sheet, finding.cell) for finding in report.findings}


def tidy(type_: str) -> Rows:
    return {name: [list(row) for row in lines] for name, lines in filling.ALL[type_].items()}


def periods() -> list[tuple[str, str, int, int]]:
    """Template, sheet, row and column of each date at which something ends."""
    return [
        (type_, sheet, row, lines[0].index("Geldig tot"))
        for type_, sheets in filling.ALL.items()
        for sheet, lines in sheets.items()
        if "Geldig tot" in lines[0]
        for row in range(1, len(lines))
        if lines[row][lines[0].index("Geldig tot")] is not None
    ]


@pytest.mark.parametrize(("type_", "sheet", "row", "column"), periods())
def test_an_end_before_its_start_is_named(type_: str, sheet: str, row: int, column: int) -> None:
    rows = tidy(type_)
    lines = rows[sheet]
    start = lines[row][lines[0].index("Geldig vanaf")]
    assert isinstance(start, date)
    lines[row][column] = start - timedelta(days=365)
    new = reported(rows) - reported(tidy(type_))
    assert new
    assert {(where, cell) for _, where, cell in new} == {(sheet, f"{letters(column + 1)}{row + 1}")}


def referred() -> list[tuple[str, str, int]]:
    """Template, sheet and row of each row that other rows refer to by its key."""
    return [
        (type_, sheet, row)
        for type_, sheets in filling.ALL.items()
        for sheet, lines in sheets.items()
        if lines[0][0] == "Kenmerk"
        for row in range(1, len(lines))
        if referring(sheets, lines[row][0])
    ]


def referring(sheets: filling.Sheets, key: Value) -> set[Place]:
    """The cells that hold this key, among others or alone, but for its own."""
    return {
        (sheet, f"{letters(column + 1)}{row + 1}")
        for sheet, lines in sheets.items()
        for row, line in enumerate(lines)
        for column, value in enumerate(line)
        if (column or lines[0][0] != "Kenmerk")
        and isinstance(value, str)
        and key in value.split("; ")
    }


@pytest.mark.parametrize(("type_", "sheet", "row"), referred())
def test_of_a_row_that_went_every_cell_that_refers_to_it_is_named(
    type_: str, sheet: str, row: int
) -> None:
    rows = tidy(type_)
    key = rows[sheet].pop(row)[0]
    rows[sheet].insert(row, [])
    found = {
        (finding.place.sheet, finding.place.cell)
        for finding in read(filling.xlsx(rows), "a.xlsx").findings
        if finding.severity == "violation"
    }
    assert found == referring(rows, key)


def test_rows_may_stand_in_any_order() -> None:
    for type_, sheets in filling.ALL.items():
        expected = set(map(str, read(filling.xlsx(sheets), "a.xlsx").triples))
        moved = {name: [rows[0], [], *reversed(rows[1:])] for name, rows in sheets.items()}
        delivery = read(filling.xlsx(moved), "a.xlsx")
        assert delivery.findings == (), type_
        assert set(map(str, delivery.triples)) == expected

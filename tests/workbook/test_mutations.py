"""Who spoils a cell hears of that cell, from reader and rules together, and of no other."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pytest

from oogo.judging import judge
from oogo.reception import receive
from oogo.report import Report
from oogo.workbook import read
from tests.deliveries import TODAY, plain_edition
from tests.workbook import complete, filling
from tests.workbook.filling import Value, letters

Place = tuple[str, str]
Rows = dict[str, list[list[Value]]]
Spot = tuple[str, int, int]

BOOKS = {**filling.ALL, **complete.ALL}
LISTS = {"Soort", "Status", "Sector", "Rol", "Uitkomst", "Kleur", "Onderdeel", "Dekking", "Lijn"}
LISTS |= {"Uitslag", "Onderwerp", "Thema", "Thema's", "Taak", "Portefeuille", "Inzet jeugdhulp"}
OFFICIAL = {"Gemeentecode", "Swv-code", "Bestuursnummer"}
OFFICIAL |= {"Opgesteld door", "Kwartaal", "Plicht"}
REFERRING = {"Overleg", "Versie", "Plan", "Afspraak", "Doel", "Agenda", "Deelnemer"}
REFERRING |= {"Volgens procedure", "Tafel", "Toegezegd door", "Partijen", "Namens"}
NUMBERS = {"Nummer", "Streefwaarde", "Uren per week"}
REQUIRED = {"Soort", "Namens", "Partijen", "Status", "Kleur", "Kenmerk"}
NO_OOGO = "bestuurlijk overleg"
ORDERED = [("Geldig vanaf", "Geldig tot"), ("Vastgesteld op", "Toegezonden op")]
KINDS = {"emptied", "retyped", "misspelt", "two cells"}
KINDS |= {"row dropped", "days swapped", "row moved"}
# What no column asks for, but a rule does where the plan is complete: article, or KW code.
ASKED = {
    ("Versies", "Vastgesteld op"),  # PO-06d: WPO art. 18a; GM-01a: Jeugdwet art. 2.2
    ("Versies", "Geldig vanaf"),  # KW-06; GM-01b
    ("Versies", "Geldig tot"),  # KW-07; GM-01c
    ("Versies", "Vastgesteld door"),  # GM-01d: by the council
    ("Versies", "Toegezonden op"),  # PO-14a
    ("Versies", "Toegezonden aan"),  # PO-14d
    ("Overleggen", "Volgens procedure"),  # PO-11a; GM-04a
    ("Overleggen", "Over planversie"),  # PO-10a
    ("Procedures", "Vastgesteld op"),  # PO-11d; GM-04d
    ("Procedures", "Vastgesteld door"),  # PO-11b; GM-04b
    ("Procedures", "Geschillenregeling"),  # PO-12; GM-04e
    ("Instemming", "Datum"),  # OPR-04e
}


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
    sign = chance.choice("qxz".replace(text[position].lower(), ""))
    return text[:position] + sign + text[position + chance.randint(0, 1) :]


def spots(rows: Rows) -> list[Spot]:
    return [
        (sheet, row, column)
        for sheet, lines in rows.items()
        for row in range(1, len(lines))
        for column, heading in enumerate(lines[0])
        if lines[row][column] is not None
        and any(True for _ in mistakes(str(heading), sheet, lines[row][column]))
    ]


def spoil(book: str, rows: Rows, spot: Spot, chance: random.Random) -> tuple[str, Place]:
    """Spoil this cell; the kind of fault, and the cell."""
    sheet, row, column = spot
    heading, before = str(rows[sheet][0][column]), rows[sheet][row][column]
    ways = list(mistakes(heading, sheet, before))
    if book in complete.ALL and (sheet, heading) in ASKED and rows[sheet][row][1] != NO_OOGO:
        ways.append(lambda chance: None)
    rows[sheet][row][column] = after = chance.choice(ways)(chance)
    kind = "emptied" if after is None else "retyped" if not isinstance(before, str) else "misspelt"
    return kind, (sheet, f"{letters(column + 1)}{row + 1}")


@dataclass(frozen=True)
class Fault:
    """What was done to a workbook: the cells that must be named, and those that may be."""

    kind: str
    named: frozenset[Place]
    allowed: frozenset[Place]


def in_cells(book: str, rows: Rows, count: int, chance: random.Random) -> Fault:
    spoiled = [spoil(book, rows, spot, chance) for spot in chance.sample(spots(rows), count)]
    cells = frozenset(cell for _, cell in spoiled)
    return Fault(spoiled[0][0] if count == 1 else "two cells", cells, cells)


def dropped(book: str, rows: Rows, chance: random.Random) -> Fault | None:
    """A row that other rows refer to is gone: all that refer to it are named."""
    own = [(sheet, row) for each, sheet, row in referred() if each == book]
    if not own:
        return None
    sheet, row = chance.choice(own)
    key, rows[sheet][row] = rows[sheet][row][0], []
    cells = frozenset(referring(rows, key))
    return Fault("row dropped", cells, cells)


def swapped(book: str, rows: Rows, chance: random.Random) -> Fault | None:
    """Two days in the wrong order: the later one is named, and no cell but these two."""
    own = [
        (sheet, row, lines[0].index(first), lines[0].index(second))
        for first, second in ORDERED
        for sheet, lines in rows.items()
        if {first, second} <= set(lines[0])
        for row in range(1, len(lines))
        if isinstance(lines[row][lines[0].index(first)], date)
        and isinstance(lines[row][lines[0].index(second)], date)
    ]
    if not own:
        return None
    sheet, row, one, two = chance.choice(own)
    line = rows[sheet][row]
    line[one], line[two] = line[two], line[one]
    cells = [(sheet, f"{letters(column + 1)}{row + 1}") for column in (one, two)]
    return Fault("days swapped", frozenset(cells[1:]), frozenset(cells))


def moved(_: str, rows: Rows, chance: random.Random) -> Fault | None:
    """A row stands elsewhere on its sheet: nothing is wrong with that."""
    sheet = chance.choice([sheet for sheet in rows if sheet != "Afzender"])
    lines = rows[sheet]
    row = lines.pop(chance.randrange(1, len(lines)))
    lines[1:1] = chance.choice([[row], [[], row]])
    return Fault("row moved", frozenset(), frozenset())


@dataclass(frozen=True)
class Attempt:
    """A workbook with a fault, and the cells of what is found since."""

    book: str
    fault: Fault
    found: frozenset[Place]
    report: Report

    @property
    def right(self) -> bool:
        """Whether the cells that must be named are, and none that may not be."""
        return self.fault.named <= self.found <= self.fault.allowed


def attempt(seed: int, count: int) -> Attempt:
    chance = random.Random(seed)  # noqa: S311
    book = chance.choice(sorted(BOOKS))
    rows = tidy(book)
    way = {0: dropped, 1: swapped, 2: moved}.get(seed % 7) if count == 1 else None
    fault = way(book, rows, chance) if way else None
    fault = fault or in_cells(book, rows, count, chance)
    write = chance.choice([filling.xlsx, filling.ods, filling.csv_zip])
    file = {"xlsx": "a.xlsx", "ods": "a.ods", "csv_zip": "a.zip"}[write.__name__]
    report = judge(receive(write(rows), file), plain_edition(), on=TODAY)
    if fault.kind == "row moved":
        more = Counter(rule for rule, *_ in told(report))
        more.subtract(Counter(rule for rule, *_ in usual(book)))
        found = frozenset((rule, "") for rule, count in more.items() if count)
    else:
        found = frozenset((sheet, cell) for _, sheet, cell in told(report) - usual(book))
    return Attempt(book, fault, found, report)


def told(report: Report) -> set[tuple[str, str, str]]:
    """Rule, sheet and cell of each finding."""
    return {(finding.rule, finding.sheet, finding.cell) for finding in report.findings}


@cache
def usual(book: str) -> set[tuple[str, str, str]]:
    """What reader and rules find in this workbook as it is."""
    return reported(tidy(book))


@pytest.mark.parametrize(
    ("single", "double"), [(120, 40), pytest.param(1000, 300, marks=pytest.mark.soak)]
)
def test_findings_name_exactly_the_wrong_cells(single: int, double: int) -> None:
    # Of two faults the second may hide: a reference misspelt to a row whose own key is gone.
    cases = [(seed, 1) for seed in range(single)] + [(seed, 2) for seed in range(double)]
    missed, tried = [], Counter[tuple[str, str]]()
    for seed, count in cases:
        tries = attempt(seed, count)
        wrong = tries.found - tries.fault.allowed
        assert not wrong, (seed, count, tries.fault.kind, wrong)
        assert not tries.report.accepted or tries.fault.kind == "row moved", (seed, count)
        tried[tries.book, tries.fault.kind] += 1
        if not tries.right:
            missed.append((seed, count, tries.fault.named - tries.found))
    assert len(missed) <= 0.01 * len(cases), missed
    assert [case for case in missed if case[1] == 1] == []
    assert {book for book, _ in tried} == set(BOOKS)
    assert {kind for _, kind in tried} == KINDS


# --- faults that only the rules see


@pytest.mark.parametrize("book", sorted(complete.ALL))
def test_a_complete_workbook_has_no_findings(book: str) -> None:
    assert usual(book) == set()


def asked() -> list[tuple[str, str, int, int]]:
    """Workbook, sheet, row and column of what only a rule asks for."""
    return [
        (book, sheet, row, column)
        for book, rows in complete.ALL.items()
        for sheet, lines in rows.items()
        for column, heading in enumerate(lines[0])
        if (sheet, heading) in ASKED
        for row in range(1, len(lines))
        if lines[row][column] is not None and lines[row][1] != NO_OOGO
    ]


@pytest.mark.parametrize(("book", "sheet", "row", "column"), asked())
def test_what_a_rule_asks_for_is_missed_in_its_own_cell(
    book: str, sheet: str, row: int, column: int
) -> None:
    rows = tidy(book)
    rows[sheet][row][column] = None
    assert {(where, cell) for _, where, cell in reported(rows)} == {
        (sheet, f"{letters(column + 1)}{row + 1}")
    }


@pytest.mark.parametrize(
    ("book", "sheet", "other", "named"),
    [
        # A plan from 2028 to 2024: the end is named, as KW-08 asks.
        ("ondersteuningsplan, volledig", "Versies", "Geldig vanaf", "Geldig tot"),
        # Sent on 28 March, adopted on 15 April: PO-14c asks for the day of sending.
        ("ondersteuningsplan, volledig", "Versies", "Vastgesteld op", "Toegezonden op"),
        ("jeugdplan, volledig", "Versies", "Geldig vanaf", "Geldig tot"),
    ],
)
def test_of_two_days_that_changed_places_one_is_named(
    book: str, sheet: str, other: str, named: str
) -> None:
    rows = tidy(book)
    heading, line = rows[sheet][0], rows[sheet][2]
    one, two = heading.index(other), heading.index(named)
    line[one], line[two] = line[two], line[one]
    cell = f"{letters(two + 1)}3"
    assert {(where, at) for _, where, at in reported(rows)} == {(sheet, cell)}


@pytest.mark.parametrize("book", sorted(BOOKS))
def test_rows_may_stand_in_any_order_and_apart(book: str) -> None:
    rows = tidy(book)
    moved = {name: [lines[0], [], *reversed(lines[1:])] for name, lines in rows.items()}
    rules = Counter(rule for rule, *_ in usual(book))
    assert Counter(rule for rule, *_ in reported(moved)) == rules


def reported(rows: Rows) -> set[tuple[str, str, str]]:
    """Rule, sheet and cell of each finding of reader and rules on this workbook."""
    return told(judge(receive(filling.xlsx(rows), "a.xlsx"), plain_edition(), on=TODAY))


def tidy(book: str) -> Rows:
    return {name: [list(row) for row in lines] for name, lines in BOOKS[book].items()}


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
        for type_, sheets in BOOKS.items()
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
    found = {(where, cell) for _, where, cell in reported(rows) - usual(type_)}
    assert found == referring(rows, key)


def test_rows_may_stand_in_any_order() -> None:
    for type_, sheets in filling.ALL.items():
        expected = set(map(str, read(filling.xlsx(sheets), "a.xlsx").triples))
        moved = {name: [rows[0], [], *reversed(rows[1:])] for name, rows in sheets.items()}
        delivery = read(filling.xlsx(moved), "a.xlsx")
        assert delivery.findings == (), type_
        assert set(map(str, delivery.triples)) == expected

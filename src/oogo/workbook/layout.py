"""Which template a workbook follows, which sheet is which, and under which heading a cell is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from oogo.workbook.book import Book, Cell, Grid
from oogo.workbook.cells import suggestion
from oogo.workbook.forms import Column, Form, Forms, Sheet
from oogo.workbook.places import CellFinding, Place, cell_name
from oogo.workbook.vocabulary import closest, normal

__all__ = ["EXPLANATION", "LISTS", "STAMP_TYPE", "STAMP_VERSION", "Layout", "Table", "lay_out"]

EXPLANATION, LISTS = "Toelichting", "Lijsten"
STAMP_TYPE, STAMP_VERSION = "oogo-sjabloon", "oogo-versie"
_OWN = {normal(EXPLANATION), normal(LISTS)}


class _Found(Protocol):
    """Notes one finding at a row and column; column 0 is the whole sheet."""

    def __call__(self, rule: str, row: int, column: int, **words: str) -> None:
        """Note it."""


_HEADINGS_WITHIN = 20  # rows in which the headings are sought


@dataclass(frozen=True)
class Table:
    """One sheet of the template in this workbook; columns by their number."""

    sheet: Sheet
    grid: Grid
    heading: int
    columns: Mapping[int, Column]
    values: Mapping[tuple[int, int], Cell]

    def rows(self) -> list[int]:
        """The rows below the headings that hold something under a known heading."""
        return sorted({row for row, column in self.values if column in self.columns})

    def place(self, row: int, column: int) -> Place:
        """The place of one cell with the value found there."""
        cell = self.values.get((row, column)) or self.grid.cells.get((row, column))
        return Place(
            self.grid.file, self.grid.name, cell_name(row, column), cell.text if cell else ""
        )


@dataclass(frozen=True)
class Layout:
    """The tables found, and what does not fit the template.

    ``absent`` are the columns that may stand in what does not fit, by sheet, with what is wrong.
    """

    form: Form | None
    version: str
    tables: tuple[Table, ...]
    findings: tuple[CellFinding, ...]
    absent: tuple[tuple[Sheet, tuple[Column, ...], CellFinding], ...] = ()


def lay_out(book: Book, forms: Forms) -> Layout:
    """Match sheets and headings with the template; what does not match is a finding."""
    stamp = _stamp(book)
    form = forms.forms.get(stamp.get(STAMP_TYPE, "")) or _likeliest(book, forms)
    version = stamp.get(STAMP_VERSION, "")
    if form is None:
        place = Place(book.file, "", "", "")
        return Layout(None, version, (), (_finding(forms, "KW-224", place, {}),))
    findings = []
    if version and version != forms.version:
        words = {"waarde": version, "versie": forms.version}
        findings.append(_finding(forms, "KW-211", Place(book.file, "", "", version), words))
    names = {
        normal(name): sheet for sheet in form.sheets for name in (sheet.name.nl, sheet.name.en)
    }
    tables: dict[str, Table] = {}
    absent: list[tuple[Sheet, tuple[Column, ...], CellFinding]] = []
    foreign: list[CellFinding] = []
    for grid in book.sheets:
        if normal(grid.name) in _OWN:
            continue
        sheet = names.get(normal(grid.name))
        if sheet is None or sheet.iri in tables:
            foreign.append(_foreign(forms, grid, [s.name.nl for s in form.sheets]))
            continue
        table, faults = _table(forms, sheet, grid)
        findings.extend(faults)
        tables[sheet.iri] = table
        missing = tuple(c for c in sheet.columns if c not in table.columns.values())
        absent.extend((sheet, missing, fault) for fault in faults if _hides(fault) and missing)
    for fault in filter(_hides, foreign):
        absent.extend((s, s.columns, fault) for s in form.sheets if s.iri not in tables)
    order = [sheet.iri for sheet in form.sheets]
    ordered = tuple(sorted(tables.values(), key=lambda table: order.index(table.sheet.iri)))
    return Layout(form, version, ordered, (*findings, *foreign), tuple(absent))


def _stamp(book: Book) -> dict[str, str]:
    """The stamp in the properties of the document, else on the explanation sheet."""
    if STAMP_TYPE in book.properties:
        return dict(book.properties)
    for grid in book.sheets:
        if normal(grid.name) == normal(EXPLANATION):
            return {
                cell.text.strip(): grid.cells[row, 2].text.strip()
                for (row, column), cell in grid.cells.items()
                if column == 1 and (row, 2) in grid.cells
            }
    return {}


def _likeliest(book: Book, forms: Forms) -> Form | None:
    """The template that shares most sheet names with the workbook, then most headings."""
    found = {normal(grid.name) for grid in book.sheets} - _OWN
    scores: Counter[str] = Counter()
    for form in forms.forms.values():
        shared = [sheet for sheet in form.sheets if normal(sheet.name.nl) in found]
        own = [sheet for sheet in shared if len(_users(forms, sheet)) == 1]
        scores[form.type] = len(shared) + 3 * len(own)
    best = max(scores, key=lambda type_: scores[type_])
    return forms.forms[best] if scores[best] else None


def _users(forms: Forms, sheet: Sheet) -> list[Form]:
    return [form for form in forms.forms.values() if sheet in form.sheets]


def _foreign(forms: Forms, grid: Grid, names: list[str]) -> CellFinding:
    words = {"waarde": grid.name, **suggestion(closest(grid.name, names))}
    first = cell_name(*min(grid.cells)) if grid.cells else ""
    rule = "KW-208" if grid.cells else "KW-222"
    return _finding(forms, rule, Place(grid.file, grid.name, first, grid.name), words)


def _table(forms: Forms, sheet: Sheet, grid: Grid) -> tuple[Table, list[CellFinding]]:
    names = {
        normal(n): column for column in sheet.columns for n in (column.name.nl, column.name.en)
    }
    findings: list[CellFinding] = []
    heading = _heading_row(grid, names)

    def found(rule: str, row: int, column: int, **words: str) -> None:
        text = grid.cells[row, column].text.strip() if (row, column) in grid.cells else ""
        cell = cell_name(row, column) if column else ""
        place = Place(grid.file, grid.name, cell, text)
        findings.append(
            _finding(forms, rule, place, {"waarde": text, "blad": sheet.name.nl, **words})
        )

    headings = {number: cell for (row, number), cell in grid.cells.items() if row == heading}
    columns = _columns(headings, heading, names, found)
    for row, number in sorted(grid.cells):
        if row < heading or (row > heading and number not in headings):
            found("KW-216", row, number)
    present = {names.get(normal(cell.text)) for cell in headings.values()}
    if any(row > heading for row, _ in grid.cells):
        for column in sheet.columns:
            if column.required and column not in present:
                found("KW-210", heading, 0, kolom=column.name.nl)
    values = _unmerged(grid, heading, columns, found)
    if hidden := grid.hidden():
        found("KW-213", heading, 0, waarde=hidden)
    return Table(sheet, grid, heading, columns, values), findings


def _columns(
    headings: Mapping[int, Cell], row: int, names: Mapping[str, Column], found: _Found
) -> dict[int, Column]:
    """The columns by number; one that is there twice is read nowhere."""
    matched = {number: names.get(normal(cell.text)) for number, cell in headings.items()}
    times = Counter(matched.values())
    free = [column.name.nl for column in names.values() if not times[column]]
    columns = {}
    for number, column in sorted(matched.items()):
        if column is None:
            found("KW-209", row, number, **suggestion(closest(headings[number].text, free)))
        elif times[column] > 1:
            found("KW-223", row, number)
        else:
            columns[number] = column
    return columns


def _heading_row(grid: Grid, names: Mapping[str, Column]) -> int:
    """The row with most known headings among the first rows; the first row where none has any."""
    hits: Counter[int] = Counter()
    for (row, _), cell in grid.cells.items():
        if row <= _HEADINGS_WITHIN and normal(cell.text) in names:
            hits[row] += 1
    most = max(hits.values(), default=0)
    return min((row for row, count in hits.items() if count == most), default=1)


def _unmerged(
    grid: Grid, heading: int, columns: Mapping[int, Column], found: _Found
) -> dict[tuple[int, int], Cell]:
    """The cells below the headings; one merged downwards counts for each row it covers."""
    values = {place: cell for place, cell in grid.cells.items() if place[0] > heading}
    last = max((row for row, _ in values), default=heading)
    for top, left, bottom, right in grid.merged:
        cell = grid.cells.get((top, left))
        if cell is None or top <= heading:
            continue
        if right > left and any(column in columns for column in range(left, right + 1)):
            area = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            found("KW-215", top, left, waarde=area)
        for row in range(top + 1, min(bottom, max(last, top)) + 1):
            values.setdefault((row, left), cell)
    return values


def _hides(finding: CellFinding) -> bool:
    """Whether something of the template may stand in what this is about."""
    return finding.severity == "violation"


def _finding(forms: Forms, code: str, place: Place, words: Mapping[str, str]) -> CellFinding:
    rule = forms.rules[code]
    return CellFinding(
        code,
        rule.severity,
        place,
        None,
        None,
        rule.message.filled(words),
        rule.remedy.filled(words),
    )

"""Workbooks of LibreOffice: the values in content.xml."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from oogo.errors import UnsupportedError
from oogo.workbook.archive import Archive
from oogo.workbook.book import Book, Cell, Grid, count_cells, no_sheets
from oogo.workbook.markup import attribute, events

__all__ = ["read"]

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CELLS = {"table-cell", "covered-table-cell"}


@dataclass
class _Table:
    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class _Content:
    """Builds the tables of content.xml from its events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tables: list[_Table] = []
        self.filled = 0
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth = 0
        self._aside = 0  # depth inside an annotation, whose text is not the cell's
        self._row = self._column = self._columns = 0
        self._row_times = 1
        self._row_cells: list[tuple[int, int, Cell, int, int]] = []
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "annotation":
            self._aside += 1
        elif self._aside:
            return
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            hidden = attributes.get("style-name", "") in self._hidden_styles
            self.tables.append(_Table(attributes.get("name", ""), hidden))
            self._row = self._columns = 0
        elif not self.tables:
            return
        elif name == "table-column":
            self._column_definition(attributes)
        elif name == "table-row":
            self._row_times = attribute(attributes, "number-rows-repeated", 1)
            self._column = 0
            self._row_cells = []
            if attributes.get("visibility", "visible") != "visible":
                last = self._row + min(self._row_times, 1000)
                self.tables[-1].hidden_rows.update(range(self._row + 1, last + 1))
        elif name in _CELLS:
            self._attributes, self._text, self._in_cell = attributes, [], True
        elif self._in_cell:
            self._inside_cell(name, attributes)

    def text(self, text: str) -> None:
        if self._in_cell and not self._aside and self._depth:
            self._text.append(text)

    def end(self, name: str) -> None:
        if name == "annotation":
            self._aside -= 1
        elif self._aside or not self.tables:
            return
        elif name in _CELLS:
            self._finish_cell()
        elif name == "table-row":
            self._finish_row()
        elif name == "p" and self._in_cell:
            self._depth -= 1

    def _column_definition(self, attributes: dict[str, str]) -> None:
        times = min(attribute(attributes, "number-columns-repeated", 1), _LAST_COLUMN)
        if attributes.get("visibility", "visible") != "visible":
            columns = range(self._columns + 1, self._columns + times + 1)
            self.tables[-1].hidden_columns.update(columns)
        self._columns += times

    def _inside_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            if self._text:
                self._text.append("\n")
            self._depth += 1
        elif name == "s":
            self._text.append(" " * min(attribute(attributes, "c", 1), 1000))
        elif name == "tab":
            self._text.append("\t")
        elif name == "line-break":
            self._text.append("\n")

    def _finish_cell(self) -> None:
        times = min(attribute(self._attributes, "number-columns-repeated", 1), _LAST_COLUMN)
        cell = _cell(self._attributes, "".join(self._text))
        if cell is not None:
            across = attribute(self._attributes, "number-columns-spanned", 1)
            down = attribute(self._attributes, "number-rows-spanned", 1)
            for column in range(self._column + 1, self._column + times + 1):
                self._row_cells.append((column, times, cell, across, down))
            count_cells(self.filled + len(self._row_cells), self.file)
        self._column += times
        self._in_cell = False
        self._depth = 0

    def _finish_row(self) -> None:
        """Place the cells; a filled row that repeats counts as often as it repeats."""
        table = self.tables[-1]
        if self._row_cells:
            self.filled += len(self._row_cells) * self._row_times
            count_cells(self.filled, self.file)
            last = min(self._row + self._row_times, _LAST_ROW)
            for row in range(self._row + 1, last + 1):
                for column, _, cell, across, down in self._row_cells:
                    table.cells[row, column] = cell
                    if across > 1 or down > 1:
                        table.merged.append((row, column, row + down - 1, column + across - 1))
        self._row += self._row_times


def read(archive: Archive, file: str) -> Book:
    """All tables of the document, hidden ones too."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise UnsupportedError(
            "het bestand is met een wachtwoord beveiligd",
            "the file is protected with a password",
            place=file,
            remedy_nl="Sla het op zonder wachtwoord en lever het opnieuw aan.",
            remedy_en="Save it without a password and deliver it again.",
        )
    content = _Content(file)
    for kind, name, attributes in events(archive.read("content.xml"), f"{file}, content.xml"):
        if kind == "start":
            content.start(name, attributes)
        elif kind == "text":
            content.text(name)
        else:
            content.end(name)
    if not content.tables:
        raise no_sheets(file)
    grids = tuple(
        Grid(
            file,
            table.name,
            table.cells,
            table.hidden,
            frozenset(table.hidden_rows),
            frozenset(table.hidden_columns),
            tuple(table.merged),
        )
        for table in content.tables
    )
    return Book(file, grids, _properties(archive, file))


def _cell(attributes: dict[str, str], text: str) -> Cell | None:
    kind = attributes.get("value-type", "")
    text = attributes.get("string-value", text)
    formula = "formula" in attributes
    if formula and (kind == "error" or text.startswith(("#", "Err:"))):
        return Cell(text, fault=text or "leeg")
    if kind in {"date", "boolean", "float", "currency", "percentage"}:
        return _typed(kind, attributes, text)
    if not text.strip():
        return Cell("", fault="leeg") if formula and not kind else None
    return Cell(text)


def _typed(kind: str, attributes: dict[str, str], text: str) -> Cell:
    if kind == "boolean":
        return Cell("ja" if attributes.get("boolean-value") == "true" else "nee")
    if kind != "date":
        return _number(attributes.get("value", ""), text)
    try:
        day = date.fromisoformat(attributes.get("date-value", "")[:10])
    except ValueError:
        return Cell(text)
    return Cell(f"{day:%d-%m-%Y}", day)


def _number(value: str, text: str) -> Cell:
    try:
        number = Decimal(repr(float(value)))
    except (InvalidOperation, ValueError, OverflowError):
        return Cell(text)
    if not number.is_finite():
        return Cell(text)
    if number == number.to_integral_value() and abs(number) < 10**15:
        number = Decimal(int(number))
    return Cell(f"{number:f}" if abs(number) < 10**15 else str(number), number)


def _properties(archive: Archive, file: str) -> dict[str, str]:
    """The user-defined properties of the document."""
    found: dict[str, str] = {}
    if "meta.xml" not in archive:
        return found
    name = ""
    for kind, element, attributes in events(archive.read("meta.xml"), f"{file}, meta.xml"):
        if kind == "start":
            name = attributes.get("name", "") if element == "user-defined" else ""
        elif kind == "text" and name:
            found[name] = found.get(name, "") + element.strip()
        elif kind == "end":
            name = ""
    return found

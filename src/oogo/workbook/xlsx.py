"""Workbooks of Excel: the parts that hold values, read straight from the package."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from oogo.errors import SubmissionError
from oogo.workbook.archive import Archive
from oogo.workbook.book import Book, Cell, Grid, count_cells, no_sheets
from oogo.workbook.markup import attribute, events
from oogo.workbook.places import row_and_column

__all__ = ["SheetPart", "calendar_day", "read", "related", "sheet_parts"]

_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_A_TOKEN = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[_*].', re.IGNORECASE)
_LAST_SERIAL = 2_958_465
_DATE_1904 = 1_462  # days between the two calendars of Excel
_MERGED = 20_000
_TRUE = {"1", "true"}


@dataclass(frozen=True)
class SheetPart:
    """One sheet of a workbook and the part of the package that holds it."""

    name: str
    part: str
    hidden: bool


@dataclass
class _Sheet:
    cells: dict[tuple[int, int], Cell]
    hidden_rows: set[int]
    hidden_columns: set[int]
    merged: list[tuple[int, int, int, int]]


@dataclass(frozen=True)
class _Context:
    file: str
    strings: tuple[str, ...]
    dates: tuple[bool, ...]
    offset: int


def read(archive: Archive, file: str) -> Book:
    """All sheets of the workbook, hidden ones too, with cached values of formulas."""
    workbook = _workbook_part(archive)
    sheets, is_1904 = sheet_parts(archive, file)
    related_parts = related(archive, workbook)
    context = _Context(
        file,
        tuple(_strings(archive, related_parts.get("sharedStrings", ""), file)),
        tuple(_date_styles(archive, related_parts.get("styles", ""), file)),
        _DATE_1904 if is_1904 else 0,
    )
    grids = []
    filled = 0
    for sheet in sheets:
        found = _sheet(archive.read(sheet.part), context, sheet.name, filled)
        filled += len(found.cells)
        grids.append(
            Grid(
                file,
                sheet.name,
                found.cells,
                sheet.hidden,
                frozenset(found.hidden_rows),
                frozenset(found.hidden_columns),
                tuple(found.merged),
            )
        )
    return Book(file, tuple(grids), _properties(archive, file), context.offset)


def sheet_parts(archive: Archive, file: str) -> tuple[tuple[SheetPart, ...], bool]:
    """The sheets in their order, and whether dates count from 1904."""
    workbook = _workbook_part(archive)
    targets = {}
    for identifier, (_, target) in _relations(archive, workbook).items():
        targets[identifier] = target
    sheets = []
    is_1904 = False
    for kind, name, attributes in events(archive.read(workbook), f"{file}, {workbook}"):
        if kind == "start" and name == "sheet":
            part = targets.get(attributes.get("id", ""), "")
            if part in archive:
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(SheetPart(attributes.get("name", ""), part, hidden))
        elif kind == "start" and name == "workbookPr":
            is_1904 = attributes.get("date1904", "0") in _TRUE
    if not sheets:
        raise no_sheets(file)
    return tuple(sheets), is_1904


def related(archive: Archive, part: str) -> dict[str, str]:
    """The parts this part points to, by the last word of their kind."""
    return dict(_relations(archive, part).values())


def calendar_day(serial: Decimal) -> date | None:
    """The day of a serial number of the 1900 calendar; None where there is no such day."""
    days = int(serial)
    if not 1 <= serial <= _LAST_SERIAL or days == 60:  # 60 is 29 February 1900, which never was
        return None
    return date(1899, 12, 30 if days > 60 else 31) + timedelta(days=days)


def _workbook_part(archive: Archive) -> str:
    for kind, target in _relations(archive, "").values():
        if kind == "officeDocument" and target in archive:
            return target
    return "xl/workbook.xml"


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if relations not in archive:
        return found
    place = f"{archive.name}, {relations}"
    for kind, element, attributes in events(archive.read(relations), place):
        if kind == "start" and element == "Relationship":
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                word = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (word, target)
    return found


def _strings(archive: Archive, part: str, file: str) -> Iterator[str]:
    """The shared strings; text above a line to help pronounce it is left out."""
    if part not in archive:
        return
    text: list[str] = []
    inside = aside = False
    for kind, name, _ in events(archive.read(part), f"{file}, {part}"):
        if kind == "text":
            if inside and not aside:
                text.append(name)
        elif name == "si":
            if kind == "end":
                yield _unescaped("".join(text))
            text = []
        elif name == "t":
            inside = kind == "start"
        elif name == "rPh":
            aside = kind == "start"


def _date_styles(archive: Archive, part: str, file: str) -> Iterator[bool]:
    """For each cell style whether it shows a date."""
    if part not in archive:
        return
    formats: dict[int, str] = {}
    inside = False
    for kind, name, attributes in events(archive.read(part), f"{file}, {part}"):
        if kind == "start" and name == "numFmt":
            formats[attribute(attributes, "numFmtId", 0)] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = kind == "start"
        elif inside and kind == "start" and name == "xf":
            number = attribute(attributes, "numFmtId", 0)
            code = formats.get(number)
            yield _shows_date(code) if code is not None else number in _DATE_FORMATS


def _shows_date(code: str) -> bool:
    tokens = _NOT_A_TOKEN.sub("", code.partition(";")[0]).lower()
    return tokens not in {"general", "standard"} and bool(re.search(r"[dyj]|m{3}", tokens))


def _sheet(data: bytes, context: _Context, sheet: str, filled: int) -> _Sheet:
    """The filled cells of one sheet."""
    reader = _SheetReader(context, f"{context.file}, blad {sheet}", filled)
    for kind, name, attributes in events(data, reader.place):
        if kind == "text":
            reader.text(name)
        elif kind == "start":
            reader.start(name, attributes)
        else:
            reader.end(name)
    return reader.sheet


class _SheetReader:
    """Builds a sheet from its events; a cell without address follows the one before it."""

    def __init__(self, context: _Context, place: str, filled: int) -> None:
        self.context = context
        self.place = place
        self.filled = filled
        self.sheet = _Sheet({}, set(), set(), [])
        self._row = self._column = 0
        self._attributes: dict[str, str] = {}
        self._parts: dict[str, list[str]] = {}
        self._inside = ""
        self._aside = False

    def text(self, text: str) -> None:
        if self._inside and not self._aside:
            self._parts.setdefault(self._inside, []).append(text)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            reference = attributes.get("r", "")
            self._row, self._column = _address(reference, self._row, self._column + 1, self.place)
            self._attributes, self._parts = attributes, {}
        elif name == "row":
            self._row, self._column = attribute(attributes, "r", self._row + 1), 0
            if attributes.get("hidden") in _TRUE:
                self.sheet.hidden_rows.add(self._row)
        elif name in {"v", "t", "f"}:
            self._inside = name
            self._parts.setdefault(name, [])
        elif name == "rPh":
            self._aside = True
        elif name == "mergeCell" and len(self.sheet.merged) < _MERGED:
            self.sheet.merged.append(_area(attributes.get("ref", ""), self.place))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first = attribute(attributes, "min", 1)
            last = min(attribute(attributes, "max", first), 16_384)
            self.sheet.hidden_columns.update(range(first, last + 1))

    def end(self, name: str) -> None:
        if name == "c":
            cell = _cell(self._attributes, self._parts, self.context)
            if cell is not None:
                self.sheet.cells[self._row, self._column] = cell
                count_cells(self.filled + len(self.sheet.cells), self.context.file)
            self._parts, self._inside = {}, ""
        elif name in {"v", "t", "f"}:
            self._inside = ""
        elif name == "rPh":
            self._aside = False


def _address(name: str, row: int, column: int, place: str) -> tuple[int, int]:
    if not name:
        return row or 1, column
    try:
        return row_and_column(name)
    except ValueError as error:
        raise SubmissionError(
            f"‘{name[:20]}’ is geen adres van een cel",
            f"‘{name[:20]}’ is no address of a cell",
            place=place,
            remedy_nl="Sla het bestand opnieuw op met een rekenprogramma.",
            remedy_en="Save the file again with a spreadsheet program.",
        ) from error


def _area(reference: str, place: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    top, left = _address(first, 1, 1, place)
    bottom, right = _address(last or first, 1, 1, place)
    return top, left, bottom, right


def _cell(
    attributes: Mapping[str, str], parts: Mapping[str, list[str]], context: _Context
) -> Cell | None:
    kind = attributes.get("t", "n")
    raw = "".join(parts.get("t" if kind == "inlineStr" else "v", ()))
    formula = "f" in parts
    if kind == "s" and raw:
        return _shared(raw, context)
    if kind in {"str", "inlineStr"}:
        raw = _unescaped(raw)
    if not raw.strip():
        return Cell("", fault="leeg") if formula and kind == "n" else None
    if kind == "e" or (formula and raw.startswith("#")):
        return Cell(raw, fault=raw)
    return _typed(kind, raw, attributes, context)


def _typed(kind: str, raw: str, attributes: Mapping[str, str], context: _Context) -> Cell:
    if kind == "b":
        return Cell("ja" if raw.strip() in _TRUE else "nee")
    if kind == "d":
        return _iso(raw)
    return _number(raw.strip(), attributes, context) if kind == "n" else Cell(raw)


def _shared(raw: str, context: _Context) -> Cell | None:
    index = int(raw) if raw.strip().isdecimal() and len(raw) < 10 else -1
    if not 0 <= index < len(context.strings):
        return Cell(raw, fault="geen tekst")
    text = context.strings[index]
    return Cell(text) if text.strip() else None


def _number(raw: str, attributes: Mapping[str, str], context: _Context) -> Cell:
    """A number as the sender sees it, or the day it stands for where the style shows one."""
    try:
        number = Decimal(repr(float(Decimal(raw))))
    except (InvalidOperation, ValueError, OverflowError):
        return Cell(raw)
    if not number.is_finite():
        return Cell(raw)
    style = attribute(dict(attributes), "s", 0)
    if style < len(context.dates) and context.dates[style]:
        day = calendar_day(number + context.offset)
        if day is not None:
            return Cell(f"{day:%d-%m-%Y}", day)
    if number == number.to_integral_value() and abs(number) < 10**15:
        number = Decimal(int(number))
    return Cell(f"{number:f}" if abs(number) < 10**15 else str(number), number)


def _iso(raw: str) -> Cell:
    try:
        day = date.fromisoformat(raw.strip()[:10])
    except ValueError:
        return Cell(raw)
    return Cell(f"{day:%d-%m-%Y}", day)


def _unescaped(text: str) -> str:
    """The text with Excel's _x000D_ notation turned back into characters."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _properties(archive: Archive, file: str) -> dict[str, str]:
    """The custom properties of the document."""
    part = "docProps/custom.xml"
    found: dict[str, str] = {}
    if part not in archive:
        return found
    name = ""
    for kind, element, attributes in events(archive.read(part), f"{file}, {part}"):
        if kind == "start" and element == "property":
            name = attributes.get("name", "")
        elif kind == "text" and name:
            found[name] = found.get(name, "") + element.strip()
    return found

"""Annotations in the cells of a document of LibreOffice, written into content.xml."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from oogo.workbook.archive import Archive
from oogo.workbook.places import row_and_column
from oogo.workbook.splice import Element, elements, escape

__all__ = ["annotate"]

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_DC = "http://purl.org/dc/elements/1.1/"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_CELLS = {"table-cell", "covered-table-cell"}
_GROUPS = {"table-row-group", "table-rows", "table-header-rows"}
_ROWS_REPEATED = re.compile(rb"\s[\w.-]+:number-rows-repeated=(?:\"[^\"]*\"|'[^']*')")
_COLUMNS_REPEATED = re.compile(rb"\s[\w.-]+:number-columns-repeated=(?:\"[^\"]*\"|'[^']*')")


@dataclass(frozen=True)
class _Change:
    start: int
    end: int
    content: bytes


def annotate(
    archive: Archive, file: str, notes: Mapping[str, Mapping[str, str]]
) -> dict[str, bytes]:
    """The parts to replace for these notes: sheet name → cell → text."""
    data = archive.read("content.xml")
    changes: list[_Change] = []
    for table in elements(data, f"{file}, content.xml", "table"):
        wanted = notes.get(table.attributes.get("name", ""), {}) if table.name == "table" else {}
        by_row: dict[int, dict[int, str]] = defaultdict(dict)
        for cell, text in wanted.items():
            row, column = row_and_column(cell)
            by_row[row][column] = text
        changes += _in_table(data, table, by_row)
    result = bytearray()
    last = 0
    for change in sorted(changes, key=lambda change: change.start):
        result += data[last : change.start] + change.content
        last = change.end
    return {"content.xml": bytes(result + data[last:])}


def _in_table(
    data: bytes, table: Element, by_row: Mapping[int, Mapping[int, str]]
) -> list[_Change]:
    changes = []
    number = 0
    for row in _rows(table):
        times = _times(row, "number-rows-repeated")
        wanted = {index: by_row[index] for index in by_row if number < index <= number + times}
        if wanted:
            content = _row(data, row, number + 1, times, wanted)
            changes.append(_Change(row.start, row.end, content))
        number += times
    beyond = {index: texts for index, texts in by_row.items() if index > number}
    if beyond:
        changes.append(_Change(table.close, table.close, _new_rows(number, beyond)))
    return changes


def _rows(element: Element) -> list[Element]:
    """The rows of a table in order, those in groups too."""
    found = []
    for child in element.children:
        if child.name == "table-row":
            found.append(child)
        elif child.name in _GROUPS:
            found += _rows(child)
    return found


def _times(element: Element, name: str) -> int:
    value = element.attributes.get(name, "1")
    return int(value) if value.isdecimal() else 1


def _row(
    data: bytes, row: Element, first: int, times: int, wanted: Mapping[int, Mapping[int, str]]
) -> bytes:
    """A row that may stand for several, divided where one of them gets a note."""
    plain = data[row.start : row.end]
    result = b""
    number = first
    for index in sorted(wanted):
        result += _repeated(plain, index - number, _ROWS_REPEATED, b"number-rows-repeated")
        result += _noted_row(data, row, wanted[index])
        number = index + 1
    left = first + times - number
    return result + _repeated(plain, left, _ROWS_REPEATED, b"number-rows-repeated")


def _repeated(element: bytes, times: int, pattern: re.Pattern[bytes], name: bytes) -> bytes:
    """The element standing for this many; nothing where it stands for none."""
    if times < 1:
        return b""
    tag_end = element.index(b">") + 1
    tag = pattern.sub(b"", element[:tag_end], count=1)
    if times > 1:
        cut = len(tag) - (2 if tag.endswith(b"/>") else 1)
        added = b' xmlns:oogotable="%s" oogotable:%s="%d"' % (_TABLE.encode(), name, times)
        tag = tag[:cut] + added + tag[cut:]
    return tag + element[tag_end:]


def _noted_row(data: bytes, row: Element, texts: Mapping[int, str]) -> bytes:
    tag = _ROWS_REPEATED.sub(b"", data[row.start : row.inside], count=1)
    closing = data[row.close : row.end]
    if row.closed:
        tag = tag.removesuffix(b"/>") + b">"
        closing = b"</" + re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0] + b">"
    result = tag
    column = 0
    for cell in row.children:
        if cell.name not in _CELLS:
            result += data[cell.start : cell.end]
            continue
        times = _times(cell, "number-columns-repeated")
        wanted = {index: texts[index] for index in texts if column < index <= column + times}
        result += _cell(data, cell, column + 1, times, wanted)
        column += times
    for index in sorted(index for index in texts if index > column):
        result += _new_cells(index - column - 1, texts[index])
        column = index
    return result + closing


def _cell(data: bytes, cell: Element, first: int, times: int, wanted: Mapping[int, str]) -> bytes:
    plain = data[cell.start : cell.end]
    if not wanted:
        return plain
    name = b"number-columns-repeated"
    result = b""
    number = first
    for index in sorted(wanted):
        result += _repeated(plain, index - number, _COLUMNS_REPEATED, name)
        result += _noted_cell(data, cell, wanted[index])
        number = index + 1
    return result + _repeated(plain, first + times - number, _COLUMNS_REPEATED, name)


def _noted_cell(data: bytes, cell: Element, text: str) -> bytes:
    """The cell with an annotation, or with more text in the one it has."""
    tag = _COLUMNS_REPEATED.sub(b"", data[cell.start : cell.inside], count=1)
    note = next((child for child in cell.children if child.name == "annotation"), None)
    if cell.closed:
        tag = tag.removesuffix(b"/>") + b">"
        name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
        return tag + _annotation(text).encode() + b"</" + name + b">"
    if note is not None and not note.closed:
        added = _paragraphs(f"OOGO: {text}").encode()
        return tag + data[cell.inside : note.close] + added + data[note.close : cell.end]
    return tag + _annotation(text).encode() + data[cell.inside : cell.end]


def _annotation(text: str) -> str:
    return (
        f'<oogooffice:annotation xmlns:oogooffice="{_OFFICE}" xmlns:oogodc="{_DC}">'
        f"<oogodc:creator>OOGO</oogodc:creator>{_paragraphs(text)}</oogooffice:annotation>"
    )


def _paragraphs(text: str) -> str:
    return "".join(
        f'<oogotext:p xmlns:oogotext="{_TEXT}">{escape(line)}</oogotext:p>'
        for line in text.split("\n")
        if line
    )


def _new_cells(empty: int, text: str) -> bytes:
    space = f'xmlns:oogotable="{_TABLE}"'
    before = (
        f'<oogotable:table-cell {space} oogotable:number-columns-repeated="{empty}"/>'
        if empty
        else ""
    )
    note = _annotation(text)
    return f"{before}<oogotable:table-cell {space}>{note}</oogotable:table-cell>".encode()


def _new_rows(number: int, beyond: Mapping[int, Mapping[int, str]]) -> bytes:
    """Rows after the last one, for notes at cells that the file does not mention."""
    space = f'xmlns:oogotable="{_TABLE}"'
    result = b""
    for index in sorted(beyond):
        empty = index - number - 1
        if empty:
            repeated = f'oogotable:number-rows-repeated="{empty}"'
            result += f"<oogotable:table-row {space} {repeated}>".encode()
            result += f"<oogotable:table-cell {space}/></oogotable:table-row>".encode()
        cells = b""
        column = 0
        for place in sorted(beyond[index]):
            cells += _new_cells(place - column - 1, beyond[index][place])
            column = place
        row = f"<oogotable:table-row {space}>".encode()
        result += row + cells + b"</oogotable:table-row>"
        number = index
    return result

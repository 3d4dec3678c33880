"""CSV files, one per sheet, alone or in a zip."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import PurePosixPath

from oogo.errors import SubmissionError
from oogo.workbook.archive import Archive
from oogo.workbook.book import Book, Cell, Grid, count_cells

__all__ = ["read", "read_one"]

_DELIMITERS = ";\t,|"
_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_CLUTTER = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini"}


def read(archive: Archive, file: str) -> Book:
    """Each csv file of the archive as a sheet; any other file as an unknown sheet."""
    grids = []
    filled = 0
    for part in sorted(archive.parts):
        path = PurePosixPath(part.replace("\\", "/"))
        if _CLUTTER & {step.lower() for step in path.parts}:
            continue
        if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
            grid = _grid(archive.read(part), f"{file}/{part}", path.stem, filled)
            filled += len(grid.cells)
        else:
            grid = Grid(f"{file}/{part}", path.name, {(1, 1): Cell(path.name)})
        grids.append(grid)
    return Book(file, tuple(grids))


def read_one(data: bytes, file: str) -> Book:
    """One csv file as a workbook with one sheet, named after the file."""
    name = PurePosixPath(file.replace("\\", "/")).stem
    return Book(file, (_grid(data, file, name, 0),))


def _grid(data: bytes, file: str, name: str, filled: int) -> Grid:
    text = _decoded(data, file)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], rest
    else:
        delimiter = _delimiter(text)
    cells = {}
    for row, record in enumerate(_records(text, delimiter, file), 1):
        for column, value in enumerate(record, 1):
            if value.strip():
                cells[row, column] = Cell(value)
                count_cells(filled + len(cells), file)
    return Grid(file, name, cells)


def _decoded(data: bytes, file: str) -> str:
    """The text; UTF-8 where it is that, else the code page of Windows in western Europe."""
    encodings = [name for name, mark in _BOMS if data.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SubmissionError(
        "de tekens van dit csv-bestand zijn onleesbaar",
        "the characters of this csv file cannot be read",
        place=file,
        remedy_nl="Sla het op als ‘CSV UTF-8’.",
        remedy_en="Save it as ‘CSV UTF-8’.",
    )


def _delimiter(text: str) -> str:
    """The sign that stands most often outside quotes in the first filled line."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(heading.split('"')[::2])
    return max(_DELIMITERS, key=lambda sign: (outside.count(sign), -_DELIMITERS.index(sign)))


def _records(text: str, delimiter: str, file: str) -> Iterable[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise SubmissionError(
            f"dit csv-bestand is onleesbaar ({error})",
            f"this csv file cannot be read ({error})",
            place=file,
            remedy_nl="Open het in een rekenprogramma en sla het op als ‘CSV UTF-8’.",
            remedy_en="Open it in a spreadsheet program and save it as ‘CSV UTF-8’.",
        ) from error

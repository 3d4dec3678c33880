"""A workbook as its reader found it, whatever the format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from oogo.errors import SubmissionError, TooLargeError
from oogo.workbook.places import cell_name

__all__ = ["CELLS", "Book", "Cell", "Grid", "count_cells", "no_sheets"]

CELLS = 250_000  # filled cells in one file; a delivery of 5,000 rows has about 60,000


@dataclass(frozen=True)
class Cell:
    """The text of a cell, its typed value where the program gave one, and its fault."""

    text: str
    value: Decimal | date | None = None
    fault: str = ""


@dataclass(frozen=True)
class Grid:
    """The filled cells of one sheet by row and column, both from 1."""

    file: str
    name: str
    cells: Mapping[tuple[int, int], Cell]
    hidden_sheet: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()  # top, left, bottom, right

    def rows(self) -> list[int]:
        """The rows that hold something, in order."""
        return sorted({row for row, _ in self.cells})

    def hidden(self) -> str:
        """What is hidden and yet filled, in words; empty where nothing is."""
        if self.hidden_sheet and self.cells:
            return "het hele blad"
        rows = sorted({row for row, _ in self.cells} & self.hidden_rows)
        columns = sorted({column for _, column in self.cells} & self.hidden_columns)
        names = [cell_name(1, column).rstrip("1") for column in columns]
        return ", ".join(_listed("rij", rows) + _listed("kolom", names))


def _listed(word: str, items: Iterable[object]) -> list[str]:
    listed = [str(item) for item in items]
    more = f" en {len(listed) - 5} andere" if len(listed) > 5 else ""
    return [f"{word} {', '.join(listed[:5])}{more}"] if listed else []


@dataclass(frozen=True)
class Book:
    """The sheets of one file and the properties it carries."""

    file: str
    sheets: tuple[Grid, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    day_offset: int = 0  # days to add to a serial number; 1462 in the calendar of 1904


def no_sheets(file: str) -> SubmissionError:
    """A workbook in which nothing can stand."""
    return SubmissionError(
        "het werkboek heeft geen bladen",
        "the workbook has no sheets",
        place=file,
        remedy_nl="Haal een sjabloon op en vul het in.",
        remedy_en="Fetch a template and fill it in.",
    )


def count_cells(count: int, file: str) -> None:
    """Refuse a file with more filled cells than are read."""
    if count > CELLS:
        raise TooLargeError(
            f"het bestand heeft meer dan {CELLS} gevulde cellen",
            f"the file has more than {CELLS} filled cells",
            place=file,
            remedy_nl="Verdeel de gegevens over meer bestanden.",
            remedy_en="Divide the data over several files.",
        )

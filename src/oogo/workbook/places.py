"""Where a value stands in a sender's file, and what is wrong there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

__all__ = ["CellFinding", "Key", "Place", "cell_name", "column_name", "row_and_column"]

Key = NamedNode | tuple[NamedNode, NamedNode] | tuple[NamedNode, NamedNode, NamedNode | Literal]
_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


@dataclass(frozen=True)
class Place:
    """One cell; ``cell`` is empty where the whole sheet is meant."""

    file: str
    sheet: str
    cell: str
    value: str

    def __str__(self) -> str:
        """File, sheet and cell, as a sender reads them."""
        cell = f", cel {self.cell}" if self.cell else ""
        return f"{self.file}, blad {self.sheet}{cell}" if self.sheet else self.file


@dataclass(frozen=True, eq=False)
class CellFinding:
    """One fault of one cell, column or sheet, in Dutch and English."""

    rule: str
    severity: str
    place: Place
    subject: NamedNode | None
    path: NamedNode | None
    message: Mapping[str, str]
    remedy: Mapping[str, str]
    example: str = ""


def column_name(column: int) -> str:
    """The letters of a column that counts from 1.

    >>> column_name(1), column_name(27), column_name(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell, as in B7."""
    return f"{column_name(column)}{row}"


def row_and_column(name: str) -> tuple[int, int]:
    """The row and column of a cell name; ValueError where it is none.

    >>> row_and_column("XFD1048576")
    (1048576, 16384)
    """
    found = _A1.fullmatch(name)
    if found is None:
        raise ValueError(name)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if column > _LAST_COLUMN or row > _LAST_ROW:
        raise ValueError(name)
    return row, column

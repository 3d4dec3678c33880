"""Rows of an answer read by the name of their columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from oogo.language import Text
from oogo.reading import Reader, Term, page_query

__all__ = ["Record", "distinct", "grouped", "read"]


@dataclass(frozen=True)
class Record:
    """One row of an answer; an empty cell reads as an empty text."""

    cells: Mapping[str, Term | None]

    def word(self, column: str) -> str:
        """The IRI or the characters in this column."""
        term = self.cells[column]
        return term.value if isinstance(term, NamedNode | Literal) else ""

    def number(self, column: str) -> int:
        """The whole number in this column."""
        return int(self.word(column))

    def text(self, column: str) -> Text:
        """The text in the two columns with this name and ``_nl`` or ``_en`` behind it."""
        return Text(self.word(f"{column}_nl"), self.word(f"{column}_en"))

    def value(self, column: str) -> NamedNode | Literal | None:
        """The term itself; None where the cell is empty."""
        term = self.cells[column]
        return term if isinstance(term, NamedNode | Literal) else None


async def read(
    reader: Reader, query: str, bindings: Mapping[str, Term] | None = None
) -> tuple[Record, ...]:
    """The rows of the page query with this name."""
    found = await reader.rows(page_query(query), bindings)
    return tuple(Record(dict(zip(found.columns, row, strict=True))) for row in found.rows)


def grouped(records: Iterable[Record], column: str) -> dict[str, list[Record]]:
    """The records by what they have in this column."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[record.word(column)].append(record)
    return dict(groups)


def distinct(records: Iterable[Record], column: str) -> tuple[str, ...]:
    """What the records have in this column, each value once."""
    return tuple(dict.fromkeys(word for record in records if (word := record.word(column))))

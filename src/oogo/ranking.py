"""Which things fit words best: one order, for who searches and for what is found beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from oogo.language import folded

__all__ = ["COLUMNS", "KEPT", "best"]

COLUMNS = "thing.iri, thing.kind, thing.key, thing.name_nl, thing.name_en, thing.codes"
"""What is told of a thing that was found."""

KEPT = 200
"""How many things are kept of those found beforehand."""


def best(
    ask: Callable[..., list[tuple[Any, ...]]],
    readings: Sequence[Sequence[str]],
    text: str,
    *,
    limit: int,
    offset: int = 0,
    kind: str = "",
) -> tuple[list[tuple[Any, ...]], int]:
    """The best of all things that have a word of each reading, and how many there are.

    ``ask`` asks the index in SQL.
    """
    wanted = " AND ".join(
        "(" + " OR ".join(f'"{word}"*' for word in reading) + ")" for reading in readings
    )
    only = "AND thing.id IN (SELECT thing FROM kind WHERE slug = ?)" if kind else ""
    values = [wanted, *([kind] if kind else [])]
    joined = f"FROM words JOIN thing ON thing.id = words.rowid WHERE words MATCH ? {only}"
    [(total,)] = ask(f"SELECT COUNT(*) {joined}", *values)
    exact = folded(text).strip()
    rows = ask(
        f"""SELECT {COLUMNS} {joined}
        ORDER BY (exact_nl = ? OR exact_en = ? OR thing.codes = ? COLLATE NOCASE) DESC,
          bm25(words, 10.0, 8.0, 3.0) * weight, sort_nl, thing.iri
        LIMIT ? OFFSET ?""",
        *values,
        exact,
        exact,
        text.strip(),
        limit,
        offset,
    )
    return rows, total

"""Asking the library on the release, and picking from the rows."""

from __future__ import annotations

import asyncio

from oogo.questions import answer, find
from tests.conditions import table
from tests.reader import StoreReader, release

Rows = list[dict[str, str]]

PO, VO, MBO, VSO = (f"begrip:sector/{name}" for name in ("po", "vo", "mbo", "vso-en-so"))
BOTH = "begrip:sector/po-en-vo"


def ask(name: str, **given: str) -> Rows:
    """The rows of the answer, as the expected values write them."""
    return ask_of(release(), name, **given)


def ask_of(reader: StoreReader, name: str, **given: str) -> Rows:
    """The rows of the answer that this store gives."""
    return table(asyncio.run(answer(reader, find(name), given)))


def lines(name: str, **given: str) -> set[int | None]:
    """The lines of the publications that the answer rests on."""
    return {source.line for source in asyncio.run(answer(release(), find(name), given)).sources}


def where(rows: Rows, **wanted: str) -> Rows:
    """The rows that have these values."""
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def values(rows: Rows, *keys: str) -> list[tuple[str, ...]]:
    """These columns of the rows."""
    return [tuple(row[key] for key in keys) for row in rows]

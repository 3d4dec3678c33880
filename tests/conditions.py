"""What the question tests share: an answer in short names, and queries with one condition less."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oogo.names import short
from oogo.questions import Cell, QuestionAnswer

_SUBJECT = re.compile(r"^(\s*)(\?\w+) (.+) ([;.])$")
_MORE = re.compile(r"^\s+(a|<[^>]+>|[\w-]+:\S*) .*[;.]$")
_ALONE = re.compile(r"^\s*(FILTER \(.*\)|OPTIONAL \{.*\}|<[^>]+>)$")
_BLOCK = re.compile(r"^\s*(OPTIONAL|MINUS|FILTER NOT EXISTS) \{$")


def table(answer: QuestionAnswer) -> list[dict[str, str]]:
    """The rows of an answer with IRIs as short names, as the expected CSV has them."""
    return [
        {
            column.name: _shown(column.type, cell)
            for column, cell in zip(answer.columns, row, strict=True)
        }
        for row in answer.rows
    ]


def _shown(kind: str, cell: Cell) -> str:
    if kind in ("iri", "sources"):
        return " ".join(sorted(short(iri) for iri in str(cell.value or "").split()))
    shown = cell.shown("nl")
    return "" if shown is None else str(shown)


def with_one_condition_less(text: str) -> Iterator[tuple[int, str]]:
    """The query without one of its conditions, for each in turn, with the line it stood on.

    Not all of them are still SPARQL: a shorter query that cannot be read shows nothing.
    """
    lines = text.splitlines()
    for number, line in enumerate(lines):
        shorter = list(lines)
        if _BLOCK.match(line):
            del shorter[number : _end(lines, number) + 1]
        elif subject := _SUBJECT.match(line):
            shorter[number] = ""
            if subject[4] == ";":
                shorter[number + 1] = f"{subject[2]} {lines[number + 1].strip()}"
        elif _MORE.match(line):
            shorter[number] = ""
            if line.endswith("."):
                shorter[number - 1] = lines[number - 1].rstrip(" ;") + " ."
        elif _ALONE.match(line):
            shorter[number] = ""
        else:
            continue
        yield number + 1, "\n".join(shorter)


def _end(lines: list[str], start: int) -> int:
    depth = 0
    for number in range(start, len(lines)):
        depth += lines[number].count("{") - lines[number].count("}")
        if depth == 0:
            return number
    raise ValueError(lines[start])

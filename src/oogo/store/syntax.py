"""What the parser says about a query, told at the place where a person would look."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from oogo.errors import QueryError
from oogo.store.prescan import place_of, tokens

__all__ = ["syntax_fault"]

# Oxigraph compares a keyword by its whole length and reports the fault at the end of it, which may
# be several words on. Spaces in front of each word keep it there; no keyword is longer.
_SPACE = " " * 24
_STRETCHED = 20_000
_REPORT = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_CHARACTERS = re.compile(r"\[[^\]]*\]")
_KEYWORD = re.compile(r"\b[A-Z][A-Z_0-9]+\b")
_SENTENCES = {
    "Prefix not found": ("dit prefix is niet gedeclareerd", "this prefix is not declared"),
    "IRI parsing failed": ("dit is geen geldige IRI", "this is not a valid IRI"),
    "The SELECT contains a variable that is unbound": (
        "SELECT noemt een variabele die niet in GROUP BY staat",
        "SELECT names a variable that is not in GROUP BY",
    ),
    "The SELECT overrides an existing variable using an expression": (
        "SELECT geeft een variabele een tweede waarde",
        "SELECT gives a variable a second value",
    ),
}


def syntax_fault(text: str, complaint: str, parse: Callable[[str], object]) -> QueryError:
    """The fault in a text that the parser refused, with line and column."""
    stretched, starts = _stretch(text)
    try:
        parse(stretched)
    except SyntaxError as error:
        complaint = str(error)
    report = _REPORT.match(complaint)
    if report is None:
        return _fault(text, 0, complaint, complaint)
    expected = report[3]
    offset = _offset_of(stretched, int(report[1]), int(report[2]))
    keywords = _KEYWORD.findall(_CHARACTERS.sub("", _LITERAL.sub("", expected)))
    if keywords and not _LITERAL.search(expected):
        offset -= min(map(len, keywords))
    for sentence, (nl, en) in _SENTENCES.items():
        if sentence in expected:
            return _fault(text, _word_before(text, _original(text, starts, offset)), nl, en)
    offset = _original(text, starts, offset)
    word = next((token.group() for token in tokens(text) if token.start() >= offset), "")
    if not text[offset:].strip() or not word:
        return _fault(text, offset, "zij houdt te vroeg op", "it ends too soon")
    shown = word if len(word) < 40 else word[:39] + "…"
    return _fault(text, offset, f"‘{shown}’ past hier niet", f"‘{shown}’ does not fit here")


def _stretch(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with room before its words, and where each piece of it now starts and once began."""
    if len(text) > _STRETCHED:
        return text + _SPACE, [(0, 0)]
    pieces, starts, taken, end = [""], [(0, 0)], 0, 0
    for token in tokens(text):
        if token.start() > end or token.group() in set("{}()[].;,"):
            pieces.append(text[taken : token.start()])
            taken = token.start()
            room = len(_SPACE) * len(starts)
            pieces.append(_SPACE)
            starts.append((taken + room, taken))
        end = token.end()
    return "".join(pieces) + text[taken:] + _SPACE, starts


def _original(text: str, starts: list[tuple[int, int]], offset: int) -> int:
    """Where the character at this offset of the stretched text stood."""
    index = bisect_right(starts, (offset, len(text))) - 1
    now, then = starts[index]
    ends = starts[index + 1][1] if index + 1 < len(starts) else len(text)
    return min(then + offset - now, ends)


def _word_before(text: str, offset: int) -> int:
    return max((token.start() for token in tokens(text) if token.start() < offset), default=0)


def _offset_of(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def _fault(text: str, offset: int, nl: str, en: str) -> QueryError:
    line, column = place_of(text, min(max(offset, 0), len(text)))
    return QueryError(
        f"de query is geen geldige SPARQL: {nl}",
        f"the query is not valid SPARQL: {en}",
        place=f"{line}:{column}",
        line=line,
        column=column,
    )

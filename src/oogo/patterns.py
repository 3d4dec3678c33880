"""Which pattern of a query finds nothing, for who asked and got no rows.

Only patterns that every answer must fit are looked at: what stands in OPTIONAL, UNION, MINUS,
GRAPH, a FILTER or a query within the query is left alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from oogo.errors import OogoError
from oogo.store.prescan import place_of, tokens
from oogo.store.reader import Reader

__all__ = ["Emptiness", "Pattern", "Required", "required_patterns", "why_empty"]

_SECONDS = 5.0
_MOST = 12
_FORMS = frozenset({"ASK", "CONSTRUCT", "DESCRIBE", "SELECT"})
_PAIRS = {"{": "}", "(": ")", "[": "]", "<<": ">>"}
_TERMS = frozenset({"iri", "name", "number", "variable", "word"})
_DOTTED = frozenset({"name", "number", "word"})


@dataclass(frozen=True)
class Pattern:
    """One triple pattern as it was written, and the line it stands on."""

    text: str
    line: int


@dataclass(frozen=True)
class Required:
    """What a query asks for: what stands before it, its dataset, and its required patterns."""

    prologue: str
    dataset: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class Emptiness:
    """Why nothing came: ``pattern`` alone, or with those before it, finds nothing.

    Without a pattern all of them together find something, so something else leaves it out.
    """

    pattern: Pattern | None
    alone: bool


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


class _UnreadError(Exception):
    """A query that this reader does not follow; the engine does."""


def required_patterns(text: str) -> Required | None:
    """The patterns of a query that each answer must fit; None where it is not read."""
    try:
        return _Query(text).read()
    except (_UnreadError, IndexError):
        return None


async def why_empty(reader: Reader, text: str) -> Emptiness | None:
    """Why this query found nothing; None where that cannot be told soon."""
    asked = required_patterns(text)
    if asked is None or not 0 < len(asked.patterns) <= _MOST:
        return None

    async def finds(patterns: Sequence[Pattern]) -> bool:
        body = " .\n".join(pattern.text for pattern in patterns)
        found = await reader.rows(
            "\n".join((asked.prologue, "ASK", asked.dataset, "WHERE {", body, "}")), lane="public"
        )
        return getattr(found.rows[0][0], "value", "") == "true"

    try:
        async with asyncio.timeout(_SECONDS):
            for pattern in asked.patterns:
                if not await finds([pattern]):
                    return Emptiness(pattern, alone=True)
            for count in range(2, len(asked.patterns) + 1):
                if not await finds(asked.patterns[:count]):
                    return Emptiness(asked.patterns[count - 1], alone=False)
    except (OogoError, TimeoutError):
        # It is a courtesy: a busy service, or a text that is read wrong here, goes without.
        return None
    return Emptiness(None, alone=False)


class _Query:
    """Reads a query from its first token to the end of its WHERE."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[_Token] = []
        for match in tokens(text):
            kind, value = match.lastgroup or "", match.group()
            bare = value.rstrip(".") if kind in _DOTTED else value
            end = match.start() + len(bare)
            self._tokens.append(_Token(kind, bare, match.start(), end))
            if bare != value:
                # A name, word or number at the end of a sentence has not its full stop.
                self._tokens.append(_Token("sign", ".", end, end + 1))
        self._at = 0

    def read(self) -> Required:
        while self._word() not in _FORMS:
            self._at += 1
        form = self._here
        prologue = self._text[: form.start]
        self._at += 1
        if form.text.upper() == "CONSTRUCT" and self._here.text == "{":
            self._skip()
        dataset = ""
        while self._here.text != "{":
            if self._word() == "FROM":
                start = self._at
                self._at += 2 if self._word(1) == "NAMED" else 1
                self._at += 1
                dataset += self._written(start) + "\n"
            else:
                self._skip()
        return Required(prologue, dataset, tuple(self._group()))

    @property
    def _here(self) -> _Token:
        return self._tokens[self._at]

    def _word(self, ahead: int = 0) -> str:
        token = self._tokens[self._at + ahead]
        return token.text.upper() if token.kind == "word" else ""

    def _skip(self) -> None:
        """Pass this token, with all that stands between it and the bracket that closes it."""
        opened = [_PAIRS[self._here.text]] if self._here.text in _PAIRS else []
        self._at += 1
        while opened:
            text = self._here.text
            if text in _PAIRS:
                opened.append(_PAIRS[text])
            elif text == opened[-1]:
                opened.pop()
            self._at += 1

    def _written(self, start: int) -> str:
        """The tokens from there to here as they were written, without comments."""
        parts = []
        for before, token in zip(
            [None, *self._tokens[start:]], self._tokens[start : self._at], strict=False
        ):
            parts.append("" if before is None or before.end == token.start else " ")
            parts.append(token.text)
        return "".join(parts)

    def _group(self) -> list[Pattern]:
        found: list[Pattern] = []
        self._at += 1
        if self._word() == "SELECT":
            raise _UnreadError
        while self._here.text != "}":
            match self._word() or self._here.text:
                case "OPTIONAL" | "MINUS":
                    self._at += 1
                    self._skip()
                case "GRAPH":
                    self._at += 2
                    self._skip()
                case "FILTER":
                    self._filter()
                case "BIND":
                    self._at += 1
                    self._skip()
                case "VALUES":
                    self._at += 1
                    self._skip()
                    self._skip()
                case "{":
                    found += self._alternatives()
                case "." | ";":
                    self._at += 1
                case _:
                    found += self._sentence()
        self._at += 1
        return found

    def _filter(self) -> None:
        self._at += 1
        while self._here.text not in _PAIRS:
            self._at += 1
        self._skip()

    def _alternatives(self) -> list[Pattern]:
        """The patterns of a group within the group; none where it is one of several."""
        start = self._at
        self._skip()
        if self._word() != "UNION":
            end, self._at = self._at, start
            if self._word(1) == "SELECT":
                self._at = end
                return []
            return self._group()
        while self._word() == "UNION":
            self._at += 1
            self._skip()
        return []

    def _sentence(self) -> list[Pattern]:
        """A subject with what is said of it."""
        start = self._at
        line = place_of(self._text, self._here.start)[0]
        self._term()
        subject = self._written(start)
        if self._here.text in {".", "}"}:
            return [Pattern(subject, line)]
        found = []
        while True:
            line = place_of(self._text, self._here.start)[0]
            start = self._at
            self._path()
            verb = self._written(start)
            while True:
                start = self._at
                self._term()
                found.append(Pattern(f"{subject} {verb} {self._written(start)}", line))
                if self._here.text != ",":
                    break
                self._at += 1
            if self._here.text != ";":
                return found
            while self._here.text == ";":
                self._at += 1
            if self._here.text in {".", "}"}:
                return found

    def _term(self) -> None:
        token = self._here
        if token.kind == "string":
            self._at += 1
            if self._here.kind == "language":
                self._at += 1
            elif self._here.kind == "datatype":
                self._at += 2
        elif token.text in {"+", "-"} and self._tokens[self._at + 1].kind == "number":
            self._at += 2
        elif token.kind in _TERMS or token.text in {"(", "["}:
            self._skip()
        else:
            raise _UnreadError

    def _path(self) -> None:
        while True:
            while self._here.text in {"^", "!"}:
                self._at += 1
            if self._here.kind not in _TERMS and self._here.text != "(":
                raise _UnreadError
            self._skip()
            before = self._tokens[self._at - 1]
            if self._here.text in {"*", "?", "+"} and self._here.start == before.end:
                self._at += 1
            if self._here.text not in {"/", "|"}:
                return
            self._at += 1

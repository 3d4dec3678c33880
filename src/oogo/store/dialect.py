"""Queries rewritten for stores that misread some forms, or give only so many rows at a time.

Rewriting works on the tokens outside all braces. What it cannot follow it leaves as it is, and
what a visitor hides from it can only spoil the visitor's own answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from oogo.store.prescan import tokens

__all__ = ["counted", "inside", "part", "solutions"]

_AFTER_GROUPING = {"GROUP", "HAVING"}
_AGGREGATES = {"AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"}
_FORMS = {"SELECT", "CONSTRUCT"}
# A variable that no query of a person has.
_OURS = "oogo_rows"


@dataclass(frozen=True)
class _Outline:
    """What stands outside all braces: words with their places, and the groups in order."""

    words: tuple[tuple[str, int], ...]
    groups: tuple[tuple[int, int], ...]

    def at(self, *names: str, after: int = 0) -> int | None:
        """Where the first of these words stands."""
        found = (place for word, place in self.words if word in names and place >= after)
        return next(found, None)

    def after(self, place: int) -> tuple[int, int] | None:
        """The first group from here on."""
        return next((group for group in self.groups if group[0] >= place), None)

    def between(self, start: int, end: int) -> set[str]:
        """The words from one place to another."""
        return {word for word, place in self.words if start <= place < end}


@dataclass(frozen=True)
class _Parts:
    """A query as its prologue, what it gives, where it looks, and in which order."""

    prologue: str
    form: str
    gives: str
    dataset: str
    where: str
    rest: str


def inside(text: str) -> str:
    """The query with a VALUES at its end moved into its WHERE, where that means the same.

    Virtuoso 7 passes over a VALUES at the end of a query that has BIND in it.
    """
    found = _outline(text)
    values = next((place for word, place in reversed(found.words) if word == "VALUES"), None)
    short = found.at("CONSTRUCT") is not None and len(found.groups) == 2
    if values is None or len(found.groups) < 2 or short:
        # CONSTRUCT WHERE has room for triples only, so no BIND either.
        return text
    start, end = found.groups[-2]
    grouped = found.between(end, values) & _AFTER_GROUPING
    if not end <= values < found.groups[-1][0] or grouped or _words(text[:start]) & _AGGREGATES:
        return text
    return f"{text[: end - 1]} {text[values:]}\n}}{text[end:values]}"


def counted(text: str) -> str:
    """A SELECT that has a row for each solution from which this CONSTRUCT is made; else nothing."""
    if (found := _parts(text)) is None:
        return ""
    return f"{found.prologue}SELECT (1 AS ?{_OURS}) {found.dataset}{found.where}{found.rest}\n"


def solutions(text: str) -> str:
    """A SELECT of how many rows, or different solutions, a query has; else nothing."""
    if (found := _parts(text)) is None or found.dataset.strip():
        return ""
    return f"{found.prologue}SELECT (COUNT(*) AS ?{_OURS}) WHERE {{ {{ {_ordered(found)} }} }}"


def part(text: str, size: int, start: int) -> str:
    """So many rows or solutions of a query, from here on in one order; else nothing."""
    if (found := _parts(text)) is None or found.dataset.strip():
        return ""
    gives = f"CONSTRUCT {found.gives}" if found.form == "CONSTRUCT" else f"SELECT {_names(found)}"
    whole = f"{gives} WHERE {{ {{ {_ordered(found)} }} }}"
    return f"{found.prologue}{whole} LIMIT {size} OFFSET {start}"


def _ordered(found: _Parts) -> str:
    """The SELECT of all solutions, in an order that is the same each time."""
    names = _names(found)
    if found.form == "CONSTRUCT":
        body = f"SELECT DISTINCT {names} {found.where}{found.rest}\n"
        return body if found.rest.strip() else f"{body} ORDER BY {names}"
    body = f"SELECT {found.gives}{found.where}{found.rest}\n"
    if "ORDER" in _words(found.rest):
        return body
    return f"SELECT {names} WHERE {{ {{ {body} }} }} ORDER BY {names}"


def _names(found: _Parts) -> str:
    """The variables that a query gives, or that its template has."""
    return " ".join(dict.fromkeys(_named(found.gives) or _named(found.where)))


def _parts(text: str) -> _Parts | None:
    found = _outline(text)
    place = found.at(*_FORMS)
    group = found.after(place) if place is not None else None
    if place is None or group is None:
        return None
    form = next(word for word, at in found.words if at == place)
    gives_from = place + len(form)
    where = found.at("WHERE", after=place)
    if form == "CONSTRUCT" and (where is None or group[0] < where):
        # A template, and then the group that it is filled from.
        template, group = group, found.after(group[1])
        if group is None:
            return None
        gives, between = text[template[0] : template[1]], template[1]
    elif form == "CONSTRUCT":
        gives, between = text[group[0] : group[1]], gives_from
    else:
        head = min(at for at in (found.at("FROM", after=place), where, group[0]) if at is not None)
        gives, between = text[gives_from:head], head
    where_from = where if where is not None and between <= where < group[0] else group[0]
    return _Parts(
        text[:place],
        form,
        gives,
        text[between:where_from],
        text[where_from : group[1]],
        text[group[1] :],
    )


def _outline(text: str) -> _Outline:
    words: list[tuple[str, int]] = []
    groups: list[tuple[int, int]] = []
    depth = start = 0
    for token in tokens(text):
        value = token.group()
        if value == "{":
            start = start if depth else token.start()
            depth += 1
        elif value == "}" and depth:
            depth -= 1
            if not depth:
                groups.append((start, token.end()))
        elif token.lastgroup == "word" and not depth:
            words.append((value.upper(), token.start()))
    return _Outline(tuple(words), tuple(groups))


def _words(text: str) -> set[str]:
    return {token.group().upper() for token in tokens(text) if token.lastgroup == "word"}


def _named(text: str) -> list[str]:
    """The variables that this part of a query gives: those after AS, and those outside brackets."""
    found: list[str] = []
    depth, renamed = 0, False
    for token in tokens(text):
        value = token.group()
        depth += (value == "(") - (value == ")")
        if token.lastgroup == "variable" and (renamed or not depth):
            found.append("?" + value[1:])
        renamed = value.upper() == "AS"
    return found

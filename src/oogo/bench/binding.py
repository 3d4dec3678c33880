"""A query with values for its parameters, as text that every SPARQL store understands.

Values are serialised terms in a ``VALUES`` clause: at the head of every ``WHERE`` that knows the
parameter, and of every inner group that filters or binds with it, where a value from outside
would not be seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

__all__ = ["bound"]

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<text>'''.*?''' | \"\"\".*?\"\"\" | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<open>\{)
  | (?P<close>\})
  | [?$](?P<variable>\w+)
  | (?P<word>[A-Za-z_][\w:/.-]*)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass
class _Group:
    """A pair of braces: where its content begins, and what stands directly in it."""

    start: int
    head: str
    variables: set[str] = field(default_factory=set)
    below: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


def bound(text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """The query in which each of these variables can only have its value."""
    if not values:
        return text
    insertions = [
        (group.start, _clause({name: values[name] for name in names}))
        for group in _groups(text)
        if (names := _wanted(group, values))
    ]
    for start, clause in sorted(insertions, reverse=True):
        text = text[:start] + clause + text[start:]
    return text


def _groups(text: str) -> list[_Group]:
    found: list[_Group] = []
    open_: list[_Group] = []
    last = ""
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            open_.append(_Group(token.end(), last.upper()))
        elif kind == "close" and open_:
            group = open_.pop()
            found.append(group)
            if open_:
                open_[-1].below |= group.below | group.variables
        elif kind == "variable" and open_:
            open_[-1].variables.add(token["variable"])
        elif kind == "word" and open_:
            open_[-1].words.add(token["word"].upper())
        if kind not in {"comment", "iri", "text"}:
            last = token[0]
    return found


def _wanted(group: _Group, values: Mapping[str, NamedNode | Literal]) -> list[str]:
    if group.head == "WHERE":
        known = group.variables | group.below
    elif group.words & {"FILTER", "BIND"} and "SELECT" not in group.words:
        known = group.variables
    else:
        known = set()
    return [name for name in values if name in known]


def _clause(values: Mapping[str, NamedNode | Literal]) -> str:
    names = " ".join(f"?{name}" for name in values)
    terms = " ".join(str(term) for term in values.values())
    return f" VALUES ({names}) {{ ({terms}) }} "

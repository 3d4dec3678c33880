"""N-Quads written straight as text, one named graph at a time."""

from __future__ import annotations

from datetime import date
from functools import cache

from oogo.addresses import BASE
from oogo.prefixes import PREFIXES

__all__ = ["Graph", "day", "day_of_year", "decimal", "iri", "number", "plain", "text", "year"]


class _Terms(dict[str, str]):
    """Short name → term in N-Quads; each is spelled out once."""

    def __missing__(self, short: str) -> str:
        prefix, _, name = ("rdf:type" if short == "a" else short).partition(":")
        return self.setdefault(short, f"<{PREFIXES[prefix]}{name}>")


_TERMS = _Terms()


class Graph:
    """The lines of one named graph.

    Predicates are short names (``oogo:datum``); an object is a short name or a finished term.
    """

    __slots__ = ("_lines", "_tail", "name")

    def __init__(self, name: str) -> None:
        """A graph with this IRI that says nothing yet."""
        self.name = name
        self._tail = f" <{name}> .\n"
        self._lines: list[str] = []

    def say(self, subject: str, *statements: tuple[str, str]) -> None:
        """Add statements about one subject, each a predicate and an object."""
        terms, tail, add = _TERMS, self._tail, self._lines.append
        for predicate, value in statements:
            term = value if value[0] in '<"' else terms[value]
            add(f"{subject} {terms[predicate]} {term}{tail}")

    def __len__(self) -> int:
        """The number of quads."""
        return len(self._lines)

    @property
    def lines(self) -> str:
        """The graph as N-Quads."""
        return "".join(self._lines)


def iri(path: str) -> str:
    """The term for a thing of ours: ``id/overleg/…`` below our base."""
    return f"<{BASE}{path}>"


def text(value: str) -> str:
    """A Dutch text; it holds no character that N-Quads would want escaped."""
    return f'"{value}"@nl'


def plain(value: str) -> str:
    """A string without language, such as a code."""
    return f'"{value}"'


@cache
def day(value: date) -> str:
    """A date."""
    return f'"{value.isoformat()}"^^{_TERMS["xsd:date"]}'


def day_of_year(month: int, number: int) -> str:
    """A day that comes back each year."""
    return f'"--{month:02d}-{number:02d}"^^{_TERMS["xsd:gMonthDay"]}'


@cache
def year(value: int) -> str:
    """A calendar year."""
    return f'"{value:04d}"^^{_TERMS["xsd:gYear"]}'


def number(value: int) -> str:
    """A whole number."""
    return f'"{value}"^^{_TERMS["xsd:integer"]}'


def decimal(tenths: int) -> str:
    """A number with one decimal, as the store writes it: ``4`` and not ``4.0``."""
    whole, part = divmod(tenths, 10)
    return (
        f'"{whole}.{part}"^^{_TERMS["xsd:decimal"]}'
        if part
        else (f'"{whole}"^^{_TERMS["xsd:decimal"]}')
    )

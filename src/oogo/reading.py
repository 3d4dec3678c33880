"""The queries behind answers and pages, and who answers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode

from oogo.content import folder

__all__ = ["Reader", "Rows", "Term", "about", "page_query"]

Term = NamedNode | Literal | BlankNode


class Rows(Protocol):
    """The rows of one SELECT on one edition."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        ...

    @property
    def rows(self) -> Sequence[Sequence[Term | None]]:
        """The values, in the order of the columns."""
        ...

    @property
    def edition(self) -> int:
        """The edition that was read."""
        ...


class Reader(Protocol):
    """Whoever answers a query: the workers of the service, or a store in memory."""

    async def rows(self, text: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The rows of a SELECT whose projected variables may be bound to terms."""
        ...


@cache
def page_query(name: str) -> str:
    """The query with this name in ``queries/pages``."""
    return (folder("queries") / "pages" / f"{name}.rq").read_text(encoding="utf-8")


def about(text: str, variable: str, terms: Iterable[NamedNode]) -> str:
    """The query narrowed to these terms, written as SPARQL terms in a VALUES block.

    It stands where the query says ``VALUES ?variable { UNDEF }``, else at its end: a store reads
    only what is about these terms where the block stands beside the pattern.
    """
    block = f"VALUES ?{variable} {{ {' '.join(map(str, terms))} }}"
    anywhere = f"VALUES ?{variable} {{ UNDEF }}"
    return text.replace(anywhere, block) if anywhere in text else f"{text}\n{block}\n"

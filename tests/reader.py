"""A store in memory that answers as the workers of the service do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Quad, QuerySolutions, RdfFormat, Store, Variable

from oogo.rdf import release_graphs
from oogo.reading import Term


@dataclass(frozen=True)
class Rows:
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    edition: int


@dataclass(frozen=True)
class StoreReader:
    store: Store
    edition: int = 7

    async def rows(self, text: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        bound = {Variable(name): term for name, term in (bindings or {}).items()}
        found = self.store.query(text, substitutions=bound)
        assert isinstance(found, QuerySolutions)
        columns = tuple(variable.value for variable in found.variables)
        return Rows(columns, tuple(tuple(row[name] for name in columns) for row in found), 7)


def world(path: Path) -> StoreReader:
    """The small world in this Turtle file."""
    store = Store()
    store.load(path=path, format=RdfFormat.TURTLE)
    return StoreReader(store)


@cache
def release() -> StoreReader:
    """Everything this version of the program brings, each triple once."""
    store = Store()
    store.extend(
        Quad(triple.subject, triple.predicate, triple.object)
        for triples in release_graphs().values()
        for triple in triples
    )
    return StoreReader(store)

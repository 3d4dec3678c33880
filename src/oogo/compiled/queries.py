"""The queries of shapes, each asked once about all the things that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import BlankNode, QuerySolution
from rdflib import OWL, Graph
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.compiled.facts import KIND, Facts, Term, UnfitError

__all__ = ["Queries", "Query"]

_SEARCH = re.compile(r"\b(?:a|rdf:type)\s*/\s*rdfs:subClassOf\*")
# What may hide a brace or a variable in a query: a string, an IRI, a comment.
_OPAQUE = re.compile(r'"""(?:.|\n)*?"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#.*')
_WORD = re.compile(r"[{}]|\b(?:FILTER|BIND)\s*\(|\w+|[^\w\s]", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
# With these a query about many things at once answers something else than one about each.
_NOT_AT_ONCE = re.compile(
    r"\b(AVG|COUNT|GRAPH|GROUP|GROUP_CONCAT|HAVING|LIMIT|MAX|MIN|MINUS|OFFSET|SAMPLE|SERVICE|SUM"
    r"|VALUES)\b|\*\s*WHERE|SELECT(?:.|\n)*SELECT|[?$](PATH|shapesGraph|failure)\b"
    r"|\bAS\s+[?$](this|currentShape)\b",
    re.IGNORECASE,
)
_AT_ONCE = 500


@dataclass(frozen=True, eq=False)
class Query:
    """A query of a shape; what it is about is filled in at ``start``."""

    text: str
    start: int
    columns: frozenset[str]

    def ask(
        self, facts: Facts, names: Sequence[str], rows: Sequence[Sequence[Term]]
    ) -> Iterator[QuerySolution]:
        """The answer about these rows, some hundreds at a time."""
        if any(isinstance(each, BlankNode) for row in rows for each in row):
            raise UnfitError("a query about a blank node")
        head = " ".join(f"?{name}" for name in names)
        for first in range(0, len(rows), _AT_ONCE):
            part = rows[first : first + _AT_ONCE]
            listed = " ".join(f"({' '.join(map(str, row))})" for row in part)
            about = f" VALUES ({head}) {{ {listed} }} "
            yield from facts.ask(self.text[: self.start] + about + self.text[self.start :])

    def all(self, facts: Facts) -> Iterator[QuerySolution]:
        """The answer about everything."""
        return facts.ask(self.text)


class Queries:
    """The queries of the shapes in a graph, each read once."""

    def __init__(self, graph: Graph) -> None:
        """Those in this graph."""
        self._graph = graph

    def at(self, node: Node) -> Query:
        """The query of this constraint or target."""
        if (node, SH.deactivated, None) in self._graph or (node, SH.ask, None) in self._graph:
            raise UnfitError(f"{node} is no plain query")
        select = self._graph.value(node, SH.select)
        return _read_query(str(select), self._prefixes(node))

    def _prefixes(self, node: Node) -> str:
        graph = self._graph
        declared = {
            (str(graph.value(each, SH.prefix)), str(graph.value(each, SH.namespace)))
            for prefixes in graph.objects(node, SH.prefixes)
            for source in graph.transitive_objects(prefixes, OWL.imports)
            for each in graph.objects(source, SH.declare)
        }
        return "".join(f"PREFIX {name}: <{space}>\n" for name, space in sorted(declared))


@lru_cache(maxsize=512)
def _read_query(select: str, prefixes: str) -> Query:
    """The query, if it answers about many things at once what it answers about each."""
    bare = _OPAQUE.sub(lambda found: " " * len(found[0]), select)
    start = bare.find("{") + 1
    columns = frozenset(_VARIABLE.findall(bare[:start]))
    if not start or _NOT_AT_ONCE.search(bare) or "this" not in columns:
        raise UnfitError("a query that cannot be asked about many things at once")
    given = {"this", "currentShape"} & set(_VARIABLE.findall(bare))
    if not given <= columns or _tests_unseen(bare, frozenset(given)):
        raise UnfitError("a query that tests a value that is not there yet")
    head, body = select[:start], _SEARCH.sub(str(KIND), select[start:])
    return Query(prefixes + head + body, len(prefixes) + start, columns)


def _tests_unseen(bare: str, names: frozenset[str]) -> bool:
    """Whether one of these is tested where its value may not have arrived.

    That is in a BIND, and in a FILTER in a group inside a group.
    """
    inner: list[bool] = []
    before = "WHERE"
    for found in _WORD.finditer(bare):
        word = found[0]
        if word == "{":
            inner.append(before in {"{", "}", "."} or before.upper() == "UNION")
        elif word == "}":
            inner.pop()
        elif word.endswith("(") and len(word) > 1:
            early = any(inner) or word[:4].upper() == "BIND"
            if early and not names.isdisjoint(_VARIABLE.findall(_in_brackets(bare, found.end()))):
                return True
        before = word
    return False


def _in_brackets(text: str, start: int) -> str:
    """What stands here up to the bracket that closes it."""
    depth = 1
    for end in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if not depth:
            return text[start:end]
    return text[start:]

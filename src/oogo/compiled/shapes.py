"""Shapes as they are written, made ready."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.compiled.constraints import TESTS, Test
from oogo.compiled.facts import Term, UnfitError, stored
from oogo.compiled.queries import Queries, Query
from oogo.slice import Path, read_path

__all__ = ["CLASSES", "TARGETS", "Messages", "Shape", "Target", "compiled"]

CLASSES = (RDFS.Class, OWL.Class)
TARGETS = (SH.target, SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)

Messages = tuple[tuple[str, str], ...]

_SAYING = {SH.description, SH.message, SH.name, SH.order, SH.path, SH.severity}
_LINKING = {SH.property, SH.sparql, *TARGETS}


@dataclass(frozen=True, eq=False)
class Target:
    """What a shape looks at: a property or class with ``value``, or what a query selects.

    A query with a parameter selects for ``value`` what it selects beside it.
    """

    kind: URIRef
    value: Term | None = None
    query: Query | None = None
    parameter: str = ""


@dataclass(frozen=True, eq=False)
class Shape:
    """A shape with all that it asks of the values that its path leads to."""

    node: Node
    severity: Node
    path: Node | None
    route: Path
    messages: Messages
    targets: tuple[Target, ...]
    tests: tuple[tuple[URIRef, Test], ...]
    queries: tuple[tuple[Query, Messages], ...]
    inner: tuple[Shape, ...]


def compiled(graph: Graph, node: Node) -> Shape:
    """The shape at this node, made ready."""
    return _shape(graph, node, Queries(graph))


def _shape(graph: Graph, node: Node, queries: Queries) -> Shape:
    stated = list(graph.predicate_objects(node))
    if any(p == RDF.type and o in CLASSES for p, o in stated):
        raise UnfitError(f"{node} is a class as well")
    own = set(graph.objects(None, SH.parameter / SH.path))
    asking = {p for p, _ in stated if p in own or str(p).startswith(str(SH))}
    unknown = asking - _SAYING - _LINKING - TESTS.keys()
    if unknown:
        raise UnfitError(f"{node}: {', '.join(sorted(map(str, unknown)))}")
    path = graph.value(node, SH.path)
    tests = [
        (component, made(graph, value))
        for predicate, (component, made) in TESTS.items()
        for value in graph.objects(node, predicate)
    ]
    return Shape(
        node=node,
        severity=graph.value(node, SH.severity) or SH.Violation,
        path=path,
        route=() if path is None else _route(graph, path),
        messages=_messages(graph, node),
        targets=tuple(_targets(graph, node, queries)),
        tests=tuple(tests),
        queries=tuple(
            (queries.at(each), _messages(graph, each)) for each in graph.objects(node, SH.sparql)
        ),
        inner=tuple(_shape(graph, each, queries) for each in graph.objects(node, SH.property)),
    )


def _route(graph: Graph, path: Node) -> Path:
    try:
        return read_path(graph, path)
    except ValueError as error:
        raise UnfitError(str(error)) from error


def _messages(graph: Graph, node: Node) -> Messages:
    said = (text for text in graph.objects(node, SH.message) if isinstance(text, RdflibLiteral))
    return tuple(sorted((text.language or "", str(text)) for text in said))


def _targets(graph: Graph, node: Node, queries: Queries) -> Iterator[Target]:
    for predicate in TARGETS:
        for value in graph.objects(node, predicate):
            if predicate != SH.target:
                yield Target(predicate, stored(value))
            elif (value, SH.select, None) in graph:
                yield Target(predicate, query=queries.at(value))
            else:
                yield _parametrised(graph, value, queries)


def _parametrised(graph: Graph, target: Node, queries: Queries) -> Target:
    for kind in graph.objects(target, RDF.type):
        for path in graph.objects(kind, SH.parameter / SH.path):
            values = list(graph.objects(target, path))
            name = re.split("[/#]", str(path))[-1]
            query = queries.at(kind)
            if len(values) == 1 and name in query.columns:
                return Target(SH.target, stored(values[0]), query, name)
    raise UnfitError(f"an unknown kind of target: {target}")

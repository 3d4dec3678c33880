"""What a constraint asks of the values that the path of its shape leads to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import RDF, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.compiled.facts import Facts, Term, UnfitError, stored
from oogo.slice import term

__all__ = ["TESTS", "Test"]

_TYPE = NamedNode(RDF.type)

_Found = Iterator[Term | None]
Test = Callable[[Facts, set[Term]], _Found]


def _number(value: Node) -> int:
    if isinstance(value, RdflibLiteral) and isinstance(value.value, int):
        return value.value
    raise UnfitError(f"{value} is no number")


def _min_count(_: Graph, value: Node) -> Test:
    least = _number(value)
    return lambda _, values: iter((None,) if len(values) < least else ())


def _max_count(_: Graph, value: Node) -> Test:
    most = _number(value)
    return lambda _, values: iter((None,) if len(values) > most else ())


def _has_value(_: Graph, value: Node) -> Test:
    wanted = stored(value)
    return lambda _, values: iter(() if wanted in values else (None,))


def _each(good: Callable[[Facts, Term], bool]) -> Test:
    return lambda facts, values: (value for value in values if not good(facts, value))


def _class(_: Graph, value: Node) -> Test:
    kind = stored(value)
    if not isinstance(kind, NamedNode):
        raise UnfitError(f"{value} is no class")

    def good(facts: Facts, value: Term) -> bool:
        return not facts.below(kind).isdisjoint(facts.ahead[_TYPE].get(value, ()))

    return _each(good)


def _datatype(_: Graph, value: Node) -> Test:
    kind = stored(value)

    def good(_: Facts, value: Term) -> bool:
        return isinstance(value, Literal) and value.datatype == kind and _well_typed(value)

    return _each(good)


@lru_cache(maxsize=4096)
def _well_typed(value: Literal) -> bool:
    read = term(value)
    return isinstance(read, RdflibLiteral) and not read.ill_typed


def _in(graph: Graph, value: Node) -> Test:
    allowed = {stored(item) for item in Collection(graph, value)}
    return _each(lambda _, value: value in allowed)


def _node_kind(_: Graph, value: Node) -> Test:
    kinds = {
        SH.IRI: (NamedNode,),
        SH.Literal: (Literal,),
        SH.BlankNode: (BlankNode,),
        SH.IRIOrLiteral: (NamedNode, Literal),
        SH.BlankNodeOrIRI: (BlankNode, NamedNode),
        SH.BlankNodeOrLiteral: (BlankNode, Literal),
    }
    allowed = kinds[URIRef(str(value))]
    return _each(lambda _, value: isinstance(value, allowed))


def _pattern(_: Graph, value: Node) -> Test:
    pattern = re.compile(str(value))
    return _each(
        lambda _, value: not isinstance(value, BlankNode) and bool(pattern.search(value.value))
    )


def _min_length(_: Graph, value: Node) -> Test:
    least = _number(value)
    return _each(
        lambda _, value: (
            not least or (not isinstance(value, BlankNode) and len(value.value) >= least)
        )
    )


def _bound(holds: Callable[[int], bool]) -> Callable[[Graph, Node], Test]:
    """A comparison with a bound: what cannot be compared does not hold."""

    def made(_: Graph, bound: Node) -> Test:
        return _each(lambda _, value: _compares(value, bound, holds))

    return made


def _compares(value: Term, bound: Node, holds: Callable[[int], bool]) -> bool:
    if not isinstance(value, Literal) or not isinstance(bound, RdflibLiteral):
        return False
    one, other = getattr(term(value), "value", None), bound.value
    if one is None or other is None or isinstance(one, bool) != isinstance(other, bool):
        return False
    try:
        return holds((one > other) - (one < other))
    except TypeError:
        return False


TESTS: Mapping[URIRef, tuple[URIRef, Callable[[Graph, Node], Test]]] = {
    SH["class"]: (SH.ClassConstraintComponent, _class),
    SH.datatype: (SH.DatatypeConstraintComponent, _datatype),
    SH.hasValue: (SH.HasValueConstraintComponent, _has_value),
    SH["in"]: (SH.InConstraintComponent, _in),
    SH.maxCount: (SH.MaxCountConstraintComponent, _max_count),
    SH.maxExclusive: (SH.MaxExclusiveConstraintComponent, _bound(lambda order: order < 0)),
    SH.maxInclusive: (SH.MaxInclusiveConstraintComponent, _bound(lambda order: order <= 0)),
    SH.minCount: (SH.MinCountConstraintComponent, _min_count),
    SH.minExclusive: (SH.MinExclusiveConstraintComponent, _bound(lambda order: order > 0)),
    SH.minInclusive: (SH.MinInclusiveConstraintComponent, _bound(lambda order: order >= 0)),
    SH.minLength: (SH.MinLengthConstraintComponent, _min_length),
    SH.nodeKind: (SH.NodeKindConstraintComponent, _node_kind),
    SH.pattern: (SH.PatternConstraintComponent, _pattern),
}

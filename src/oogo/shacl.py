"""Facts + shapes → results of SHACL: the one module that knows pySHACL.

Shapes that are made ready (``oogo.compiled``) are checked some ten times faster; pySHACL checks
what they cannot say, and in the tests whatever they say. No shape, rule or import in the data is
executed, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator
from rdflib import OWL, RDF, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.compiled import (
    CLASSES,
    TARGETS,
    Facts,
    Result,
    Shape,
    UnfitError,
    check,
    compiled,
    stored,
)
from oogo.slice import term

__all__ = ["Checks", "by_pyshacl", "results"]

_PLACEHOLDER = re.compile(r"\\\{\\[?$]\w+\\\}")


@dataclass(frozen=True, eq=False)
class Checks:
    """Some shapes of a graph, to be held against facts; without ``chosen`` all of them."""

    graph: Graph
    chosen: Sequence[Node] | None = None

    @cached_property
    def ready(self) -> tuple[Shape, ...]:
        """The shapes made ready; ``UnfitError`` if one of them says too much for that."""
        return tuple(compiled(self.graph, node) for node in self._nodes)

    @cached_property
    def alone(self) -> Graph:
        """The shapes, and what they refer to, in a graph of their own."""
        own = Graph()
        for node in self._nodes:
            _copy(self.graph, node, own)
        _flatten(own)
        return own

    @cached_property
    def _nodes(self) -> list[Node]:
        if self.chosen is not None:
            return list(self.chosen)
        classes = {node for kind in CLASSES for node in self.graph.subjects(RDF.type, kind)}
        return list(classes.union(*map(self.graph.subjects, TARGETS)))


def results(checks: Checks, facts: Facts, focus: Iterable[NamedNode] = ()) -> list[Result]:
    """What the shapes find in the facts; with ``focus``, about these things alone."""
    things = list(focus)
    try:
        return check(checks.ready, facts, things)
    except UnfitError:
        whole = checks.graph if checks.chosen is None else checks.alone
        return by_pyshacl(whole, facts, things)


def by_pyshacl(shapes: Graph, facts: Facts, focus: Iterable[NamedNode] = ()) -> list[Result]:
    """The same as pySHACL finds it."""
    data = Graph()
    for subject, predicate, end in facts.triples:
        data.add((term(subject), term(predicate), term(end)))
    nodes: list[str | URIRef] = [URIRef(node.value) for node in focus]
    _declare_imported(shapes)
    options = {"advanced": True, "inplace": True, "focus_nodes": nodes or None}
    validator = Validator(DataGraph.from_rdflib(data), shacl_graph=shapes, options=options)
    _, report, text = validator.run()  # type: ignore[no-untyped-call]
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL gave no report: {text}")
    return [_read(report, shapes, result) for result in report.objects(None, SH.result)]


def _read(report: Graph, shapes: Graph, result: Node) -> Result:
    """A result in a report of pySHACL."""

    def one(predicate: URIRef) -> Node:
        found = report.value(result, predicate)
        if found is None:
            raise TypeError(f"a result without {predicate}")
        return found

    shape, value = one(SH.sourceShape), report.value(result, SH.value)
    asking = report.value(result, SH.sourceConstraint) or shape
    texts = [str(text) for text in report.objects(result, SH.resultMessage)]
    return Result(
        shape=shape,
        component=URIRef(str(one(SH.sourceConstraintComponent))),
        severity=one(SH.resultSeverity),
        focus=stored(one(SH.focusNode)),
        path=report.value(result, SH.resultPath),
        value=None if value is None else stored(value),
        messages=tuple(_languages(shapes, (asking, shape), texts)),
    )


def _languages(
    shapes: Graph, saying: Iterable[Node], texts: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """The messages with their language: pySHACL drops it where it fills in a value."""
    for node in dict.fromkeys(saying):
        for template in shapes.objects(node, SH.message):
            if isinstance(template, Literal):
                pattern = _PLACEHOLDER.sub("(?:.*)", re.escape(str(template)))
                for text in texts:
                    if re.fullmatch(pattern, text, re.DOTALL):
                        yield template.language or "", text


def _copy(source: Graph, start: Node, target: Graph) -> None:
    """Put all that the shapes say of a node, and of what it refers to, in the target."""
    pending, seen = [start], {start}
    while pending:
        node = pending.pop()
        for triple in source.triples((node, None, None)):
            target.add(triple)
            if not isinstance(triple[2], Literal) and triple[2] not in seen:
                seen.add(triple[2])
                pending.append(triple[2])


def _flatten(graph: Graph) -> None:
    """Give each property shape the targets of the shape it stands in: the same promises.

    pySHACL looks at a shape with targets once, and at one inside a shape once for each thing.
    """
    for parent, shape in list(graph.subject_objects(SH.property)):
        targets = [t for t in graph.triples((parent, None, None)) if t[1] in TARGETS]
        if targets and isinstance(shape, URIRef):
            graph.remove((parent, SH.property, shape))
            for _, predicate, target in targets:
                graph.add((shape, predicate, target))


def _declare_imported(shapes: Graph) -> None:
    """Let each set of prefixes hold those of what it imports: pySHACL does not look there."""
    for prefixes in set(shapes.objects(None, SH.prefixes)):
        for imported in list(shapes.transitive_objects(prefixes, OWL.imports)):
            for declared in set(shapes.objects(imported, SH.declare)):
                shapes.add((prefixes, SH.declare, declared))

"""What a rule asks to be there: without that it finds something, and with it perhaps nothing.

More statements take a result of SHACL away only where a shape asks for a value (``sh:minCount``,
``sh:hasValue``, ``sh:class``) or a query says ``NOT EXISTS``. All else that a rule found stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SH

from oogo.rules import OOGO, Rules, referred
from oogo.slice import Path, read_path

__all__ = ["Reads", "asks", "reads", "sought"]

_TYPE = NamedNode(str(RDF.type))
_SOUGHT = (SH.minCount, SH.hasValue)
_WORD = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|<(?P<iri>[^<>\s]*)>|#.*|(?P<negated>NOT\s+EXISTS)|(?P<brace>[{}])'
    r"|(?P<prefix>\w+):(?P<local>\w[\w-]*)|[?$]\w+|(?P<word>\w+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reads:
    """The paths that a rule follows, and the properties of which it asks whether they are there."""

    paths: tuple[Path, ...]
    sought: frozenset[NamedNode]


@cache
def reads(by: Rules, shape: str) -> Reads:
    """What the rule at this shape reads, in its own words and in those of what it looks at."""
    graph, start = by.graph, URIRef(shape)
    parents = list(graph.subjects(SH.property, start))
    targets = [target for parent in parents for target in graph.objects(parent, SH.target)]
    own = {node for each in (start, *targets) for node in referred(graph, each)}
    paths = [
        read_path(graph, path)
        for node in (*own, *parents)
        for path in graph.objects(node, OOGO.raadpleegt)
    ]
    main = by.by_shape[shape].path
    asked = {hop.predicate for step in main for hop in step}
    found: set[NamedNode] = set()
    if asks(by, shape):
        found |= asked
    if (start, SH["class"], None) in graph:
        found |= asked | {_TYPE}
    spaces = _prefixes(graph)
    for node in own:
        for select in graph.objects(node, SH.select):
            found.update(sought(str(select), spaces))
    return Reads(tuple(dict.fromkeys([main, *paths])), frozenset(found))


def asks(by: Rules, shape: str) -> bool:
    """Whether the rule at this shape asks for a value."""
    return any((URIRef(shape), constraint, None) in by.graph for constraint in _SOUGHT)


def sought(select: str, spaces: dict[str, str]) -> Iterator[NamedNode]:
    """The terms in the parts of a query that say ``NOT EXISTS``.

    >>> names = sought("SELECT ?a { ?a a:b ?c FILTER NOT EXISTS { ?c a:d/^a:e ?f } }", {"a": "u:"})
    >>> [name.value for name in names]
    ['u:d', 'u:e']
    """
    inside: list[bool] = []
    negated = False
    for found in _WORD.finditer(select):
        if found["negated"]:
            negated = True
        elif found["brace"] == "{":
            inside.append(negated or (bool(inside) and inside[-1]))
            negated = False
        elif found["brace"]:
            inside.pop()
        elif inside and inside[-1]:
            if found["iri"]:
                yield NamedNode(found["iri"])
            elif found["prefix"]:
                yield NamedNode(spaces[found["prefix"]] + found["local"])
            elif found["word"] == "a":
                yield _TYPE


def _prefixes(graph: Graph) -> dict[str, str]:
    return {
        str(prefix): str(graph.value(node, SH.namespace))
        for node, prefix in graph.subject_objects(SH.prefix)
    }

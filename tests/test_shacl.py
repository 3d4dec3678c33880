"""The W3C tests of SHACL go through the door by which deliveries are checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, parse
from rdflib import RDF
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from oogo import shacl
from oogo.rules import rules
from oogo.shacl import DataGraph, report
from oogo.slice import term
from tests.deliveries import BREAKING, Example, judge

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")
# The tests that our door does not meet, each with the reason.
EXCEPTIONS = {
    # rdflib makes no difference between "1"^^xsd:boolean and true; this test asks for one.
    "core/property/uniqueLang-002",
    # $shapesGraph is optional in SHACL 1.0, and pySHACL refuses it instead of passing over it.
    "sparql/pre-binding/shapesGraph-001",
}
DETAILS = (
    SH.focusNode,
    SH.resultPath,
    SH.resultSeverity,
    SH.sourceConstraintComponent,
    SH.sourceShape,
    SH.value,
)


@dataclass(frozen=True)
class Case:
    """One test of the suite: what is checked, against what, and the report that must come."""

    name: str
    data: Path
    shapes: Path
    manifest: rdflib.Graph
    expected: Node


@cache
def triples(path: Path) -> tuple[Triple, ...]:
    """The triples of a file; its blank nodes have the same names each time."""
    quads = parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=path.as_uri())
    return tuple(quad.triple for quad in quads)


def graph_of(path: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in triples(path):
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


def path_of(iri: Node | None) -> Path:
    return Path(unquote(urlsplit(str(iri)).path))


def cases(manifest: Path, root: Path) -> Iterator[Case]:
    graph = graph_of(manifest)
    for included in sorted(graph.objects(None, MF.include)):
        yield from cases(path_of(included), root)
    for entries in graph.objects(None, MF.entries):
        for entry in Collection(graph, entries):
            action = graph.value(entry, MF.action)
            yield Case(
                path_of(entry).relative_to(root).as_posix(),
                path_of(graph.value(action, SHT.dataGraph)),
                path_of(graph.value(action, SHT.shapesGraph)),
                graph,
                graph.value(entry, MF.result),
            )


def written(graph: rdflib.Graph, node: Node | None, detail: Node) -> object:
    """A detail of a result; a path that is no single property by its structure."""
    if detail == SH.resultPath and isinstance(node, rdflib.BNode):
        return frozenset(
            (predicate, written(graph, value, detail))
            for predicate, value in graph.predicate_objects(node)
        )
    return node


def results(graph: rdflib.Graph, node: Node) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(written(graph, graph.value(result, detail), detail) for detail in DETAILS)
        for result in graph.objects(node, SH.result)
    )


def meets(case: Case) -> bool:
    """Whether our door gives the report of this test, or fails where it must."""
    try:
        found = report(DataGraph.of(triples(case.data)), graph_of(case.shapes))
    except Exception as error:  # whatever pySHACL raises, it is no report
        print(case.name, repr(error))
        return case.expected == SHT.Failure
    if case.expected == SHT.Failure:
        return False
    (made,) = found.subjects(RDF.type, SH.ValidationReport)
    return results(found, made) == results(case.manifest, case.expected) and found.value(
        made, SH.conforms
    ) == case.manifest.value(case.expected, SH.conforms)


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")  # the tests hold ill-typed values
@pytest.mark.parametrize(("part", "number"), [("core", 98), ("sparql", 22)])
def test_w3c_suite(shared: Path, part: str, number: int) -> None:
    root = (shared / "standards" / "w3c-shacl" / "data-shapes-test-suite" / "tests").resolve()
    every = list(cases(root / part / "manifest.ttl", root))
    assert len(every) == number
    failed = {case.name for case in every if not meets(case)}
    assert failed == {name for name in EXCEPTIONS if name.startswith(part)}


def test_what_cannot_be_checked_is_not_in_order(shared: Path) -> None:
    # The suite expects a failure of this query: MINUS may not be used with bound variables.
    root = shared / "standards" / "w3c-shacl" / "data-shapes-test-suite" / "tests"
    path = (root / "sparql" / "pre-binding" / "unsupported-sparql-001.ttl").resolve()
    with pytest.raises(Exception, match=r"MINUS|no report"):
        report(DataGraph.of(triples(path)), graph_of(path))


# --- two engines for the queries of our own shapes


def asking() -> list[Example]:
    """A breaking example of each rule that asks a query; the good delivery breaks none."""
    with_query = {
        rule.code
        for rule in rules().by_shape.values()
        if (rdflib.URIRef(rule.shape), SH.sparql, None) in rules().graph
    }
    first = {example.rule: example for example in reversed(BREAKING)}
    return [first[code] for code in sorted(with_query)]


def sampled(every: int) -> list[object]:
    return [
        pytest.param(example, marks=() if n % every == 0 else pytest.mark.soak, id=example.name)
        for n, example in enumerate(asking())
    ]


@pytest.mark.parametrize("example", sampled(12))
def test_the_store_and_rdflib_find_the_same(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = judge(example)
    assert fast.findings
    monkeypatch.setattr(shacl, "_fast", lambda *_: None)
    assert judge(example) == fast

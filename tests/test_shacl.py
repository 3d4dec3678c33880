"""The W3C tests of SHACL go through the door by which deliveries are checked.

Behind it are two engines: shapes that are made ready, and pySHACL. What the first takes, both must
answer alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, parse
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.compiled import Facts, Result, UnfitError, check
from oogo.shacl import Checks, results
from oogo.slice import term

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


def written(graph: rdflib.Graph, node: Node | None) -> object:
    """A path or value as it is compared; a path that is no single property by its structure."""
    if node is not None and (node, rdflib.RDF.first, None) in graph:
        return tuple(written(graph, item) for item in Collection(graph, node))
    if isinstance(node, rdflib.BNode) and (node, None, None) in graph:
        return frozenset(
            (predicate, written(graph, value)) for predicate, value in graph.predicate_objects(node)
        )
    return node


def expected(case: Case) -> Counter[tuple[object, ...]]:
    """The results that the suite asks for."""

    def detail(result: Node, predicate: Node) -> object:
        found = case.manifest.value(result, predicate)
        return written(case.manifest, found) if predicate == SH.resultPath else found

    asked = case.manifest.objects(case.expected, SH.result)
    return Counter(tuple(detail(result, each) for each in DETAILS) for result in asked)


def details(shapes: rdflib.Graph, result: Result) -> tuple[object, ...]:
    """A result of ours in the order of the details."""
    return (
        term(result.focus),
        written(shapes, result.path),
        result.severity,
        result.component,
        result.shape,
        None if result.value is None else term(result.value),
    )


def meets(case: Case, by: Callable[[rdflib.Graph, Facts], list[Result]]) -> bool:
    """Whether we give the results of this test, or fail where it must."""
    shapes = graph_of(case.shapes)
    try:
        found = by(shapes, Facts(triples(case.data)))
    except UnfitError:
        raise
    except Exception as error:  # whatever pySHACL raises, it is no report
        print(case.name, repr(error))
        return case.expected == SHT.Failure
    if case.expected == SHT.Failure:
        return False
    conforms = case.manifest.value(case.expected, SH.conforms)
    same = Counter(details(shapes, result) for result in found) == expected(case)
    return same and (not found) == bool(conforms)


def suite(shared: Path, part: str) -> list[Case]:
    root = (shared / "standards" / "w3c-shacl" / "data-shapes-test-suite" / "tests").resolve()
    return list(cases(root / part / "manifest.ttl", root))


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")  # the tests hold ill-typed values
@pytest.mark.parametrize(("part", "number"), [("core", 98), ("sparql", 22)])
def test_w3c_suite(shared: Path, part: str, number: int) -> None:
    every = suite(shared, part)
    assert len(every) == number
    failed = {
        case.name
        for case in every
        if not meets(case, lambda shapes, facts: results(Checks(shapes), facts))
    }
    assert failed == {name for name in EXCEPTIONS if name.startswith(part)}


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_shapes_that_are_made_ready_need_no_pyshacl_for_their_part_of_the_suite(
    shared: Path,
) -> None:
    taken: Counter[bool] = Counter()
    for case in [*suite(shared, "core"), *suite(shared, "sparql")]:
        try:
            met = meets(case, lambda shapes, facts: check(Checks(shapes).ready, facts))
        except UnfitError:
            continue
        taken[met] += 1
        assert met, case.name
    assert taken[True] > 30


def test_what_cannot_be_checked_is_not_in_order(shared: Path) -> None:
    # The suite expects a failure of this query: MINUS may not be used with bound variables.
    root = shared / "standards" / "w3c-shacl" / "data-shapes-test-suite" / "tests"
    path = (root / "sparql" / "pre-binding" / "unsupported-sparql-001.ttl").resolve()
    with pytest.raises(Exception, match=r"MINUS|no report"):
        results(Checks(graph_of(path)), Facts(triples(path)))

"""Queries rewritten for stores that misread some forms: they mean what they meant."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from oogo.store import dialect

P = NamedNode("urn:p")


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.extend([Quad(NamedNode(f"urn:{n % 5}"), P, Literal(n)) for n in range(20)])
    return store


def answer(store: Store, text: str) -> list[str]:
    found = store.query(text)
    assert not isinstance(found, QueryBoolean)
    if isinstance(found, QuerySolutions):
        names = sorted(variable.value for variable in found.variables)
        return sorted(str([(name, str(row[name])) for name in names]) for row in found)
    return sorted(map(str, found))


WHOLE = [
    "SELECT ?s ?n { ?s <urn:p> ?n }",
    "SELECT * WHERE { ?s <urn:p> ?n }",
    "PREFIX u: <urn:> SELECT DISTINCT ?s (STR(?n) AS ?t) WHERE { ?s u:p ?n } ORDER BY DESC(?n)",
    "SELECT (?n AS ?m) { ?s <urn:p> ?n } ORDER BY ?n LIMIT 11 # }",
    "SELECT ?s ?n { { SELECT ?s { ?s <urn:p> 4 } } UNION { ?s <urn:p> ?n } }",
    "PREFIX u: <urn:> CONSTRUCT { ?s a ?n } WHERE { ?s u:p ?n # }\n }",
    "CONSTRUCT WHERE { ?s <urn:p> ?n }",
    "CONSTRUCT { ?s ?p 'x' . ?s ?p ?n } WHERE { ?s ?p ?n FILTER(?n > 7) }",
]


@pytest.mark.parametrize("values", ["VALUES ?n { 4 9 }", "VALUES (?n) { (4) (9) } # ?s {"])
@pytest.mark.parametrize("text", [each for each in WHOLE if "CONSTRUCT WHERE" not in each])
def test_values_at_the_end_go_inside(text: str, values: str, store: Store) -> None:
    at_the_end = f"{text}\n{values}"
    inside = dialect.inside(at_the_end)
    assert inside.rpartition(values)[2].strip(), "something stands after it"
    assert answer(store, inside) == answer(store, at_the_end) != answer(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s (COUNT(*) AS ?n) { ?s <urn:p> ?o } GROUP BY ?s VALUES ?n { 3 }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o } VALUES ?n { 3 }",
        "SELECT ?s { ?s <urn:p> ?o VALUES ?s { <urn:1> } }",
        "SELECT ?values { ?s <urn:p> ?values FILTER(STR(?s) != 'VALUES ?s { <urn:1> }') }",
        "CONSTRUCT WHERE { ?s <urn:p> ?n } VALUES ?n { 4 }",
        "VALUES { } }",
        "DESCRIBE <urn:1>",
    ],
)
def test_what_would_mean_something_else_stays(text: str) -> None:
    assert dialect.inside(text) == text


@pytest.mark.parametrize("text", WHOLE)
def test_the_parts_are_the_whole(text: str, store: Store) -> None:
    counted = store.query(dialect.solutions(text))
    assert isinstance(counted, QuerySolutions)
    number = int(next(counted)[0].value)
    parts = [answer(store, dialect.part(text, 4, start)) for start in range(0, number, 4)]
    assert all(parts) and len(parts) == -(-number // 4)
    found = [each for part in parts for each in part]
    assert sorted(set(found)) == sorted(set(answer(store, text)))


def test_parts_keep_the_order_that_was_asked(store: Store) -> None:
    text = "SELECT ?n { ?s <urn:p> ?n } ORDER BY DESC(?n)"
    parts = [store.query(dialect.part(text, 6, start)) for start in range(0, 20, 6)]
    assert [int(row[0].value) for part in parts for row in part] == list(range(19, -1, -1))  # type: ignore[union-attr]


@pytest.mark.parametrize("text", [each for each in WHOLE if "CONSTRUCT" in each])
def test_each_solution_of_a_construct_counts(text: str, store: Store) -> None:
    rows = answer(store, dialect.counted(text))
    assert len(rows) == (12 if "FILTER" in text else 20)


def test_solutions_that_construct_the_same_count_once(store: Store) -> None:
    """Twenty solutions, of which the template uses five subjects."""
    counted = store.query(dialect.solutions("CONSTRUCT { ?s a 1 } WHERE { ?s <urn:p> ?n }"))
    assert isinstance(counted, QuerySolutions)
    assert int(next(counted)[0].value) == 5


def test_what_names_its_own_graphs_has_no_parts() -> None:
    text = "SELECT ?s FROM <urn:g> { ?s ?p ?o }"
    assert (dialect.part(text, 4, 0), dialect.solutions(text)) == ("", "")

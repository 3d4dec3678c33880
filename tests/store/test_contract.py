"""One contract for every store of the current graph: embedded, Oxigraph server, Virtuoso 7."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple
from tests.store.engines import ROWS, SERVERS

from oogo.derivation import derive
from oogo.errors import BusyError, OogoError, QueryError
from oogo.rdf import GRAPH
from oogo.store.contract import DEVIATIONS, CurrentGraph
from oogo.store.embedded import (
    CURRENT,
    DATASET,
    EDITION,
    PROVENANCE,
    STANDING,
    SUPERSEDED,
    WITHDRAWN,
    Embedded,
)
from oogo.store.endpoint import ACTUAL, Endpoint
from oogo.store.log import Entry
from oogo.store.remote import RemoteStore

OOGO = "https://w3id.org/oogo/def/"
XSD = "http://www.w3.org/2001/XMLSchema#"
ONE, TWO = GRAPH + "aanlevering/one", GRAPH + "aanlevering/two"
PART, BELONGS = NamedNode(OOGO + "heeftDeel"), NamedNode(OOGO + "hoortBij")
RULES = {
    "10-hoort-bij": f"CONSTRUCT {{ ?b {BELONGS} ?a }} WHERE {{ ?a {PART} ?b }}",
    "20-kleinkind": f"CONSTRUCT {{ ?c <{OOGO}onder> ?a }} "
    f"WHERE {{ ?c {BELONGS} ?b . ?b {BELONGS} ?a }}",
}
NODES = [NamedNode(f"https://w3id.org/oogo/id/knoop/{n}") for n in range(5)]


@pytest.fixture(scope="module", params=["embedded", *SERVERS])
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CurrentGraph]:
    folder = tmp_path_factory.mktemp("store")
    if request.param == "embedded":
        yield Embedded(folder / "store")
        return
    with SERVERS[request.param](folder) as address:
        yield RemoteStore(address)


@pytest.fixture
def store(opened: CurrentGraph) -> CurrentGraph:
    """The store, emptied."""
    if isinstance(opened, RemoteStore):
        opened.endpoint.write([f"CLEAR SILENT GRAPH {NamedNode(g)}" for g in opened.graphs()])
        opened.endpoint.write([f"CLEAR SILENT GRAPH {ACTUAL}"])
    elif isinstance(opened, Embedded):
        opened.store.clear()
    return opened


def part(number: int, of: int = 0) -> Triple:
    return Triple(NODES[of], PART, NODES[number])


def entry(
    number: int,
    come: dict[str, list[Triple]],
    gone: dict[str, list[Triple]] | None = None,
    retire: dict[str, NamedNode] | None = None,
) -> Entry:
    def quads(graphs: dict[str, list[Triple]]) -> list[Quad]:
        return [
            Quad(t.subject, t.predicate, t.object, NamedNode(name))
            for name, triples in graphs.items()
            for t in triples
        ]

    said = [Triple(NamedNode(name), STANDING, CURRENT) for name in come]
    said += [Triple(NamedNode(name), STANDING, status) for name, status in (retire or {}).items()]
    unsaid = [Triple(NamedNode(name), STANDING, CURRENT) for name in retire or {}]
    edition = Triple(DATASET, EDITION, Literal(number))
    return Entry(
        number=number,
        time="2026-01-01T00:00:00Z",
        agent="urn:a",
        activity="x",
        standing={name: status.value for name, status in (retire or {}).items()},
        added=tuple(quads({**come, PROVENANCE.value: [*said, edition]})),
        removed=tuple(quads({**(gone or {}), PROVENANCE.value: unsaid})),
    )


def publish(store: CurrentGraph, what: Entry) -> None:
    touched = store.apply(what)
    derive(store, RULES, touched)
    store.mark(what.number)


def current(store: CurrentGraph, predicate: NamedNode = PART) -> set[Triple]:
    return set(store.stated(None, predicate, None))


@pytest.mark.parametrize("number", [255, 511, 2047, 65535])
def test_a_number_that_went_is_not_taken_for_the_next(store: CurrentGraph, number: int) -> None:
    """The engine finds 256 where 255 is sought on disk; both end in the same bytes but one."""
    old, new = (Triple(NODES[0], PART, Literal(n)) for n in (number, number + 1))
    store.apply(entry(1, {ONE: [old]}))
    store.apply(entry(2, {ONE: [new]}, {ONE: [old]}))
    assert set(store.stated(NODES[0], PART, None)) == {new}
    assert list(store.stated(NODES[0], PART, old.object)) == []
    assert store.differences() == (set(), set())


def test_a_large_graph_is_read_and_derived_from_whole(store: CurrentGraph) -> None:
    """Virtuoso gives at most ROWS rows at a time, and says nothing of it after CONSTRUCT."""
    many = [Triple(NamedNode(f"{NODES[0].value}/{n}"), PART, Literal(n)) for n in range(ROWS + 700)]
    store.apply(entry(1, {ONE: many}))
    assert store.graph(ONE) == set(many)
    rule = f"CONSTRUCT {{ ?a {BELONGS} ?b }} WHERE {{ ?a {PART} ?b }}"
    assert {triple.subject for triple in store.construct(rule)} == {t.subject for t in many}


def test_an_empty_store_holds_nothing(store: CurrentGraph) -> None:
    assert store.applied == 0
    assert store.graphs() == set()
    assert not store.holds_graph(ONE)
    assert store.differences() == (set(), set())


def test_one_fact_of_two_graphs_is_current_until_both_are_gone(store: CurrentGraph) -> None:
    publish(store, entry(1, {ONE: [part(1)]}))
    publish(store, entry(2, {TWO: [part(1), part(2)]}))
    assert current(store) == {part(1), part(2)}
    publish(store, entry(3, {}, retire={ONE: WITHDRAWN}))
    assert current(store) == {part(1), part(2)}
    assert store.graph(ONE) == {part(1)}
    publish(store, entry(4, {}, retire={TWO: SUPERSEDED}))
    assert current(store) == set()
    assert store.retired() == {NamedNode(ONE), NamedNode(TWO)}
    assert store.applied == 4
    assert store.differences() == (set(), set())


def test_a_graph_that_is_replaced_loses_what_it_no_longer_says(store: CurrentGraph) -> None:
    publish(store, entry(1, {ONE: [part(1), part(2)]}))
    publish(store, entry(2, {ONE: [part(3)]}, gone={ONE: [part(1)]}))
    assert current(store) == {part(2), part(3)} == store.graph(ONE)
    assert store.about(NODES[0], ONE) == {part(2), part(3)}
    assert store.graphs() >= {ONE, PROVENANCE.value}


def test_doing_an_entry_twice_is_doing_it_once(store: CurrentGraph) -> None:
    publish(store, entry(1, {ONE: [part(1), part(2)]}))
    second = entry(2, {TWO: [part(2)]}, gone={ONE: [part(1)]})
    store.apply(second)
    publish(store, second)
    assert current(store) == {part(2)}
    assert store.differences() == (set(), set())


def test_what_is_derived_comes_and_goes(store: CurrentGraph) -> None:
    publish(store, entry(1, {ONE: [part(1), part(2, of=1)]}))
    assert len(current(store, BELONGS)) == 2
    under = NamedNode(OOGO + "onder")
    assert current(store, under) == {Triple(NODES[2], under, NODES[0])}
    publish(store, entry(2, {}, gone={ONE: [part(1)]}))
    assert current(store, BELONGS) == {Triple(NODES[2], BELONGS, NODES[1])}
    assert current(store, under) == set()
    assert store.differences() == (set(), set())


VALUES = [
    Literal("één 'twee' \"drie\" \\ vier\nvijf\tzes"),
    Literal("<a> } UNION { ?s ?p ?o } #"),
    Literal("tekst", language="nl"),
    Literal("𝔘 中文 €"),
    Literal(""),
    Literal("x" * 5000),
    Literal(2026),
    Literal("2016", datatype=NamedNode(XSD + "gYear")),
    Literal("2019-04-18", datatype=NamedNode(XSD + "date")),
    Literal("63.5", datatype=NamedNode(XSD + "decimal")),
    Literal("2026-01-01T00:00:00Z", datatype=NamedNode(XSD + "dateTime")),
    Literal("true", datatype=NamedNode(XSD + "boolean")),
    NamedNode("https://example.org/één/%20?a=b&c=d#e"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value)[:24])
def test_a_value_comes_back_as_it_went_in(
    store: CurrentGraph, value: Literal | NamedNode, request: pytest.FixtureRequest
) -> None:
    triple = Triple(NODES[0], NamedNode(OOGO + "waarde"), value)
    store.apply(entry(1, {ONE: [triple]}))
    assert store.graph(ONE) == {triple}
    assert list(store.stated(None, triple.predicate, value)) == [triple]
    store.apply(entry(2, {}, gone={ONE: [triple]}))
    assert store.graph(ONE) == set()
    assert current(store, triple.predicate) == set()


@pytest.mark.parametrize("seed", range(2))
def test_every_store_ends_where_the_embedded_one_ends(
    store: CurrentGraph, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - a repeatable test
    reference = Embedded(tmp_path / "reference")
    held: dict[str, set[Triple]] = {ONE: set(), TWO: set()}
    for number in range(1, 9):
        name = rng.choice([ONE, TWO])
        new = {part(rng.randrange(5), of=rng.randrange(5)) for _ in range(4)}
        step = entry(
            number,
            {name: sorted(new - held[name], key=str)},
            gone={name: sorted(held[name] - new, key=str)},
        )
        held[name] = new
        publish(store, step)
        publish(reference, step)
        for predicate in (PART, BELONGS, NamedNode(OOGO + "onder"), STANDING, EDITION):
            assert current(store, predicate) == current(reference, predicate)


def test_a_publication_of_two_thousand_triples_fits(store: CurrentGraph) -> None:
    name = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    many = [
        Triple(NamedNode(f"https://w3id.org/oogo/id/x/{n}"), name, Literal(f"naam {n}"))
        for n in range(2000)
    ]
    publish(store, entry(1, {ONE: many}))
    assert len(store.graph(ONE)) == 2000
    publish(store, entry(2, {}, retire={ONE: WITHDRAWN}))
    assert current(store, name) == set()


def test_a_cut_answer_is_refused_and_never_taken_for_whole(store: CurrentGraph) -> None:
    (cap,) = (each for each in DEVIATIONS if each.name == "ROWS_ARE_CAPPED")
    if not isinstance(store, RemoteStore):
        return
    publish(store, entry(1, {ONE: [part(n, of=m) for n in range(5) for m in range(5)]}))
    product = "SELECT * WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } LIMIT 9000"
    try:
        rows = store.endpoint.read(product, "SELECT", "text/csv").read().count(b"\n") - 1
    except BusyError as error:
        assert "virtuoso" in cap.stores
        assert "5000" in error.en
    else:
        assert rows == 9000


def test_a_query_the_store_refuses_is_an_error_of_the_query(store: CurrentGraph) -> None:
    with pytest.raises((QueryError, SyntaxError)):
        store.construct("CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }")


def test_an_address_where_nobody_is_says_so() -> None:
    with pytest.raises(BusyError, match="antwoordt niet"):
        RemoteStore("sparql+http://127.0.0.1:9/sparql").holds_graph(ONE)
    with pytest.raises(OogoError, match="geen adres"):
        Endpoint("https://example.org/sparql")


def test_the_address_for_writing_stands_beside_the_one_for_reading() -> None:
    endpoint = Endpoint("sparql+http://user:secret@127.0.0.1:7878/query?update=/update")
    assert (endpoint.query, endpoint.update) == (
        "http://127.0.0.1:7878/query",
        "http://127.0.0.1:7878/update",
    )
    assert Endpoint("sparql+https://host/sparql").update == "https://host/sparql"

"""Publishing to and asking a real store elsewhere, with the log and the old editions here."""

from __future__ import annotations

import asyncio
import fcntl
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from tests.conftest import ROOT
from tests.store.engines import SERVERS

from oogo.errors import BusyError, ConflictError, ForbiddenError, NotFoundError, QueryError
from oogo.following import Mirror
from oogo.publication import Publisher
from oogo.rdf import GRAPH
from oogo.store.contract import DEVIATIONS
from oogo.store.endpoint import ACTUAL
from oogo.store.remote import RemoteStore
from oogo.store.remote_reader import RemoteReader

PART = NamedNode("https://w3id.org/oogo/def/heeftDeelname")
SITS = NamedNode("https://w3id.org/oogo/def/deelnemer")
ONE, TWO = GRAPH + "aanlevering/one", GRAPH + "aanlevering/two"
NODES = [NamedNode(f"https://w3id.org/oogo/id/knoop/{n}") for n in range(4)]
SAID = [Triple(NODES[0], PART, NODES[1]), Triple(NODES[1], SITS, NODES[2])]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <https://w3id.org/oogo/def/heeftDeelname> ?o }"
DERIVED = "SELECT ?s ?o { ?s <https://w3id.org/oogo/def/heeftDeelnemer> ?o }"


@pytest.fixture(scope="module", params=list(SERVERS))
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with SERVERS[request.param](tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture
def empty(address: str) -> str:
    store = RemoteStore(address)
    store.endpoint.write([f"CLEAR SILENT GRAPH {NamedNode(name)}" for name in store.graphs()])
    store.endpoint.write([f"CLEAR SILENT GRAPH {ACTUAL}"])
    return address


def send(data_dir: Path, address: str, graphs: dict[str, list[Triple]], **retire: list[str]) -> int:
    """Publish into the log, and bring that store up to date."""
    with Publisher(data_dir) as publisher:
        publisher.publish(graphs, agent="urn:a", activity="x", **retire)
    return Mirror(data_dir, address).catch_up()


def ask(data_dir: Path, address: str, work: Callable[[RemoteReader], Awaitable[None]]) -> None:
    async def whole() -> None:
        reader = await RemoteReader.start(data_dir, address, seconds=5)
        try:
            await work(reader)
        finally:
            await reader.close()

    asyncio.run(whole())


def test_what_is_published_is_asked_there(tmp_path: Path, empty: str) -> None:
    assert send(tmp_path, empty, {ONE: SAID}) == 1
    assert send(tmp_path, empty, {TWO: SAID[:1]}) == 2

    async def work(reader: RemoteReader) -> None:
        rows = await reader.rows(COUNT)
        assert (rows.edition, rows.rows) == (2, ((Literal(1),),))
        assert (await reader.rows(DERIVED)).rows == ((NODES[0], NODES[2]),)
        bound = await reader.rows(DERIVED, {"o": NODES[2]})
        assert bound.rows == ((NODES[0], NODES[2]),)
        assert (await reader.rows(DERIVED, {"o": NODES[3]})).rows == ()
        named = "SELECT ?g { GRAPH ?g { ?s <https://w3id.org/oogo/def/deelnemer> ?o } }"
        found = {str(row[0]) for row in (await reader.rows(named)).rows}
        assert found - {str(ACTUAL)} == {f"<{ONE}>"}
        assert len(await reader.graph("CONSTRUCT WHERE { ?s ?p ?o }")) > 10
        assert (await reader.rows("ASK { ?s ?p ?o }")).rows[0][0] == Literal(True)
        first = await reader.query(COUNT, accept="text/csv")
        text = await first.whole()
        assert b"1" in text
        kept = await reader.query(COUNT, accept="text/csv")
        assert (kept.tag, await kept.whole()) == (first.tag, text)

    ask(tmp_path, empty, work)


def test_an_old_edition_is_made_here_from_the_log(tmp_path: Path, empty: str) -> None:
    send(tmp_path, empty, {ONE: SAID})
    send(tmp_path, empty, {}, withdraws=[ONE])

    async def work(reader: RemoteReader) -> None:
        assert (await reader.rows(COUNT)).rows == ((Literal(0),),)
        for _ in range(200):
            try:
                old = await reader.rows(COUNT, edition=1)
                break
            except BusyError:
                await asyncio.sleep(0.05)
        assert (old.edition, old.rows) == (1, ((Literal(1),),))
        with pytest.raises(NotFoundError):
            await reader.rows(COUNT, edition=3)

    ask(tmp_path, empty, work)


def test_a_long_answer_streams(tmp_path: Path, empty: str) -> None:
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    many = [Triple(NamedNode(f"urn:x{n}"), label, Literal(f"naam {n} " * 5)) for n in range(3000)]
    send(tmp_path, empty, {ONE: many})

    async def work(reader: RemoteReader) -> None:
        answer = await reader.query("SELECT * { ?s ?p ?o } ", accept="text/csv")
        assert answer.size is None
        lines = sum([chunk.count(b"\n") async for chunk in answer.chunks])
        assert lines > 3000

    ask(tmp_path, empty, work)


def test_what_is_refused_is_refused_before_it_leaves(tmp_path: Path, empty: str) -> None:
    send(tmp_path, empty, {ONE: SAID})

    async def work(reader: RemoteReader) -> None:
        with pytest.raises(ForbiddenError):
            await reader.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
        with pytest.raises(ForbiddenError):
            await reader.query("INSERT DATA { <urn:a> <urn:b> 1 }")
        with pytest.raises(QueryError):
            await reader.query("SELECT * { ?s ?p }")

    ask(tmp_path, empty, work)


def test_a_store_that_was_away_gets_what_it_missed(
    tmp_path: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: RemoteStore, entry: object) -> None:
        raise BusyError("weg", "away")

    send(tmp_path, empty, {ONE: SAID})
    with monkeypatch.context() as broken:
        broken.setattr(RemoteStore, "apply", away)
        with pytest.raises(BusyError):
            send(tmp_path, empty, {TWO: SAID[1:]})
    assert RemoteStore(empty).applied == 1
    assert send(tmp_path, empty, {GRAPH + "aanlevering/three": SAID}) == 3
    store = RemoteStore(empty)
    assert (store.applied, store.holds_graph(TWO)) == (3, True)
    assert store.differences() == (set(), set())


def test_a_store_of_another_log_is_refused(tmp_path: Path, empty: str) -> None:
    send(tmp_path / "a", empty, {ONE: SAID})
    send(tmp_path / "a", empty, {TWO: SAID})
    with pytest.raises(ConflictError, match="logboek"):
        send(tmp_path / "b", empty, {ONE: SAID})


def test_half_a_publication_is_done_again(
    tmp_path: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service may die between what it writes and the number that says all is there."""

    def died(self: RemoteStore, number: int) -> None:
        raise KeyboardInterrupt

    send(tmp_path, empty, {ONE: SAID})
    with monkeypatch.context() as broken:
        broken.setattr(RemoteStore, "mark", died)
        with pytest.raises(KeyboardInterrupt):
            send(tmp_path, empty, {TWO: [Triple(NODES[1], SITS, NODES[3])]}, withdraws=[ONE])
    assert Mirror(tmp_path, empty).catch_up() == 2
    store = RemoteStore(empty)
    assert (store.applied, store.differences()) == (2, (set(), set()))
    assert not list(store.stated(NODES[0], PART, None))


def test_two_services_of_one_folder_do_not_both_write(tmp_path: Path, empty: str) -> None:
    with Publisher(tmp_path) as publisher:
        publisher.publish({ONE: SAID}, agent="urn:a", activity="x")
    with (tmp_path / "mirror.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert Mirror(tmp_path, empty).catch_up() == 0
    assert Mirror(tmp_path, empty).catch_up() == 1


def test_each_deviation_has_a_name_and_a_reason_in_two_languages() -> None:
    assert len({each.name for each in DEVIATIONS}) == len(DEVIATIONS)
    assert all(each.nl and each.en and each.stores <= set(SERVERS) for each in DEVIATIONS)
    page = (ROOT / "docs" / "scale-out.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`([A-Z]+_[A-Z_]+)`", page)) == {
        *(each.name for each in DEVIATIONS),
        "FORWARDED_ALLOW_IPS",
    }

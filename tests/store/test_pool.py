"""Real worker processes: limits of time and memory, no way out, and editions that move on."""

from __future__ import annotations

import asyncio
import functools
import itertools
import os
import signal
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from oogo.errors import BusyError, ForbiddenError, NotAcceptableError, NotFoundError, QueryError
from oogo.store import edition, reader
from oogo.store.pool import Pool
from oogo.store.prescan import Scan

SECONDS = 1.0
ROWS = 3000
P = NamedNode("https://example.org/p")
ONE, TWO = NamedNode("https://example.org/g/1"), NamedNode("https://example.org/g/2")
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLING = (
    "SELECT ?a40 { BIND('xxxxxxxxxx' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(40))
    + " }"
)

Work = Callable[[Pool], Awaitable[None]]


def item(number: int) -> NamedNode:
    return NamedNode(f"https://example.org/{number}")


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(str(tmp_path_factory.mktemp("store")))


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory, writer: Store) -> Path:
    folder = tmp_path_factory.mktemp("data")
    writer.extend(Quad(item(n), P, Literal(n), DefaultGraph()) for n in range(ROWS))
    writer.extend(Quad(item(n), P, Literal(n), ONE) for n in range(3))
    writer.extend(Quad(item(n), P, Literal(n), TWO) for n in range(1, 5))
    edition.publish(folder, writer, 1)
    return folder


@pytest.fixture
def run(data_dir: Path) -> Iterator[Callable[[Work], None]]:
    """Does the work with two public workers, and sees that no process stays behind."""

    def with_pool(work: Work) -> None:
        async def whole() -> None:
            pool = await Pool.start(data_dir, workers=2, seconds=SECONDS, memory_mb=256)
            pids = pids_of(pool)
            try:
                await work(pool)
                pids |= pids_of(pool)
            finally:
                await pool.close()
            assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]

        asyncio.run(whole())

    return with_pool


def pids_of(pool: Pool) -> set[int]:
    return {seat.worker.pid for seat in pool._seats.newest.seats}


def pooled(work: Callable[[Pool], Awaitable[None]]) -> Callable[[Callable[[Work], None]], None]:
    @functools.wraps(work)
    def test(run: Callable[[Work], None]) -> None:
        run(work)

    del test.__wrapped__  # type: ignore[attr-defined]
    return test


TURNS = itertools.count()


async def number(pool: Pool, text: str, **wishes: str) -> int:
    """One number, from a worker: no other query has this comment."""
    rows = await pool.rows(f"{text} # {next(TURNS)}", **wishes)  # type: ignore[arg-type]
    return int(rows.rows[0][0].value)  # type: ignore[union-attr]


async def text_of(pool: Pool, query: str, accept: str, **wishes: object) -> str:
    answer = await pool.query(query, accept=accept, **wishes)  # type: ignore[arg-type]
    return (await answer.whole()).decode()


@pooled
async def test_rows_are_terms_and_bindings_are_values(pool: Pool) -> None:
    asked = "SELECT ?o ?s { ?s <https://example.org/p> ?o }"
    rows = await pool.rows(asked, {"o": Literal(17)})
    assert rows.columns == ("o", "s")
    assert rows.rows == ((Literal(17), item(17)),)
    assert rows.edition == pool.edition
    nothing = await pool.rows(asked, {"o": Literal('17" } # \n\\')})
    assert nothing.rows == ()


@pooled
async def test_every_form_comes_in_every_format_that_can_carry_it(pool: Pool) -> None:
    select = "SELECT ?o { <https://example.org/2> ?p ?o }"
    assert await text_of(pool, select, "text/csv") == "o\r\n2\r\n"
    assert await text_of(pool, select, "text/tab-separated-values") == "?o\n2\n"
    assert '"value":"2"' in await text_of(pool, select, "application/sparql-results+json")
    assert "<literal" in await text_of(pool, select, "application/sparql-results+xml")
    construct = "CONSTRUCT WHERE { <https://example.org/2> ?p ?o }"
    for media_type in ("text/turtle", "application/n-triples", "application/trig"):
        assert "<https://example.org/2> <https://example.org/p>" in await text_of(
            pool, construct, media_type
        )
    assert "@id" in await text_of(pool, construct, "application/ld+json")
    assert "rdf:about" in await text_of(pool, construct, "application/rdf+xml")
    assert await text_of(pool, "ASK { ?s ?p 2 }", "text/csv, application/json;q=0.1") == (
        '{"head":{},"boolean":true}'
    )
    for query, media_type in (
        ("ASK {}", "text/csv"),
        (select, "text/turtle"),
        (construct, "text/csv"),
        ("SELECT ('\\u0001' AS ?x) {}", "application/sparql-results+xml"),
        ("CONSTRUCT { ?s <https://example.org/1> 1 } { ?s ?p 2 }", "application/rdf+xml"),
    ):
        with pytest.raises(NotAcceptableError):
            await text_of(pool, query, media_type)


@pooled
async def test_two_default_graphs_hold_a_triple_once(pool: Pool) -> None:
    # Graph 1 holds items 0-2, graph 2 items 1-4: together 5, side by side 7.
    count = "SELECT (COUNT(*) AS ?n) {from} {{ ?s ?p ?o }}"
    both = count.format(from_="", **{"from": f"FROM {ONE} FROM {TWO}"})
    assert await number(pool, both) == 5
    twice = count.format(**{"from": f"FROM {ONE} FROM {ONE}"})
    assert await number(pool, twice) == 3
    plain = count.format(**{"from": ""})
    csv = functools.partial(text_of, pool, plain, "text/csv")
    assert await csv(default_graphs=[ONE.value, TWO.value]) == "n\r\n5\r\n"
    assert await csv(default_graphs=[ONE.value, "https://example.org/unknown"]) == "n\r\n3\r\n"
    assert await csv(default_graphs=["https://example.org/unknown"]) == "n\r\n0\r\n"
    assert await csv(named_graphs=[ONE.value]) == "n\r\n0\r\n"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } ?s ?p ?o }"
    assert (
        await text_of(
            pool,
            named,
            "text/csv",
            default_graphs=[ONE.value, TWO.value],
            named_graphs=[TWO.value],
        )
        == "n\r\n4\r\n"
    )


@pooled
async def test_a_wrong_query_names_its_place(pool: Pool) -> None:
    with pytest.raises(QueryError) as caught:
        await pool.query("SELECT * {\n  ?s ?p ?o .\n  OPTINAL { ?s ?p ?q } }")
    assert (caught.value.line, caught.value.column) == (3, 3)
    assert "OPTINAL" in caught.value.en
    assert await number(pool, "SELECT (1 AS ?n) {}") == 1


@pooled
async def test_a_runaway_query_dies_at_its_limit_while_others_go_on(pool: Pool) -> None:
    began = time.monotonic()
    runaways = [asyncio.create_task(pool.query(RUNAWAY)) for _ in range(2)]
    slowest = 0.0
    while time.monotonic() - began < SECONDS * 0.8:
        asked = time.monotonic()
        assert await number(pool, "SELECT (COUNT(*) AS ?n) { ?s ?p 7 }") == 1
        slowest = max(slowest, time.monotonic() - asked)
        await asyncio.sleep(0.02)
    ended = await asyncio.gather(*runaways, return_exceptions=True)
    assert all(isinstance(error, BusyError) for error in ended)
    assert "1 seconden" in str(ended[0])
    assert SECONDS <= time.monotonic() - began < SECONDS + 1
    assert slowest < 0.5
    assert await number(pool, "SELECT (COUNT(*) AS ?n) { ?s ?p 7 }", lane="public") == 1


@pooled
async def test_an_answer_that_breaks_off_never_ends_cleanly(pool: Pool) -> None:
    began = time.monotonic()
    answer = await pool.query(ENDLESS, accept="text/csv")
    assert answer.size is None
    received = 0
    with pytest.raises(BusyError):
        async for chunk in answer.chunks:
            received += len(chunk)
    assert received > 64 * 1024
    assert time.monotonic() - began < SECONDS + 1


@pooled
async def test_who_leaves_frees_the_worker(pool: Pool) -> None:
    before = pids_of(pool)
    asking = [asyncio.create_task(pool.query(RUNAWAY)) for _ in range(2)]
    await asyncio.sleep(0.2)
    for task in asking:
        task.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    reading = await pool.query(ENDLESS)
    await reading.chunks.__anext__()
    await reading.close()
    began = time.monotonic()
    assert await number(pool, "SELECT (1 AS ?n) {}", lane="public") == 1
    assert time.monotonic() - began < SECONDS * 0.8
    assert before != pids_of(pool)


@pooled
async def test_a_reader_who_stalls_holds_no_worker_beyond_the_limit(pool: Pool) -> None:
    stalled = [await pool.query(ENDLESS) for _ in range(2)]
    await asyncio.sleep(SECONDS + 0.5)
    assert await number(pool, "SELECT (1 AS ?n) {}", lane="public") == 1
    for answer in stalled:
        await answer.close()


@pooled
async def test_a_memory_bomb_costs_one_request(pool: Pool) -> None:
    innocent = asyncio.create_task(pool.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    with pytest.raises(BusyError) as caught:
        await pool.query(DOUBLING)
    assert "geheugen" in caught.value.nl
    assert len((await innocent).rows) == 1
    assert await number(pool, "SELECT (1 AS ?n) {}", lane="public") == 1


@pooled
async def test_a_killed_worker_is_replaced(pool: Pool) -> None:
    for pid in pids_of(pool):
        os.kill(pid, signal.SIGKILL)
    await asyncio.sleep(0.1)
    assert await number(pool, "SELECT (1 AS ?n) {}", lane="public") == 1
    assert await number(pool, "SELECT (1 AS ?n) {}", lane="internal") == 1


@pooled
async def test_a_worker_that_keeps_memory_is_replaced_after_its_answer(pool: Pool) -> None:
    before = pids_of(pool)
    for seat in tuple(pool._seats.newest.seats):
        seat.worker.tired = True
    for _ in range(3):
        assert await number(pool, "SELECT (1 AS ?n) {}", lane="public") == 1
        assert await number(pool, "SELECT (1 AS ?n) {}", lane="internal") == 1
    assert not before & pids_of(pool)


@pooled
async def test_too_many_at_once_are_told_to_come_back(pool: Pool) -> None:
    busy = [asyncio.create_task(pool.query(RUNAWAY)) for _ in range(400)]
    done, rest = await asyncio.wait(busy, timeout=SECONDS / 2)
    assert done
    assert all(isinstance(task.exception(), BusyError) for task in done)
    assert await number(pool, "SELECT (1 AS ?n) {}") == 1
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


@pooled
async def test_an_old_edition_is_not_another(pool: Pool) -> None:
    answer = await pool.query("ASK {}", edition=pool.edition)
    assert answer.edition == pool.edition
    await answer.close()
    with pytest.raises(NotFoundError):
        await pool.query("ASK {}", edition=pool.edition + 1)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port on loopback, and who has called there."""
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, caller = server.accept()
                except TimeoutError:
                    continue
                connection.close()
                callers.append(caller)

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], callers
        stop.set()
        thread.join()


def test_service_reaches_nobody(
    run: Callable[[Work], None],
    listener: tuple[int, list[object]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port, callers = listener
    address = f"<http://127.0.0.1:{port}/sparql>"

    async def refused_by_word(pool: Pool) -> None:
        with pytest.raises(ForbiddenError) as caught:
            await pool.query(f"SELECT * {{ SERVICE {address} {{ ?s ?p ?o }} }}")
        assert caught.value.column == 12

    async def refused_by_the_kernel(pool: Pool) -> None:
        assert pool.sandboxed
        for text in (
            f"SELECT * {{ SERVICE {address} {{ ?s ?p ?o }} }}",
            f'SELECT * {{ FILTER(1<2#>"""\n) SERVICE {address} {{ ?s ?p ?o }} }}',
            "SELECT * { SERVICE <http://localhost.invalid/> { ?s ?p ?o } }",
        ):
            with pytest.raises(ForbiddenError):
                await pool.query(text)
        silent = await pool.rows(f"SELECT * {{ SERVICE SILENT {address} {{ ?s ?p ?o }} }}")
        assert silent.rows == ((None, None, None),)
        from_there = await pool.rows(f"SELECT * FROM {address} {{ ?s ?p ?o }}")  # noqa: S608
        assert from_there.rows == ()

    run(refused_by_word)
    monkeypatch.setattr(reader, "scan", lambda text: Scan("SELECT", (), (), False))
    run(refused_by_the_kernel)
    assert callers == []


def test_a_parser_brought_down_costs_one_request(
    run: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(pool: Pool) -> None:
        depth = 200_000
        with pytest.raises((BusyError, QueryError)):
            await pool.query("ASK { FILTER(" + "STR(" * depth + "1" + ")" * depth + ") }")
        assert await number(pool, "SELECT (1 AS ?n) {}", lane="public") == 1

    monkeypatch.setattr(reader, "scan", lambda text: Scan("ASK", (), (), False))
    run(work)


def test_a_new_edition_is_read_and_the_old_one_finishes(data_dir: Path, writer: Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    async def work() -> None:
        pool = await Pool.start(data_dir, workers=2, seconds=10, memory_mb=256)
        try:
            first = pool.edition
            before = await number(pool, count)
            long = await pool.query("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000")
            with pytest.raises(BusyError, match="te groot"):
                await pool.rows("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000")
            writer.add(Quad(item(-1), P, Literal("new"), DefaultGraph()))
            edition.publish(data_dir, writer, first + 1)
            began = time.monotonic()
            seen = set()
            while pool.edition == first:
                rows = await pool.rows(f"{count} # {next(TURNS)}")
                seen.add((rows.edition, int(rows.rows[0][0].value)))  # type: ignore[union-attr]
            assert time.monotonic() - began < 1
            assert seen <= {(first, before), (first + 1, before + 1)}
            assert await number(pool, count) == before + 1
            assert long.edition == first
            assert sum([chunk.count(b'"}},') async for chunk in long.chunks]) > 150_000
            await asyncio.sleep(0.1)
            assert [each.edition.number for each in pool._seats.generations] == [first + 1]
        finally:
            await pool.close()

    asyncio.run(work())


def test_workers_end_with_their_service(data_dir: Path) -> None:
    async def work() -> set[int]:
        pool = await Pool.start(data_dir, workers=1, seconds=1, memory_mb=256)
        asking = asyncio.create_task(pool.query(RUNAWAY))
        await asyncio.sleep(0.1)
        await pool.close()
        assert isinstance((await asyncio.gather(asking, return_exceptions=True))[0], BusyError)
        with pytest.raises(BusyError):
            await pool.query("ASK {}")
        return pids_of(pool)

    assert asyncio.run(work()) == set()

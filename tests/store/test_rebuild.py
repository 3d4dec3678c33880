"""Old editions come back from the log as they were, byte for byte."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from oogo.errors import BusyError, NotFoundError
from oogo.publication import Publisher, ensure, verify
from oogo.store import edition
from oogo.store.pool import Pool
from oogo.store.rebuild import rebuild

BASE = "https://w3id.org/oogo/"
GRAPH = BASE + "graph/aanlevering/"
RULES = {
    "10-hoort-bij": """PREFIX o: <https://w3id.org/oogo/def/>
        CONSTRUCT { ?b o:hoortBij ?a } WHERE { ?a o:heeftDeel ?b }"""
}
TURNED = {"10-hoort-bij": RULES["10-hoort-bij"].replace("hoortBij", "deelVan")}
ALL = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def part(number: int) -> Triple:
    return Triple(
        NamedNode(f"{BASE}id/geheel/{number % 2}"),
        NamedNode(BASE + "def/heeftDeel"),
        NamedNode(f"{BASE}id/deel/{number}"),
    )


def name(number: int) -> Triple:
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    return Triple(NamedNode(f"{BASE}id/deel/{number}"), label, Literal(f"deel {number}"))


def quads(data_dir: Path) -> bytes:
    with edition.reading(data_dir) as (_, store):
        return store.dump(format=RdfFormat.N_QUADS) or b""


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, list[bytes]]]:
    """A data folder with eight editions of every kind of change, and what each of them held."""
    monkeypatch.setattr("oogo.publication.rules", lambda: RULES)
    held: list[bytes] = []
    with Publisher(tmp_path) as publisher:

        def publish(graphs: dict[str, list[Triple]], **retire: list[str]) -> None:
            publisher.publish(graphs, agent="urn:x:sender", activity="aanlevering", **retire)
            held.append(quads(tmp_path))

        publish({GRAPH + "a": [part(1), part(2), name(1)]})
        publish({GRAPH + "b": [part(1), part(3)]})
        publish({}, withdraws=[GRAPH + "a"])
        publish({GRAPH + "c": [part(2), part(5)]}, supersedes=[GRAPH + "b"])
        monkeypatch.setattr("oogo.publication.rules", lambda: TURNED)
        publish({GRAPH + "d": [part(6), name(6)]})
        publish({GRAPH + "d": [part(7), name(6)]})
        publish({GRAPH + "e": [part(8)]})
        publish({GRAPH + "f": [part(9)]})
    yield tmp_path, held


@pytest.mark.parametrize("kept", [True, False], ids=["from-a-checkpoint", "from-nothing"])
def test_each_edition_comes_back_with_the_rules_of_its_time(
    history: tuple[Path, list[bytes]], tmp_path_factory: pytest.TempPathFactory, kept: bool
) -> None:
    data_dir, held = history
    for folder in (data_dir / "checkpoints").iterdir():
        if folder.is_dir() and not (kept and folder.name == "000006"):
            shutil.rmtree(folder)
    for number, before in enumerate(held, start=1):
        place = tmp_path_factory.mktemp("again") / "store"
        again = rebuild(data_dir, number, place)
        assert again.store.dump(format=RdfFormat.N_QUADS) == before, number
        assert again.applied == number
    assert b"hoortBij" in held[3]
    assert b"deelVan" not in held[3]
    assert b"hoortBij" not in held[4]


def test_an_upgrade_keeps_every_delivery_and_every_old_answer(
    history: tuple[Path, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new release brings another model, other rules and one source less."""
    data_dir, held = history
    releases = (
        {"def": [name(100), name(101)], "bron/oud": [name(102)]},
        {"def": [name(101), name(103)], "bron/nieuw": [name(104)]},
    )
    by = (TURNED, RULES)
    for graphs, rules in zip(releases, by, strict=True):
        found = {f"{BASE}graph/{each}": set(triples) for each, triples in graphs.items()}
        monkeypatch.setattr("oogo.publication.release_graphs", lambda found=found: found)
        monkeypatch.setattr("oogo.publication.rules", lambda rules=rules: rules)
        made = ensure(data_dir)
        assert made == ensure(data_dir)
        held.append(quads(data_dir))
    for sign in "cdef":
        of_graph = [line for line in held[7].splitlines() if line.endswith(f"{sign}> .".encode())]
        assert set(of_graph) <= set(held[-1].splitlines()) and of_graph
    assert (name(103).object.value.encode() in held[-1], b"deel 102" in held[-1]) == (True, False)
    assert b"deelVan" in held[7] and b"deelVan" not in held[-1]
    shutil.rmtree(data_dir / "checkpoints")
    for number, before in enumerate(held, start=1):
        again = rebuild(data_dir, number, data_dir / f"again-{number}")
        assert again.store.dump(format=RdfFormat.N_QUADS) == before, number
    assert verify(data_dir) == []


def test_a_torn_checkpoint_is_passed_over(history: tuple[Path, list[bytes]]) -> None:
    data_dir, held = history
    (data_dir / "checkpoints" / "000007" / "CURRENT").write_bytes(b"torn")
    again = rebuild(data_dir, 7, data_dir / "again")
    assert again.store.dump(format=RdfFormat.N_QUADS) == held[6]


async def ask(pool: Pool, number: int) -> bytes:
    """The answer on this edition, asked for until it is there."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            return await (await pool.query(ALL, accept="text/csv", edition=number)).whole()
        except BusyError as error:
            assert error.retry_after > 0
            await asyncio.sleep(0.1)
    raise AssertionError(f"edition {number} does not come back")


def test_a_permalink_gives_the_same_bytes_after_publications_and_without_its_checkpoint(
    history: tuple[Path, list[bytes]],
) -> None:
    data_dir, _ = history

    async def work() -> None:
        pool = await Pool.start(data_dir, workers=1, seconds=5, memory_mb=256)
        try:
            newest = await ask(pool, 8)
            assert not (data_dir / "checkpoints" / "000002").exists()
            with pytest.raises(BusyError, match="opnieuw gemaakt"):
                await pool.query(ALL, edition=2)
            second = await ask(pool, 2)
            assert second != newest
            with Publisher(data_dir) as publisher:
                for turn in range(4):
                    publisher.publish(
                        {f"{GRAPH}g{turn}": [part(10 + turn)]}, agent="urn:x:s", activity="later"
                    )
            while pool.edition != 12:
                await asyncio.sleep(0.05)
            assert await ask(pool, 12) != newest
            for number in (0, 13, 999):
                with pytest.raises(NotFoundError):
                    await pool.query(ALL, edition=number)
        finally:
            await pool.close()
        shutil.rmtree(data_dir / "rebuilt")
        for folder in (data_dir / "checkpoints").iterdir():
            if folder.name.startswith("00000"):
                shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
        pool = await Pool.start(data_dir, workers=1, seconds=5, memory_mb=256)
        try:
            assert await ask(pool, 8) == newest
            assert await ask(pool, 2) == second
            assert [await ask(pool, number) for number in (1, 3, 4)]
            rows = await pool.rows("ASK { ?s ?p ?o }", edition=3)
            assert rows.edition == 3
        finally:
            await pool.close()
        left = {p.name for p in (data_dir / "rebuilt").iterdir() if p.is_dir()}
        assert len(left) <= 4

    asyncio.run(work())

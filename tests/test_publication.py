"""Publishing: the log first, each current triple once, nothing lost in a crash."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from oogo.errors import BusyError, ConflictError, NotFoundError
from oogo.publication import Publisher, verify
from oogo.reach import body_of
from oogo.store import edition

MEETING = Triple(
    NamedNode("https://w3id.org/oogo/id/overleg/test-1"),
    NamedNode("https://w3id.org/oogo/def/datum"),
    Literal("2019-04-18"),
)
OTHER = Triple(MEETING.subject, MEETING.predicate, Literal("2020-01-01"))
FIRST = "https://w3id.org/oogo/graph/aanlevering/first"
SECOND = "https://w3id.org/oogo/graph/aanlevering/second"


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with Publisher(tmp_path) as writer:
        yield writer


def count(data_dir: Path) -> int:
    """How many dates the newest edition's default graph gives for the meeting."""
    query = "SELECT ?o WHERE { <https://w3id.org/oogo/id/overleg/test-1> ?p ?o }"
    with edition.reading(data_dir) as (_, store):
        return len(list(store.query(query)))


def send(publisher: Publisher, graph: str, *triples: Triple) -> None:
    publisher.publish({graph: triples}, agent="urn:x:sender", activity="aanlevering")


def test_one_process_publishes_again_and_again_with_the_store_it_has(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A store that something still holds would be made anew from the whole log each time."""
    part = NamedNode("https://w3id.org/oogo/def/heeftDeelname")
    folders = set()
    for turn in range(3):
        body_of.cache_clear()
        with Publisher(tmp_path) as publisher:
            send(publisher, f"{FIRST}{turn}", Triple(MEETING.subject, part, OTHER.subject))
        folders |= {path.name for path in tmp_path.glob("store*")}
    assert len(folders) == 1
    assert "made anew" not in caplog.text


def test_a_store_is_made_anew_under_a_name_that_it_never_had(tmp_path: Path) -> None:
    """The engine may still hold each of the folders in which it failed."""
    with Publisher(tmp_path) as publisher:
        send(publisher, FIRST, MEETING)
    names = {"store"}
    held = [Store(str(tmp_path / "store"))]
    for turn in range(3):
        with Publisher(tmp_path) as publisher:
            send(publisher, f"{SECOND}{turn}", MEETING)
        # What is held may put a file back into a folder that went.
        (anew,) = {path.name for path in tmp_path.glob("store*")} - names
        held.append(Store(str(tmp_path / anew)))
        names.add(anew)
    assert verify(tmp_path) == []


def withdraw(publisher: Publisher, graph: str) -> None:
    publisher.publish({}, agent="urn:x:sender", activity="intrekking", withdraws=[graph])


def test_one_fact_of_two_senders_counts_once_until_both_withdraw(
    publisher: Publisher, tmp_path: Path
) -> None:
    send(publisher, FIRST, MEETING)
    send(publisher, SECOND, MEETING)
    counts = [count(tmp_path)]
    withdraw(publisher, FIRST)
    counts.append(count(tmp_path))
    withdraw(publisher, SECOND)
    counts.append(count(tmp_path))
    assert counts == [1, 1, 0]


def test_a_superseded_graph_is_kept_but_does_not_count(
    publisher: Publisher, tmp_path: Path
) -> None:
    send(publisher, FIRST, MEETING)
    publisher.publish(
        {SECOND: [OTHER]}, agent="urn:x:sender", activity="aanlevering", supersedes=[FIRST]
    )
    with edition.reading(tmp_path) as (_, store):
        now = {q.object for q in store.quads_for_pattern(MEETING.subject, None, None)}
        kept = list(store.quads_for_pattern(None, None, None, NamedNode(FIRST)))
        default = store.query("SELECT ?o WHERE { <https://w3id.org/oogo/id/overleg/test-1> ?p ?o }")
        assert [row["o"] for row in default] == [OTHER.object]
    assert now == {MEETING.object, OTHER.object}
    assert len(kept) == 1


def test_a_graph_cannot_be_withdrawn_twice_or_when_unknown(publisher: Publisher) -> None:
    send(publisher, FIRST, MEETING)
    withdraw(publisher, FIRST)
    with pytest.raises(ConflictError):
        withdraw(publisher, FIRST)
    with pytest.raises(NotFoundError):
        withdraw(publisher, SECOND)


def test_an_older_edition_being_read_stays_the_same_and_is_not_pruned(
    publisher: Publisher, tmp_path: Path
) -> None:
    send(publisher, FIRST, MEETING)
    with edition.reading(tmp_path) as (number, store):
        for turn in range(6):
            send(publisher, f"{FIRST}{turn}", OTHER)
        assert store.query("ASK { ?s ?p '2019-04-18' }")
        assert not store.query("ASK { ?s ?p '2020-01-01' }")
        assert (tmp_path / "checkpoints" / f"{number:06d}").is_dir()
    send(publisher, SECOND, OTHER)
    left = [p.name for p in (tmp_path / "checkpoints").iterdir() if p.is_dir()]
    assert sorted(left) == ["000006", "000007", "000008"]


def test_a_second_writer_is_refused_with_a_remedy(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(BusyError, match="--data-dir"):
        Publisher(tmp_path)


def test_a_lost_store_comes_back_from_the_log(tmp_path: Path) -> None:
    with Publisher(tmp_path) as publisher:
        send(publisher, FIRST, MEETING)
        send(publisher, SECOND, MEETING)
        withdraw(publisher, FIRST)
        before = set(publisher.embedded.store)
    (store,) = tmp_path.glob("store*")
    for file in store.iterdir():
        file.unlink()
    (tmp_path / "current").unlink()
    with Publisher(tmp_path) as publisher:
        assert set(publisher.embedded.store) == before
    assert count(tmp_path) == 1


CRASH = """
import os, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Triple
from oogo.publication import Publisher
from oogo.store.embedded import Embedded
step = sys.argv[2]
def die(*_):
    os.kill(os.getpid(), 9)
if step == "apply":
    Embedded.apply = die
elif step == "settle":
    Embedded._settle = die
elif step == "derive":
    import oogo.publication
    oogo.publication.derive = die
elif step == "checkpoint":
    import oogo.store.edition
    oogo.store.edition.publish = die
with Publisher(Path(sys.argv[1])) as publisher:
    publisher.publish(
        {"https://w3id.org/oogo/graph/aanlevering/first": [
            Triple(NamedNode("https://w3id.org/oogo/id/overleg/test-1"),
                   NamedNode("https://w3id.org/oogo/def/datum"), Literal("2019-04-18"))]},
        agent="urn:x:sender", activity="aanlevering")
"""


@pytest.mark.parametrize("step", ["apply", "settle", "derive", "checkpoint"])
def test_what_was_logged_survives_a_kill_at_any_step_after_it(tmp_path: Path, step: str) -> None:
    with Publisher(tmp_path) as publisher:
        send(publisher, SECOND, OTHER)
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(tmp_path), step], check=False, env=dict(os.environ)
    )
    assert done.returncode == -9
    assert verify(tmp_path) == []
    assert edition.current(tmp_path).number == 2
    assert count(tmp_path) == 2


def test_verify_finds_a_triple_that_no_graph_states(tmp_path: Path) -> None:
    with Publisher(tmp_path) as publisher:
        send(publisher, FIRST, MEETING)
        publisher.embedded.store.add(Quad(OTHER.subject, OTHER.predicate, OTHER.object))
    assert [line[:29] for line in verify(tmp_path)] == ["te veel in de standaardgraaf:"]


def test_verify_finds_a_triple_missing_from_the_default_graph(tmp_path: Path) -> None:
    with Publisher(tmp_path) as publisher:
        send(publisher, FIRST, MEETING)
        publisher.embedded.store.remove(Quad(MEETING.subject, MEETING.predicate, MEETING.object))
    assert [line[:31] for line in verify(tmp_path)] == ["ontbreekt in de standaardgraaf:"]


@pytest.mark.parametrize("number", [1, 2])
def test_verify_finds_a_flipped_byte_anywhere_in_the_log(tmp_path: Path, number: int) -> None:
    with Publisher(tmp_path) as publisher:
        send(publisher, FIRST, MEETING)
        send(publisher, SECOND, MEETING)
    file = tmp_path / "log" / f"00000{number}.nq.zst"
    whole = file.read_bytes()
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        file.write_bytes(damaged)
        assert verify(tmp_path), f"byte {place} of {len(whole)} was flipped unseen"
    file.write_bytes(whole)
    assert verify(tmp_path) == []


def test_publishing_the_release_twice_makes_one_edition(edition_dir: Path) -> None:
    with Publisher(edition_dir) as publisher:
        before = publisher.log.newest
        publisher.release()
        assert publisher.log.newest == before
    assert verify(edition_dir) == []


def test_of_four_who_publish_the_same_at_once_one_wins(
    publisher: Publisher, tmp_path: Path
) -> None:
    gate = threading.Barrier(4)

    def publish(number: int) -> int:
        gate.wait()
        try:
            return publisher.publish(
                {FIRST: [MEETING]},
                agent=f"urn:x:sender-{number}",
                activity="aanlevering",
                expects={FIRST: 0},
            ).number
        except ConflictError as error:
            assert "publicatie 1" in error.nl
            return 409

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(publish, range(4))) == [1, 409, 409, 409]
    assert publisher.log.newest == 1


def test_who_saw_an_older_state_of_a_graph_is_told_which_publication_came_between(
    publisher: Publisher,
) -> None:
    def replace(number: int) -> int:
        return publisher.publish(
            {FIRST: [OTHER]}, agent="urn:x:sender", activity="x", expects={FIRST: number}
        ).number

    send(publisher, FIRST, MEETING)
    send(publisher, SECOND, OTHER)
    assert publisher.changed_in(FIRST) == 1
    assert replace(1) == 3
    with pytest.raises(ConflictError, match="publicatie 3"):
        replace(1)
    withdraw(publisher, FIRST)
    assert publisher.changed_in(FIRST) == 4
    assert publisher.changed_in("https://w3id.org/oogo/graph/aanlevering/none") == 0


def test_two_spellings_of_one_value_are_one(publisher: Publisher, tmp_path: Path) -> None:
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    for text in ("1", "01"):
        send(
            publisher,
            FIRST,
            Triple(MEETING.subject, MEETING.predicate, Literal(text, datatype=integer)),
        )
        assert count(tmp_path) == 1
    assert publisher.embedded.differences() == (set(), set())

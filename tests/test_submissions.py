"""The record of a submission: whole on disk or not at all, its state read from the edition."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from oogo import submissions as module
from oogo.content import folder
from oogo.errors import ConflictError, DiskFullError, ForbiddenError, NotFoundError
from oogo.intake import parse
from oogo.keys import Key, Keys
from oogo.publication import Publisher, verify
from oogo.report import Report
from oogo.store import edition
from oogo.store.embedded import PROVENANCE
from oogo.store.log import disk_full
from oogo.submissions import Delivered, Record, State, Submissions
from oogo.validation import validate
from oogo.waivers import Waivers, waive

TOMORROW = date.today() + timedelta(days=1)
ACCEPTED = Report("afspraken.ttl", "2026-11-22", 1, (), {})
NOTHING = replace(ACCEPTED, checked=0)
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@pytest.fixture
def data_dir(edition_dir: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(edition_dir, copy, symlinks=True)
    return copy


@pytest.fixture
def key(data_dir: Path) -> Key:
    return Keys(data_dir).add("PO2604", "aanleveraar", TOMORROW)[0]


def delivered(*things: str, report: Report = ACCEPTED, licence: str = CC0) -> Delivered:
    graph = "".join(
        f"<https://w3id.org/oogo/id/{thing}> {TYPE} <https://w3id.org/oogo/def/Afspraak> .\n"
        for thing in things or ("afspraak/PO2604-a",)
    ).encode()
    return Delivered("afspraken.ttl", "text/turtle", graph, graph, report, "0" * 64, licence)


def publish(kept: Submissions, record: Record, key: Key) -> None:
    kept.publish(record, ACCEPTED, key)


def test_kept_whole(data_dir: Path, key: Key) -> None:
    kept = Submissions(data_dir)
    record = kept.keep(delivered(), key)
    assert kept.find(record.id) == record
    assert kept.original(record) == delivered().data
    assert kept.report(record) == ACCEPTED
    assert len(kept.triples(record)) == 1
    assert record.things == ("https://w3id.org/oogo/id/afspraak/PO2604-a",)
    folder = data_dir / "submissions" / record.id
    assert {path.name for path in folder.iterdir()} == {
        "original",
        "graph.nt",
        "report.json",
        "record.json",
    }
    assert all(path.stat().st_mode & 0o077 == 0 for path in [folder, *folder.iterdir()])


@pytest.mark.parametrize("id_", ["", "..", "../keys.json", "01M80D5HWKVF82TKX9AE5W7TM8", "x" * 26])
def test_what_is_no_number(data_dir: Path, id_: str) -> None:
    with pytest.raises(NotFoundError):
        Submissions(data_dir).find(id_)


def test_states(data_dir: Path, key: Key) -> None:
    kept = Submissions(data_dir)
    assert kept.state(kept.keep(delivered(report=NOTHING), key)) is State.DRAFT
    first = kept.keep(delivered(), key)
    assert kept.state(first) is State.SUBMITTED
    publish(kept, first, key)
    assert kept.state(first) is State.PUBLISHED
    second = kept.keep(delivered(), key)
    assert kept.earlier(second) == (first,)
    publish(kept, second, key)
    assert (kept.state(first), kept.state(second)) == (State.SUPERSEDED, State.PUBLISHED)
    kept.withdraw(second, key)
    assert kept.state(second) is State.WITHDRAWN
    assert kept.successor(first) is None
    third = kept.keep(delivered(), key)
    assert kept.earlier(third) == ()
    publish(kept, third, key)
    assert kept.successor(first) == kept.successor(second) == third
    for record in (first, second, third):
        with pytest.raises(ConflictError):
            publish(kept, record, key)
    for record in (first, second):
        with pytest.raises(ConflictError):
            kept.withdraw(record, key)
    assert verify(data_dir) == []


def test_the_graph_counts_while_it_is_current(data_dir: Path, key: Key) -> None:
    kept = Submissions(data_dir)
    record = kept.keep(delivered(), key)
    (triple,) = kept.triples(record)

    def counts() -> bool:
        with edition.reading(data_dir) as (_, store):
            return any(
                quad.graph_name.value == "https://w3id.org/oogo/graph/aanlevering/" + record.id
                if hasattr(quad.graph_name, "value")
                else True
                for quad in store.quads_for_pattern(triple.subject, None, None, None)
            )

    assert not counts()
    publish(kept, record, key)
    assert counts()


def test_only_the_same_things_are_superseded(data_dir: Path, key: Key) -> None:
    kept = Submissions(data_dir)
    shared = "samenwerkingsverband/PO2604"
    first = kept.keep(delivered("afspraak/PO2604-a", shared), key)
    publish(kept, first, key)
    other = kept.keep(delivered("afspraak/PO2604-b", shared), key)
    assert kept.earlier(other) == ()
    stated = kept.keep(delivered("afspraak/PO2604-b", shared), key, supersedes=(first.id,))
    assert kept.earlier(stated) == (first,)
    nothing = kept.keep(delivered("afspraak/PO2604-a"), key, supersedes=())
    assert kept.earlier(nothing) == ()
    area = kept.keep(delivered(shared), key)
    assert kept.earlier(area) == ()


def test_a_plan_is_not_superseded_by_a_file_with_its_meetings(data_dir: Path, key: Key) -> None:
    """Both templates have sheets for meetings; only the same template, or triples, come again."""
    kept = Submissions(data_dir)

    def keep(template: str, *things: str) -> Record:
        return kept.keep(delivered(*things, report=replace(ACCEPTED, template=template)), key)

    plan = keep("ondersteuningsplan", "plan/PO2604-p", "overleg/PO2604-o")
    publish(kept, plan, key)
    meetings = keep("overleg", "overleg/PO2604-o")
    assert (kept.earlier(meetings), kept.beside(meetings)) == ((), (plan,))
    publish(kept, meetings, key)
    assert kept.state(plan) is kept.state(meetings) is State.PUBLISHED
    again = keep("overleg", "overleg/PO2604-o")
    assert (kept.earlier(again), kept.beside(again)) == ((meetings,), (plan,))
    publish(kept, again, key)
    assert (kept.successor(plan), kept.successor(meetings)) == (None, again)
    triples = keep("", "overleg/PO2604-o")
    assert (set(kept.earlier(triples)), kept.beside(triples)) == ({plan, again}, ())


def test_others_stay_out(data_dir: Path, key: Key) -> None:
    kept = Submissions(data_dir)
    record = kept.keep(delivered(), key)
    stranger = Keys(data_dir).add("0632", "aanleveraar", TOMORROW)[0]
    with pytest.raises(ForbiddenError):
        publish(kept, record, stranger)
    with pytest.raises(ForbiddenError):
        kept.withdraw(record, stranger)
    with pytest.raises(ForbiddenError):
        kept.keep(delivered(), stranger, supersedes=(record.id,))
    theirs = kept.keep(delivered(), stranger)
    publish(kept, record, key)
    assert kept.earlier(theirs) == ()
    publish(kept, theirs, stranger)
    assert kept.state(record) is kept.state(theirs) is State.PUBLISHED


def test_not_accepted_or_without_licence(data_dir: Path, key: Key) -> None:
    kept = Submissions(data_dir)
    with pytest.raises(ConflictError) as caught:
        kept.publish(kept.keep(delivered(), key), NOTHING, key)
    assert caught.value.place == "report"
    with pytest.raises(ConflictError) as caught:
        publish(kept, kept.keep(delivered(licence=""), key), key)
    assert caught.value.place == "licence"


def test_a_full_disk_leaves_nothing_half(
    data_dir: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Submissions(data_dir)
    record = kept.keep(delivered(), key)

    def full(*_: object, **__: object) -> None:
        raise disk_full()

    with monkeypatch.context() as patched:
        patched.setattr(Publisher, "publish", full)
        with pytest.raises(DiskFullError):
            publish(kept, record, key)
        patched.setattr(module, "write_folder", full)
        with pytest.raises(DiskFullError):
            kept.keep(delivered(), key)
    assert [each.id for each in kept.of(key.organisation)] == [record.id]
    assert kept.state(record) is State.SUBMITTED
    publish(kept, record, key)
    assert kept.state(record) is State.PUBLISHED


def test_a_crash_half_way(data_dir: Path, key: Key) -> None:
    """What stands in a folder that was not renamed was never acknowledged."""
    left = data_dir / "submissions" / "01M80D5HWKVF82TKX9AE5W7TM8.part"
    left.mkdir(parents=True)
    (left / "original").write_bytes(b"x")
    kept = Submissions(data_dir)
    assert not left.exists()
    assert kept.of(key.organisation) == ()


def test_origin_tells_what_was_superseded(data_dir: Path, key: Key) -> None:
    kept = Submissions(data_dir)
    first, second = (kept.keep(delivered(), key) for _ in range(2))
    publish(kept, first, key)
    publish(kept, second, key)
    with edition.reading(data_dir) as (_, store):
        said = {
            (quad.predicate.value.rpartition("/")[2], getattr(quad.object, "value", ""))
            for quad in store.quads_for_pattern(None, None, None, None)
            if getattr(quad.subject, "value", "") == second.graph
        }
    assert ("vervangtAanlevering", first.graph) in said
    assert ("invoerder", key.organisation) in said
    assert ("license", CC0) in said
    assert ("aantalWaarschuwingen", "0") in said


def test_the_record_is_plain_json(data_dir: Path, key: Key) -> None:
    record = Submissions(data_dir).keep(delivered(), key)
    text = (data_dir / "submissions" / record.id / "record.json").read_text()
    assert json.loads(text)["organisation"] == key.organisation
    assert key.digest not in text


def test_the_graph_of_origins_says_what_was_waived(data_dir: Path, key: Key) -> None:
    bad = folder("examples") / "fout-vijf-jaar.ttl"
    with edition.reading(data_dir) as (_, store):
        found = validate(parse(bad.read_bytes(), name=bad.name), store, on=date.today())
    inspection = "https://w3id.org/oogo/id/organisatie/inspectie"
    waivers = Waivers(data_dir)
    waiver = waivers.grant(
        "PO-06a",
        key.organisation,
        ground="overmacht",
        document="besluit 7",
        until=TOMORROW.isoformat(),
        granted_by=inspection,
    )
    findings = waive(found.findings, waivers.all(), key.organisation, date.today())
    report = replace(found, findings=findings)
    assert report.counts["waived"] == 1
    kept = Submissions(data_dir)
    record = kept.keep(delivered(report=report), key)
    kept.publish(record, report, key)
    about = NamedNode(f"https://w3id.org/oogo/id/ontheffing/{waiver.id}")
    with edition.reading(data_dir) as (_, store):
        said = {
            quad.predicate.value.replace("#", "/").rpartition("/")[2]: quad.object.value
            for quad in store.quads_for_pattern(about, None, None, PROVENANCE)
        }
        influenced = store.quads_for_pattern(NamedNode(record.graph), None, about, PROVENANCE)
        assert len(list(influenced)) == 1
    assert said["wasAttributedTo"] == inspection
    assert said["description"] == "overmacht"
    assert said["bibliographicCitation"] == "besluit 7"
    assert said["invalidatedAtTime"] == f"{TOMORROW}T00:00:00Z"
    assert said["generatedAtTime"] == waiver.granted_at
    assert verify(data_dir) == []

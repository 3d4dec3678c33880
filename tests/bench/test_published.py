"""All deliveries of a made-up country are checked, and exactly its planted mistakes are found.

Checked together they give what each delivery gives alone.
"""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store
from rdflib import XSD

from oogo import intake, published
from oogo.addresses import BASE
from oogo.bench.generate import faults_file
from oogo.cli import main
from oogo.content import folder
from oogo.intake import Submission
from oogo.publication import Publisher, ensure
from oogo.published import Published, check_published
from oogo.report import Finding
from oogo.store import edition
from oogo.submissions import GRAPH
from oogo.validation import validate
from oogo.waivers import Waiver

ON = date(2025, 1, 1)
NOTHING_CHECKED = "KW-00"
EXAMPLES = sorted(folder("examples").glob("*.ttl"))


@pytest.fixture(scope="module")
def found(faulty_dir: Path) -> Published:
    return check_published(faulty_dir, on=ON, processes=2)


def planted(data_dir: Path) -> set[tuple[str, str, str]]:
    with faults_file(data_dir.with_suffix(".nq.zst")).open(encoding="utf-8", newline="") as file:
        return {(row["rule"], row["focus"], row["graph"]) for row in csv.DictReader(file)}


def test_every_planted_mistake_is_found_in_its_delivery_and_no_other(
    found: Published, faulty_dir: Path
) -> None:
    violations = {(f.rule, f.focus, g) for g, f in found.findings if f.severity == "violation"}
    assert violations == planted(faulty_dir)
    assert len(violations) > 3
    assert not found.accepted
    assert all(finding.actor["nl"] for _, finding in found.findings)


def test_a_waiver_counts_for_its_organisation_alone(found: Published, faulty_dir: Path) -> None:
    graph, finding = next((g, f) for g, f in found.findings if f.severity == "violation")
    now = datetime.now(UTC).isoformat()
    sender = "https://w3id.org/oogo/id/samenwerkingsverband/niemand"
    waiver = Waiver("1", finding.rule, sender, "proef", "besluit 1", "2030-01-01", sender, now)
    same = check_published(faulty_dir, on=ON, waivers=[waiver], processes=1)
    assert same.counts == found.counts
    assert graph in {where for where, _ in same.findings}


def test_the_command_tells_and_its_exit_code_says_that_something_is_wrong(
    faulty_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "uit.json"
    options = ["--data-dir", str(faulty_dir), "--peildatum", ON.isoformat()]
    asked = ["validate", "--published", "--format", "json", "-o", str(target), *options]
    assert main(asked) == 1
    said = json.loads(target.read_text("utf-8"))
    assert said["counts"]["violation"] == len(planted(faulty_dir))
    assert f"van {said['deliveries']} aanleveringen getoetst" in capsys.readouterr().err
    assert main(["validate", "--published", "plan.ttl", *options]) == 2
    assert main(["validate", *options]) == 2


def alone(data_dir: Path) -> set[tuple[str, Finding]]:
    """What is found in each delivery when it is held against the rules by itself."""
    found = set()
    with edition.reading(data_dir) as (_, store):
        for graph in published._deliveries(store):
            own = store.quads_for_pattern(None, None, None, NamedNode(graph))
            submission = Submission("", "", tuple(quad.triple for quad in own))
            report = validate(submission, store, on=ON)
            found |= {(graph, each) for each in report.findings if each.rule != NOTHING_CHECKED}
    return found


def together(data_dir: Path) -> set[tuple[str, Finding]]:
    """What is found in all deliveries at once."""
    every = check_published(data_dir, on=ON, processes=2).findings
    return {(graph, replace(finding, actor={})) for graph, finding in every}


def test_a_delivery_gives_among_others_what_it_gives_alone(
    found: Published, faulty_dir: Path
) -> None:
    assert found.deliveries > 100
    assert {(g, replace(f, actor={})) for g, f in found.findings} == alone(faulty_dir)


@pytest.fixture(scope="module")
def examples_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with all examples as deliveries, each about things of its own."""
    data_dir = tmp_path_factory.mktemp("examples")
    ensure(data_dir)
    with Publisher(data_dir) as publisher:
        for number, file in enumerate(EXAMPLES):
            apart = file.read_text("utf-8").replace("voorbeeld", f"voorbeeld{number}")
            publish(publisher, number, apart)
    return data_dir


def publish(publisher: Publisher, number: int, text: str) -> None:
    triples = intake.parse(text.encode(), name="a.ttl").graph
    graphs = {f"{GRAPH}{number:026d}": triples}
    publisher.publish(graphs, agent=BASE + "id/programma/oogo", activity="test")


def test_examples_give_among_others_what_they_give_alone(examples_dir: Path) -> None:
    found = together(examples_dir)
    assert found == alone(examples_dir)
    broken = {graph for graph, finding in found if finding.severity == "violation"}
    assert len(broken) == len([file for file in EXAMPLES if file.stem.startswith("fout-")])


def test_what_two_say_of_one_thing_counts_together_in_whatever_batch(
    examples_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A meeting has one date (shapes/overleg.ttl, KW-09): each sender gives one, but another.
    meeting = f"<{BASE}id/overleg/twee> a oogo:BestuurlijkOverleg ; oogo:datum "
    days = {200: "2024-03-01", 201: "2024-03-02"}
    with Publisher(examples_dir) as publisher:
        for number, day in days.items():
            text = f'PREFIX oogo: <{BASE}def/> {meeting} "{day}"^^<{XSD.date}> .'
            publish(publisher, number, text)
    for together in (1, 100_000):
        monkeypatch.setattr(published, "_TOGETHER", together)
        with edition.hold(edition.current(examples_dir)) as newest:
            graphs = tuple(published._deliveries(Store.read_only(str(newest.path))))
            done = published._check(published._Task(str(newest.path), graphs, ON, ()))
        dated = [graph for graph, finding in done.findings if finding.rule == "KW-09"]
        assert dated == [f"{GRAPH}{number:026d}" for number in days]


def test_a_check_that_fails_is_no_check(faulty_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = published._Task(str(faulty_dir / "weg"), ("graaf",), ON, ())
    with pytest.raises(OSError, match="weg"):
        published._in_processes([task], 1, 1, print)

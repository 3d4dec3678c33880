"""All deliveries of a made-up country are checked, and exactly its planted mistakes are found."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oogo import published
from oogo.bench.generate import faults_file
from oogo.cli import main
from oogo.published import Published, check_published
from oogo.waivers import Waiver

ON = date(2025, 1, 1)


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


def test_a_check_that_fails_is_no_check(faulty_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = published._Task(str(faulty_dir / "weg"), ("graaf",), ON, ())
    with pytest.raises(OSError, match="weg"):
        published._in_processes([task], 1, 1, print)

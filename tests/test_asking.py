"""Asking by command; what cannot be read or written is told in one line, with exit code 2."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from oogo.cli import main

PUPIL_TRANSPORT = "https://w3id.org/oogo/begrip/onderwerp/leerlingenvervoer"
ASKED = ["ask", "afspraken-per-sector", "-p", f"onderwerp={PUPIL_TRANSPORT}"]


def test_an_answer_says_the_same_in_every_format(edition_dir: Path, tmp_path: Path) -> None:
    """Pupil transport: 63, 54, 14 and 56 percent (source 000, tables 2-14b, 2-16b, 3-4b, 4-3b)."""
    wanted = {"po": 63, "vo": 54, "mbo": 14, "(v)so": 56}
    for name in ("csv", "json"):
        file = tmp_path / name
        there = ["--format", name, "-o", str(file), "--data-dir", str(edition_dir)]
        assert main([*ASKED, *there]) == 0
    with (tmp_path / "csv").open(encoding="utf-8", newline="") as read:
        assert {row["sectorcode"]: int(row["percentage"]) for row in csv.DictReader(read)} == wanted
    rows = json.loads((tmp_path / "json").read_text("utf-8"))["rows"]
    assert {row["sectorcode"]: row["percentage"] for row in rows} == wanted


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sparql", "-f", "{missing}"], "{missing} kan niet gelezen"),
        (["sparql", "-f", "{bytes}"], "geen tekst in UTF-8"),
        (["sparql"], "geef één vraag"),
        (["sparql", "SELECT ?s {} LIMIT"], "geen geldige SPARQL"),
        (["sparql", "SELECT * { ?s ?p ?o }", "--format", "ttl"], "formaten"),
        (["ask", "no-such-question"], "er is geen vraag ‘no-such-question’"),
        (["ask", "afspraken-per-sector", "-p", "onderwerp"], "‘onderwerp’ is geen parameter"),
        ([*ASKED, "-o", "{missing}/answer.csv"], "{missing}/answer.csv kan niet gelezen of gesch"),
        ([*ASKED, "-o", "{folder}"], "{folder} kan niet gelezen of geschreven worden"),
        (["template", "overleg", "-o", "{missing}/x.xlsx"], "{missing}/x.xlsx kan niet gelezen"),
        (["import", "transcription", "{missing}"], "{missing} kan niet gelezen"),
        (["import", "transcription"], "noem de bestanden"),
        (["validate", "{missing}"], "{missing} kan niet gelezen"),
    ],
)
def test_what_does_not_work_is_told_in_one_line(
    arguments: list[str],
    told: str,
    edition_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "bytes").write_bytes(b"SELECT \xd0\xff")
    places = {name: str(tmp_path / name) for name in ("missing", "bytes")}
    places["folder"] = str(tmp_path)
    said = [each.format_map(places) if each[:1] in "{/" else each for each in arguments]
    assert main([*said, "--data-dir", str(edition_dir)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told.format_map(places) in line


def test_no_folder_is_made_where_there_is_nothing_to_verify(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--data-dir", str(tmp_path / "none")]) == 2
    assert "is geen logboek" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_who_stops_reading_breaks_nothing(edition_dir: Path) -> None:
    text = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
    command = [sys.executable, "-m", "oogo", "sparql", text, "--data-dir", str(edition_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().split(b",") == [b"s", b"p", b"o\r\n"]
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0

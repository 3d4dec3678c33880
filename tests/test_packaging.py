"""The wheel is whole: unpacked in an empty folder it answers the same as the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command of the unpacked wheel; the checkout is not importable here."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    return subprocess.run(
        [sys.executable, "-P", "-m", "oogo", *arguments],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_wheel_holds_every_file_of_the_content_folders(unpacked: Path) -> None:
    for name in ("ontology", "shapes", "queries", "data", "examples", "docs", "tests/shapes"):
        ours = {p.relative_to(ROOT / name) for p in (ROOT / name).rglob("*.*") if p.is_file()}
        theirs = {
            p.relative_to(unpacked / "oogo" / "content" / name)
            for p in (unpacked / "oogo" / "content" / name).rglob("*.*")
            if p.is_file()
        }
        assert theirs == ours, name


def test_the_wheel_answers_a_question_in_an_empty_folder(unpacked: Path, tmp_path: Path) -> None:
    done = run(unpacked, tmp_path, "ask", "afspraken-per-sector", "--format", "csv")
    assert done.returncode == 0, done.stderr
    # Source 000, lines 2142, 2529, 4243 and 5341: 63, 54, 14 and 56 per cent.
    assert [value for value in ("63", "54", "14", "56") if value in done.stdout] == [
        "63",
        "54",
        "14",
        "56",
    ]


def test_the_wheel_is_what_ran(unpacked: Path, tmp_path: Path) -> None:
    code = "import oogo.content; print(oogo.content.folder('queries'))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == str(unpacked / "oogo" / "content" / "queries")

"""What the README says is what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from oogo.content import folder
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ (.+?)\n(.*?)```", README, re.S)


@pytest.mark.parametrize(("command", "output"), CONSOLE, ids=[c for c, _ in CONSOLE])
def test_each_command_of_the_readme_gives_the_output_beside_it(
    command: str, output: str, edition_dir: Path
) -> None:
    name, *arguments = shlex.split(command)
    assert name == ".venv/bin/oogo"
    done = subprocess.run(
        [sys.executable, "-m", "oogo", *arguments, "--data-dir", str(edition_dir)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    # The date of today and the number of the edition may differ; nothing else may.
    said = re.sub(r"peildatum \d{4}-\d\d-\d\d", "peildatum …", done.stdout)
    said = re.sub(r"Editie \d+\.", "Editie 1.", said)
    assert said == output


def test_the_readme_shows_a_question_and_a_validation() -> None:
    assert [command.split()[1] for command, _ in CONSOLE] == ["ask", "validate"]


def test_the_readme_names_each_example() -> None:
    for example in folder("examples").iterdir():
        assert f"`{example.name}`" in README


def test_every_file_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", README):
        assert (ROOT / target).exists(), target

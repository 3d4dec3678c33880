"""What the page for integrators tells them to do, does what it says; its client keeps up."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from oogo.addresses import BASE
from oogo.bench.processes import free_port
from oogo.publication import Publisher
from oogo.rdf import GRAPH
from tests.conftest import ROOT
from tests.serving import serving

HERE = "http://127.0.0.1:8000"
TEXT = (ROOT / "docs" / "integrators.md").read_text(encoding="utf-8")
FENCES = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.S)
COMMANDS = [
    (command, output)
    for kind, text in FENCES
    if kind == "console"
    for command, output in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", text, re.M)
]
PROGRAMS = {
    text.removeprefix("# ").partition(".py")[0]: (text, after if kind == "text" else "")
    for (_, text), (kind, after) in pairwise(FENCES)
    if text.startswith("# ")
}


@pytest.fixture(scope="module")
def address(edition_dir: Path) -> Iterator[str]:
    with serving(edition_dir) as found:
        yield found


def test_the_page_has_commands_and_programs() -> None:
    assert len(COMMANDS) >= 9
    assert {name for name, (_, printed) in PROGRAMS.items() if printed} == {
        "vraag",
        "model",
        "begin",
    }
    assert "volg" in PROGRAMS


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_each_command_gives_what_stands_below_it(
    command: str, output: str, address: str, tmp_path: Path
) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not on this machine")
    done = subprocess.run(
        ["bash", "-c", command.replace(HERE, address)],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout.replace(address, HERE) == output, done.stderr


@pytest.mark.parametrize("name", sorted(set(PROGRAMS) - {"volg"}))
def test_each_program_prints_what_stands_below_it(name: str, address: str, tmp_path: Path) -> None:
    program = tmp_path / f"{name}.py"
    text, printed = PROGRAMS[name]
    program.write_text(text.replace(HERE, address), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, program], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert done.stdout == printed, done.stderr


@contextmanager
def service(data_dir: Path) -> Iterator[str]:
    """The service as a process of its own."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "oogo", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen([*command, "--data-dir", str(data_dir)]) as process:
        try:
            while not _ready(address):
                assert process.poll() is None
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()


def _ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/ready", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except URLError:
        return False


def pages_done(copy: Path) -> int:
    with closing(sqlite3.connect(copy)) as base:
        try:
            return int(base.execute("SELECT COUNT(*) FROM place").fetchone()[0])
        except sqlite3.OperationalError:  # it has not begun
            return 0


def held(copy: Path) -> set[Quad]:
    with closing(sqlite3.connect(copy)) as base:
        lines = "\n".join(line for (line,) in base.execute("SELECT line FROM quad"))
    return set(parse(lines, RdfFormat.N_QUADS))


def publish(data_dir: Path, *values: str) -> None:
    """A graph that says this and nothing else from now on."""
    thing, says = NamedNode(BASE + "id/proef/a"), NamedNode(BASE + "id/proef/zegt")
    triples = {Triple(thing, says, NamedNode(f"{BASE}id/proef/{value}")) for value in values}
    with Publisher(data_dir) as publisher:
        publisher.publish({GRAPH + "proef": triples}, agent=BASE + "id/x", activity="proef")


def test_the_client_of_the_page_keeps_up_also_when_killed(
    edition_dir: Path, tmp_path: Path
) -> None:
    """Over HTTP, from another process, killed half-way, with things that come and go meanwhile."""
    data_dir, copy, program = tmp_path / "data", tmp_path / "copy.sqlite", tmp_path / "volg.py"
    shutil.copytree(edition_dir, data_dir, symlinks=True)
    program.write_text(PROGRAMS["volg"][0], encoding="utf-8")
    publish(data_dir, "b", "c", "d")
    with service(data_dir) as address:
        command = [sys.executable, str(program), f"{address}/", str(copy)]
        with subprocess.Popen(command) as client:
            while pages_done(copy) < 8:
                assert client.poll() is None
                time.sleep(0.01)
            os.kill(client.pid, signal.SIGKILL)
        assert client.returncode == -signal.SIGKILL
        half = held(copy)
        publish(data_dir, "c", "e")
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=100)
        with urlopen(f"{address}/dumps/3/oogo.nq.gz", timeout=100) as answer:  # noqa: S310
            dump = set(parse(gzip.decompress(answer.read()), RdfFormat.N_QUADS))
    assert held(copy) == dump
    assert len(half) < len(dump)
    assert done.stdout == f"{len(dump)} quads\n"
    said = {q.object.value for q in dump if q.graph_name == NamedNode(GRAPH + "proef")}
    assert {each.rpartition("/")[2] for each in said} == {"c", "e"}


def test_the_address_of_the_api_says_what_the_api_is(address: str) -> None:
    """The catalogue names it; who goes there finds OpenAPI, or the page."""
    with urlopen(f"{address}/api/v1") as answer:  # noqa: S310
        assert json.load(answer)["openapi"].startswith("3.1")
    with urlopen(Request(f"{address}/api/v1", headers={"Accept": "text/html"})) as answer:  # noqa: S310
        assert answer.url == f"{address}/api/v1/docs"
    with urlopen(f"{address}/docs/integrators.md") as answer:  # noqa: S310
        assert answer.read().decode() == TEXT

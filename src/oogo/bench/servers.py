"""Stores of other makers, started on loopback for a run or a test, each in a folder of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oogo.bench.processes import free_port, served

__all__ = ["Virtuoso", "oxigraph", "program", "run", "virtuoso"]

_SETTINGS = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
ServerThreads = 20
DisableTcpSocket = 0
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 16
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
MaxQueryCostEstimationTime = 0
"""


@dataclass(frozen=True)
class Virtuoso:
    """A running Virtuoso: where it answers SPARQL, where SQL, and its process."""

    port: int
    sql: int
    pid: int

    def execute(self, statement: str) -> None:
        """Carry out one statement of its own language."""
        isql = program("isql-vt") or program("isql-v") or "isql"
        run([isql, str(self.sql), "dba", "dba", f"exec={statement}"])


def program(name: str) -> str | None:
    """Where a program is: beside this Python, in the folders of OOGO_BENCH_PATH, or on the path."""
    places = [str(Path(sys.executable).parent), os.environ.get("OOGO_BENCH_PATH", "")]
    return shutil.which(name, path=os.pathsep.join([*places, os.environ.get("PATH", "")]))


def run(command: list[str]) -> str:
    """What this command says; an error where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout or done.stderr


@contextlib.contextmanager
def oxigraph(path: str, folder: Path, triples: Path | None = None) -> Iterator[tuple[int, int]]:
    """The port and process of an Oxigraph server: empty, or read-only with these triples."""
    port = free_port()
    how = ["serve"]
    if triples is not None:
        place = str(folder / "oxigraph")
        run([path, "load", "--location", place, "--file", str(triples)])
        how = ["serve-read-only", "--location", place]
    command = [path, *how, "--bind", f"127.0.0.1:{port}"]
    with served(command, f"http://127.0.0.1:{port}/", folder / "oxigraph.log") as pid:
        yield port, pid


@contextlib.contextmanager
def virtuoso(path: str, folder: Path, *, buffers: int, rows: int) -> Iterator[Virtuoso]:
    """An empty Virtuoso with so many buffers of 8 kB, that gives at most so many rows."""
    place = folder / "virtuoso"
    place.mkdir()
    port, sql = free_port(), free_port()
    settings = place / "virtuoso.ini"
    settings.write_text(
        _SETTINGS.format(
            folder=place, port=port, sql=sql, buffers=buffers, dirty=buffers * 3 // 4, rows=rows
        ),
        encoding="utf-8",
    )
    command = [path, "+foreground", "+configfile", str(settings)]
    address = f"http://127.0.0.1:{port}/sparql"
    with served(command, address, folder / "virtuoso-t.log", place) as pid:
        yield Virtuoso(port, sql, pid)

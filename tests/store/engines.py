"""Real SPARQL servers on loopback, empty, for one test session."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from oogo.bench.processes import free_port, served

__all__ = ["SERVERS", "program"]

VIRTUOSO = """\
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
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 8
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 5000
MaxQueryCostEstimationTime = 0
"""


def program(name: str) -> str:
    """Where a server is; where it is not the test is skipped by name, or fails under CI."""
    places = [str(Path(sys.executable).parent), os.environ.get("OOGO_BENCH_PATH", "")]
    found = shutil.which(name, path=os.pathsep.join([*places, os.environ["PATH"]]))
    if found is None:
        if os.environ.get("OOGO_CI"):
            pytest.fail(f"{name} is not on this machine")
        pytest.skip(f"{name} is not on this machine")
    return found


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [program("oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    with served(command, f"http://127.0.0.1:{port}/", folder / "oxigraph.log"):
        yield f"sparql+http://127.0.0.1:{port}/query?update=/update"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    port, sql = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, port=port, sql=sql), encoding="utf-8")
    command = [program("virtuoso-t"), "+foreground", "+configfile", str(settings)]
    address = f"http://127.0.0.1:{port}/sparql"
    with served(command, address, folder / "virtuoso-t.log", folder):
        subprocess.run(
            [program("isql-vt"), str(sql), "dba", "dba", 'exec=GRANT SPARQL_UPDATE TO "SPARQL";'],
            check=True,
            capture_output=True,
        )
        yield f"sparql+{address}"


SERVERS: dict[str, Callable[[Path], AbstractContextManager[str]]] = {
    "oxigraph": oxigraph,
    "virtuoso": virtuoso,
}

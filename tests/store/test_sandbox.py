"""What a confined process can no longer do, tried in a process of its own."""

from __future__ import annotations

import json
import platform
import socket
import subprocess
import sys
import textwrap

import pytest

from oogo.store.sandbox import Confinement

pytestmark = pytest.mark.skipif(
    platform.system() != "Linux" or platform.machine() not in {"x86_64", "aarch64"},
    reason="the sandbox needs Linux on x86_64 or aarch64",
)


def confined(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = "from oogo.store.sandbox import confine\n" + textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_it_says_what_the_kernel_enforces() -> None:
    done = confined("import json, dataclasses; print(json.dumps(dataclasses.asdict(confine(256))))")
    assert Confinement(**json.loads(done.stdout)) == Confinement(sockets_denied=True, memory_mb=256)


def test_no_thread_makes_a_socket_any_more() -> None:
    done = confined(
        """
        import socket, threading
        go, outcome = threading.Event(), []
        def attempt(family):
            try:
                socket.socket(family)
            except PermissionError:
                outcome.append(family)
        def wait_and_attempt():
            go.wait()
            attempt(socket.AF_INET6)
        older = threading.Thread(target=wait_and_attempt)
        older.start()
        confine(256)
        go.set()
        older.join()
        for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
            attempt(family)
        print(len(outcome))
        """
    )
    assert done.stdout.strip() == "4"


def test_an_inherited_socket_goes_on() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import os, sys; from oogo.store.sandbox import confine; confine(256);"
                "os.write(int(sys.argv[1]), os.read(int(sys.argv[1]), 5).upper())",
                str(theirs.fileno()),
            ],
            pass_fds=[theirs.fileno()],
        )
        ours.sendall(b"hallo")
        assert ours.recv(5) == b"HALLO"
        assert child.wait(timeout=30) == 0


def test_memory_ends_at_the_budget() -> None:
    done = confined(
        """
        confine(64)
        held = bytearray(32 * 1024 * 1024)
        try:
            more = bytearray(64 * 1024 * 1024)
        except MemoryError:
            print("ended")
        """
    )
    assert done.stdout.strip() == "ended"

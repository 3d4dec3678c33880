"""Servers started for a run, and what they take of the machine."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from oogo.errors import BusyError

__all__ = ["Memory", "free_port", "memory", "served", "tree"]

_STARTING = 600.0


@dataclass(frozen=True)
class Memory:
    """Megabytes of a process and its children: all that is resident, and what is theirs alone."""

    resident: float
    anonymous: float


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def served(
    command: Sequence[str], address: str, log: Path, folder: Path | None = None
) -> Iterator[int]:
    """Start a server, wait until this address answers, and stop it with all its children."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - commands of our own
            command, stdout=output, stderr=output, cwd=folder, start_new_session=True
        )
        try:
            _wait(process, address, log)
            yield process.pid
        finally:
            # Workers may have a session of their own: end what we know below this process too.
            below = tree(process.pid)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            for pid in below:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + _STARTING
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - loopback
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise BusyError(f"{address} antwoordt niet: {said}", f"{address} does not answer: {said}")


def tree(pid: int) -> list[int]:
    """This process and all below it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError):
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
                parent = int(stat.rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def memory(pid: int) -> Memory:
    """What the process and all below it take now."""
    resident = anonymous = 0
    for one in tree(pid):
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{one}/status").read_text(encoding="utf-8")
            values = dict(line.split(":", 1) for line in status.splitlines())
            resident += int(values.get("VmRSS", "0 kB").split()[0])
            anonymous += int(values.get("RssAnon", "0 kB").split()[0])
    return Memory(resident / 1024, anonymous / 1024)

"""A delivery is checked in a process of its own, which is killed when it takes too long."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from oogo.errors import BusyError
from oogo.report import Report
from oogo.store.wire import decode_fault, memory_fault, time_fault
from oogo.validator import pack, unpack
from oogo.waivers import Waivers

__all__ = ["Checked", "Checks", "Delivery"]

_TOGETHER = 2
_PATIENCE = 5.0


@dataclass(frozen=True)
class Delivery:
    """Bytes that somebody wants checked, and the day on which they must be right.

    ``organisation`` is the sender, where a key says who that is.
    """

    name: str
    media_type: str | None
    data: bytes
    on: date
    organisation: str = ""


@dataclass(frozen=True)
class Checked:
    """A report, and what may be kept of the delivery: nothing where it held personal data."""

    report: Report
    digest: str
    licence: str
    graph: bytes
    data: bytes


@dataclass(frozen=True)
class _Ended:
    """How a process ended: its exit code, what it wrote, and what it complained of."""

    code: int
    output: bytes
    complaint: str


class Checks:
    """Whoever checks deliveries against the newest edition of a data folder, two at a time.

    A process that has read the rules waits for the next delivery; none is used twice.
    """

    def __init__(self, data_dir: Path, seconds: float) -> None:
        """Each check may take this many seconds."""
        self._data_dir = data_dir
        self._seconds = seconds
        self._turns = asyncio.Semaphore(_TOGETHER)
        self._spare: Process | None = None
        self._waivers = Waivers(data_dir)

    async def check(self, delivery: Delivery) -> Checked:
        """The report on this delivery, with the waivers that its sender has."""
        header = {
            "task": "check",
            "name": delivery.name,
            "media_type": delivery.media_type,
            "organisation": delivery.organisation,
            "on": delivery.on.isoformat(),
            "data_dir": str(self._data_dir),
            "waivers": [asdict(waiver) for waiver in self._waivers.all()],
            "versions": {"waivers": self._waivers.digest()},
        }
        report, known, graph, data = await self._pieces(header, delivery.data)
        values = json.loads(known)
        return Checked(
            Report.from_json(json.loads(report)), values["digest"], values["licence"], graph, data
        )

    async def annotate(self, data: bytes, report: Report, language: str) -> tuple[str, bytes]:
        """The suffix and the bytes of a workbook with the findings."""
        header = {"task": "annotate", "language": language}
        suffix, workbook = await self._pieces(header, data, json.dumps(report.as_json()).encode())
        return suffix.decode(), workbook

    async def _pieces(
        self, header: Mapping[str, object], data: bytes, report: bytes = b""
    ) -> Sequence[bytes]:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._turns.acquire()
        except TimeoutError:
            raise BusyError(
                "er worden al andere bestanden getoetst",
                "other files are being checked",
                retry_after=5,
                remedy_nl="Probeer het zo nog eens.",
                remedy_en="Try again in a moment.",
            ) from None
        try:
            request = pack((json.dumps(header).encode(), data, report))
            process, self._spare = self._spare, None
            if process is None or process.returncode is not None:
                process = await _start()
            return _answered(await _run(process, request, self._seconds))
        finally:
            self._turns.release()
            if self._spare is None:
                self._spare = await _start("--warm")

    async def close(self) -> None:
        """Let go of the process that waits for the next delivery."""
        if self._spare is not None:
            await _end(self._spare)
            self._spare = None


def _answered(ended: _Ended) -> Sequence[bytes]:
    if ended.code == 0:
        return unpack(io.BytesIO(ended.output))
    if ended.output:
        raise decode_fault(ended.output)
    if ended.code < 0 or "MemoryError" in ended.complaint:
        raise memory_fault()
    raise RuntimeError(_without_words(ended.complaint))


def _without_words(complaint: str) -> str:
    """Where it went wrong and what kind of error it was: the words of an error may quote a cell."""
    return "\n".join(
        line if line.startswith(" ") else line.partition(":")[0] for line in complaint.splitlines()
    )


async def _start(*options: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "oogo.validator",
        *options,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def _run(process: Process, request: bytes, seconds: float) -> _Ended:
    try:
        async with asyncio.timeout(seconds):
            output, complaint = await process.communicate(request)
    except TimeoutError:
        raise time_fault(seconds) from None
    finally:
        await _end(process)
    return _Ended(process.returncode or 0, output, complaint.decode("utf-8", "replace"))


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.communicate()

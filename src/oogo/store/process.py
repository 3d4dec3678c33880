"""A query worker seen from the service: a process, and the frames that come from it."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from oogo.store.sandbox import Confinement
from oogo.store.wire import HEADER, TIRED, Frame, Request

__all__ = ["LostError", "Worker"]

_OPENING_SECONDS = 60.0
_READ_AHEAD = 256 * 1024


class LostError(Exception):
    """The worker is gone."""


class Worker:
    """One worker process with its edition open; it is used by one request at a time."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """A process that was just started, and our end of its socket pair."""
        self.confinement = Confinement(sockets_denied=False, memory_mb=0)
        self.expired = False
        self.tired = False
        self._process = process
        self._reader = reader
        self._writer = writer

    @classmethod
    async def start(cls, memory_mb: int) -> Worker:
        """A process that can become a worker; it has no edition yet."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(  # noqa: S603
                [
                    *(sys.executable, "-P", "-m", "oogo.store.worker"),
                    *("--fd", str(theirs.fileno())),
                    *("--memory-mb", str(memory_mb)),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "RUST_BACKTRACE": "0"},
                # Control-C in a terminal is for the service, which then ends its workers.
                start_new_session=True,
            )
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=_READ_AHEAD)
        return cls(process, reader, writer)

    async def open(self, path: Path) -> None:
        """Let it open this checkpoint and confine itself."""
        try:
            await self._write(str(path).encode())
            async with asyncio.timeout(_OPENING_SECONDS):
                _, payload = await self.receive()
        except BaseException:
            self.kill()
            await self.ended()
            raise
        self.confinement = Confinement(**json.loads(payload))

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    async def send(self, request: Request) -> None:
        """Give the worker its next query."""
        await self._write(request.encode())

    async def _write(self, data: bytes) -> None:
        self._writer.write(len(data).to_bytes(4) + data)
        try:
            await self._writer.drain()
        except ConnectionError as error:
            raise LostError from error

    async def receive(self) -> tuple[Frame, bytes]:
        """The next frame; LostError when there is no whole one any more."""
        try:
            kind, size = HEADER.unpack(await self._reader.readexactly(HEADER.size))
            payload = await self._reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise LostError from error
        if payload == TIRED and kind == Frame.END.value:
            self.tired = True
        return Frame(kind), payload

    def kill(self) -> None:
        """End the process now, whatever it does; a dead one stays dead."""
        self._process.kill()
        self._writer.transport.abort()

    async def ended(self) -> int:
        """The exit code, once the process is gone."""
        return await asyncio.to_thread(self._process.wait)

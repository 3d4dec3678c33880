"""A query worker seen from the service: a process, and the frames that come from it."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import cast

from oogo.store.sandbox import Confinement
from oogo.store.wire import HEADER, TIRED, Frame, Request

__all__ = ["LostError", "Worker"]

_OPENING_SECONDS = 60.0
_READ_AHEAD = 256 * 1024


class LostError(Exception):
    """The worker is gone."""


class _Pipe(asyncio.Protocol):
    """Our end of the socket pair: whole frames, in the order in which they came."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self.lost = False
        self.transport: asyncio.Transport
        self._data = bytearray()
        self._frames: deque[tuple[Frame, bytes]] = deque()
        self._held = 0
        self._paused = False
        self._waiting: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The pipe is open."""
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Cut what came into frames; who does not take them in time stops the worker."""
        self._data += data
        start, room = 0, len(self._data)
        while room - start >= HEADER.size:
            kind, size = HEADER.unpack_from(self._data, start)
            end = start + HEADER.size + size
            if end > room:
                break
            self._frames.append((Frame(kind), bytes(self._data[start + HEADER.size : end])))
            self._held += size
            start = end
        del self._data[:start]
        if self._held > _READ_AHEAD and not self._paused:
            self._paused = True
            self.transport.pause_reading()
        if self._frames:
            self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """No frame will come any more."""
        self.lost = True
        self._wake()

    async def receive(self) -> tuple[Frame, bytes]:
        """The next frame; LostError when there is no whole one any more."""
        while not self._frames:
            if self.lost:
                raise LostError
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        frame = self._frames.popleft()
        self._held -= len(frame[1])
        if self._paused and self._held <= _READ_AHEAD:
            self._paused = False
            self.transport.resume_reading()
        return frame

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


class Worker:
    """One worker process with its edition open; it is used by one request at a time."""

    def __init__(self, process: subprocess.Popen[bytes], pipe: _Pipe) -> None:
        """A process that was just started, and our end of its socket pair."""
        self.confinement = Confinement(sockets_denied=False, memory_mb=0)
        self.expired = False
        self.tired = False
        self._process = process
        self._pipe = pipe

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
        _, pipe = await asyncio.get_running_loop().create_unix_connection(_Pipe, sock=ours)
        return cls(process, pipe)

    async def open(self, path: Path) -> None:
        """Let it open this checkpoint and confine itself."""
        try:
            self._write(str(path).encode())
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

    def send(self, request: Request) -> None:
        """Give the worker its next query."""
        self._write(request.encoded)

    def _write(self, data: bytes) -> None:
        if self._pipe.lost:
            raise LostError
        self._pipe.transport.write(len(data).to_bytes(4) + data)

    async def receive(self) -> tuple[Frame, bytes]:
        """The next frame; LostError when there is no whole one any more."""
        kind, payload = await self._pipe.receive()
        if payload == TIRED and kind is Frame.END:
            self.tired = True
        return kind, payload

    def kill(self) -> None:
        """End the process now, whatever it does; a dead one stays dead."""
        self._process.kill()
        self._pipe.transport.abort()

    async def ended(self) -> int:
        """The exit code, once the process is gone."""
        return await asyncio.to_thread(self._process.wait)

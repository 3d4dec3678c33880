"""Look-ups per second over several connections, by a client that does as little as it can."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

__all__ = ["Throughput", "throughput"]

_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length:"
_LAST_CHUNK = b"0\r\n\r\n"


@dataclass(frozen=True)
class Throughput:
    """How many answers came in how many seconds, and how many were no answer."""

    answers: int
    failures: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return self.answers / self.seconds


@dataclass(eq=False)
class _Client:
    """One connection and what came of the answer so far."""

    connection: socket.socket
    received: bytearray = field(default_factory=bytearray)
    expected: int = 0
    chunked: bool = False


def throughput(
    port: int,
    requests: Sequence[bytes],
    *,
    connections: int = 8,
    seconds: float = 5.0,
    good: Callable[[bytes], bool] | None = None,
) -> Throughput:
    """Keep this many connections busy with these requests, in turn, for so many seconds.

    ``good`` tells of an answer with status 200 whether it says what it should.
    """
    supply = cycle(requests)
    answers = failures = 0
    with selectors.DefaultSelector() as ready:
        for _ in range(connections):
            _connect(ready, port, supply)
        start = time.perf_counter()
        end = start + seconds
        while (now := time.perf_counter()) < end:
            for key, _ in ready.select(timeout=end - now):
                client: _Client = key.data
                part = client.connection.recv(1 << 16)
                client.received += part
                if part and not _complete(client):
                    continue
                right = client.received.startswith(b"HTTP/1.1 200")
                right = right and (good is None or good(bytes(client.received)))
                answers += right
                failures += not right
                closing = not part or b"connection: close" in client.received[:1000].lower()
                client.received.clear()
                client.expected = 0
                if closing:
                    ready.unregister(client.connection)
                    client.connection.close()
                    _connect(ready, port, supply)
                else:
                    client.connection.sendall(next(supply))
        taken = time.perf_counter() - start
        for key in list(ready.get_map().values()):
            key.data.connection.close()
    return Throughput(answers, failures, taken)


def _connect(ready: selectors.BaseSelector, port: int, supply: Iterator[bytes]) -> None:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(next(supply))
    ready.register(connection, selectors.EVENT_READ, _Client(connection))


def _complete(client: _Client) -> bool:
    """Whether the whole answer is in, by its stated length or its last chunk."""
    received = client.received
    if not client.expected:
        head = received.find(_HEAD_END)
        if head < 0:
            return False
        fields = bytes(received[:head]).lower()
        place = fields.find(_LENGTH)
        client.chunked = place < 0
        if client.chunked:
            client.expected = head + len(_HEAD_END)
        else:
            length = int(fields[place + len(_LENGTH) :].split(b"\r\n", 1)[0])
            client.expected = head + len(_HEAD_END) + length
    if client.chunked:
        return received.endswith(_LAST_CHUNK)
    return len(received) >= client.expected

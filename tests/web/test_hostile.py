"""What means harm gets one clear answer, and others notice nothing of it."""

from __future__ import annotations

import asyncio
import http.client
import os
import socket
import struct
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn

from oogo.web import create_app
from oogo.web.server import BoundedProtocol
from tests.web.hostile import CASES, Case

SECONDS = 1.0
SOAK = bool(os.environ.get("OOGO_SOAK"))
QUICK = [case for case in CASES if not case.slow]
# Each of the slow ones takes its whole time; a third of them is enough for every day.
SLOW = [case for case in CASES if case.slow][:: 1 if SOAK else 3]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@dataclass
class Watch:
    """Somebody who asks after the health of the service all the time."""

    port: int
    slowest: float = 0.0
    failures: list[object] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.stop.wait(0.1):
            began = time.monotonic()
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as c:
                    c.request("GET", "/health")
                    status = c.getresponse().status
            except OSError as error:
                self.failures.append(error)
            else:
                if status != 200:
                    self.failures.append(status)
            self.slowest = max(self.slowest, time.monotonic() - began)


@pytest.fixture(scope="module")
def service(edition_dir: Path) -> Iterator[Watch]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(edition_dir, workers=2, seconds=SECONDS)
        config = uvicorn.Config(app, http=BoundedProtocol, log_level="critical", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        watch = Watch(listening.getsockname()[1])
        watching = threading.Thread(target=watch.run)
        watching.start()
        yield watch
        watch.stop.set()
        watching.join()
        server.should_exit = True
        thread.join()
        assert watch.failures == []
        assert watch.slowest < 2


def attack(port: int, data: bytes) -> tuple[int, bytes]:
    """The status and the body that these bytes bring back."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as visitor:
        sender = threading.Thread(target=_send, args=(visitor, data))
        sender.start()
        answer = b""
        try:
            while b"\r\n\r\n" not in answer and (piece := visitor.recv(65536)):
                answer += piece
        except ConnectionResetError:
            assert answer
        finally:
            sender.join(5)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 "), answer[:200]
    return int(head.split()[1]), body


def _send(visitor: socket.socket, data: bytes) -> None:
    try:
        visitor.sendall(data)
    except OSError:
        # The service had seen enough and closed its side.
        return


def ask(port: int, query: str) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", f"/sparql?format=csv&query={quote(query)}")
        return connection.getresponse().read().decode()


def test_there_are_a_hundred_of_them_with_names_of_their_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_what_is_wrong_is_refused_with_a_reason(service: Watch, case: Case) -> None:
    status, body = attack(service.port, case.data)
    assert status in case.statuses, body[:500]
    assert b"Traceback" not in body
    if status in {400, 403, 404, 406, 413, 415} and body.startswith(b"{"):
        assert b'"remedy"' in body


def test_what_exhausts_is_stopped_and_announced_while_others_go_on(service: Watch) -> None:
    before = ask(service.port, COUNT + " # before")
    with ThreadPoolExecutor(2) as threads:
        replies = list(threads.map(lambda case: attack(service.port, case.data), SLOW))
    wrong = {
        case.name: reply
        for case, reply in zip(SLOW, replies, strict=True)
        if reply[0] not in case.statuses or b"Traceback" in reply[1]
    }
    assert not wrong
    time.sleep(0.3)
    assert ask(service.port, COUNT + " # after") == before


def test_who_sends_slowly_holds_up_nobody(service: Watch) -> None:
    visitors = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(200)]
    try:
        for number, visitor in enumerate(visitors):
            visitor.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nA"
                if number % 2
                else b"GET /sparql?query=ASK HT"
            )
        began = time.monotonic()
        assert ask(service.port, "SELECT (7 AS ?n) {}") == "n\r\n7\r\n"
        assert time.monotonic() - began < 2
    finally:
        for visitor in visitors:
            visitor.close()


LEAVING = {
    "query-body": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 60\r\n\r\nASK {}",
    "file": b"POST /api/v1/validations HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\n"
    b"Content-Length: 60\r\n\r\n<a> <b>",
    "form": b"POST /api/v1/validations HTTP/1.1\r\nHost: x\r\nContent-Length: 90\r\n"
    b"Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n",
    "chunk": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n",
    "answer": b"GET /sparql?query=SELECT*%7B%3Fs%20%3Fp%20%3Fo%7D HTTP/1.1\r\nHost: x\r\n\r\n",
    "page": b"GET /questions/aanbevelingen HTTP/1.1\r\nHost: x\r\n\r\n",
    "pipeline": b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 50,
}


@pytest.mark.parametrize("reset", [False, True], ids=["closes", "resets"])
def test_who_leaves_half_way_is_no_fault_of_the_service(
    service: Watch, reset: bool, caplog: pytest.LogCaptureFixture
) -> None:
    for data in LEAVING.values():
        with socket.create_connection(("127.0.0.1", service.port)) as visitor:
            visitor.sendall(data)
            if reset:
                visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            else:
                time.sleep(0.05)
    assert ask(service.port, f"SELECT (7 AS ?n) {{}} # {reset}") == "n\r\n7\r\n"
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def test_nothing_that_is_asked_for_is_fetched(service: Watch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.5)
        address = f"http://127.0.0.1:{trap.getsockname()[1]}/x"
        for query in (
            f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",  # noqa: S608
            f"SELECT * FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",  # noqa: S608
            f'SELECT * {{ FILTER(1<2#>"""\n) SERVICE <{address}> {{ ?s ?p ?o }} }}',
            f'SELECT * {{ FILTER(1<2#>"""\n) SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}',
            f"DESCRIBE <{address}>",
            f"LOAD <{address}>",
        ):
            ask(service.port, query)
        with pytest.raises(TimeoutError):
            trap.accept()

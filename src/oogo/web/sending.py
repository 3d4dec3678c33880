"""An answer of ``/sparql`` on its way: headers, then bytes, broken off where it breaks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from urllib.parse import urlencode

from starlette.types import Receive, Send

from oogo.errors import OogoError
from oogo.store.answers import Answer
from oogo.web.protocol import Operation

__all__ = ["CORS", "VARY", "begin", "content_type", "headers", "send_whole", "while_there"]

VARY = "Accept, Accept-Encoding"
_FOR_GOOD = "public, max-age=31536000, immutable"
_LONGEST_ADDRESS = 2000
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Location, ETag, Retry-After, X-Oogo-Edition, X-Oogo-Row-Limit, X-Oogo-Time-Limit"
    ),
}
# The same for every answer, as bytes: they are sent thousands of times a second.
_ALWAYS = (
    *((name.lower().encode(), value.encode()) for name, value in CORS.items()),
    (b"vary", VARY.encode()),
    (b"x-oogo-row-limit", b"none"),
)
# Most answers are there before a visitor can leave; for those nobody listens whether one does.
_PATIENT = 0.05


def headers(
    operation: Operation, edition: int, tag: str, seconds: float
) -> list[tuple[bytes, bytes]]:
    """What an answer says of itself: edition, limits, and its name and address for good."""
    told = [
        *_ALWAYS,
        (b"x-oogo-edition", str(edition).encode()),
        (b"x-oogo-time-limit", f"{seconds:g}".encode()),
    ]
    if not tag:
        return [*told, (b"cache-control", b"no-store")]
    lasting = _FOR_GOOD if operation.edition is not None else "no-cache"
    told += ((b"etag", f'"{tag}"'.encode()), (b"cache-control", lasting.encode()))
    if len(operation.text) <= _LONGEST_ADDRESS:
        told.append((b"content-location", _permalink(operation, edition).encode()))
    return told


def _permalink(operation: Operation, edition: int) -> str:
    if operation.encoded:
        return f"/sparql?query={operation.encoded}&edition={edition}"
    fields = [
        ("query", operation.text),
        *(("default-graph-uri", graph) for graph in operation.default_graphs),
        *(("named-graph-uri", graph) for graph in operation.named_graphs),
        *((("format", operation.format),) if operation.format else ()),
        ("edition", str(edition)),
    ]
    return "/sparql?" + urlencode(fields)


async def begin(send: Send, status: int, told: list[tuple[bytes, bytes]]) -> None:
    """Send the status and what the answer says of itself."""
    await send({"type": "http.response.start", "status": status, "headers": told})


async def send_whole(answer: Answer, send: Send, *, with_body: bool) -> None:
    """The answer as it comes; when it breaks off the connection does too, without an end."""
    whole = answer.chunks.at_once() if with_body else b""
    if whole is not None:
        await send({"type": "http.response.body", "body": whole, "more_body": False})
        return
    try:
        async for chunk in answer.chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    except OogoError as error:
        raise BrokenAnswerError(str(error)) from error
    await send({"type": "http.response.body", "body": b"", "more_body": False})


class BrokenAnswerError(Exception):
    """The answer had begun and cannot be finished; the server must break the connection."""


def content_type(media_type: str) -> bytes:
    """The media type as a header gives it: text says in which characters."""
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return f"{media_type}{charset}".encode()


async def while_there(receive: Receive, work: Awaitable[None]) -> None:
    """Do this work, unless it takes longer and the visitor leaves first."""
    doing = asyncio.current_task()
    watching: list[asyncio.Task[None]] = []
    gone = False

    async def watch() -> None:
        nonlocal gone
        while (await receive())["type"] != "http.disconnect":
            continue
        gone = True
        if doing is not None:
            doing.cancel()

    loop = asyncio.get_running_loop()
    timer = loop.call_later(_PATIENT, lambda: watching.append(loop.create_task(watch())))
    try:
        await work
    except asyncio.CancelledError:
        if not gone or doing is None or doing.uncancel():
            raise
    finally:
        timer.cancel()
        for task in watching:
            task.cancel()

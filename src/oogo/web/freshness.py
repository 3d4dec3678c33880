"""Answers that have not changed are not sent again, and every program may read what is public."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Freshness"]

_OK = 200
_KEPT = ("etag", "link", "vary", "x-oogo-edition", "cache-control", "content-language")
_EXPOSED = "API-Version, Content-Language, ETag, Link, Location, Retry-After, X-Oogo-Edition"
# It answers for itself: its answers are named before they are made.
_OWN = "/sparql"


class Freshness:
    """Names the bytes of every answer that comes whole, and says 304 to who has them already."""

    def __init__(self, app: ASGIApp) -> None:
        """Around this application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and look at its answer where that is the same for everybody."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] == _OWN:
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        started: Message | None = None
        told = False

        async def look(message: Message) -> None:
            nonlocal started, told
            if told:
                return
            if message["type"] == "http.response.start" and message["status"] == _OK:
                started = message
                return
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                _let_read(headers)
                message = {**message, "headers": headers.raw}
            if started is None or message["type"] != "http.response.body":
                await send(message)
                return
            headers = MutableHeaders(raw=started["headers"])
            _let_read(headers)
            whole = not message.get("more_body") and "authorization" not in asked
            if whole and headers.get("cache-control") != "no-store":
                _name(headers, message.get("body", b""))
            if _has(asked.get("if-none-match", ""), headers.get("etag", "")):
                told = True
                raw = [(k.encode(), headers[k].encode("latin-1")) for k in _KEPT if k in headers]
                await send({**started, "status": 304, "headers": raw})
                await send({"type": "http.response.body", "body": b""})
                return
            await send({**started, "headers": headers.raw})
            started = None
            await send(message)

        await self._app(scope, receive, look)


def _let_read(headers: MutableHeaders) -> None:
    """Pages are for people; what is for programs may be read by those of other sites too.

    That goes for refusals, and for the way from a thing to its document, as well.
    """
    if not headers.get("content-type", "").startswith("text/html"):
        headers.setdefault("Access-Control-Allow-Origin", "*")
        headers.setdefault("Access-Control-Expose-Headers", _EXPOSED)


def _name(headers: MutableHeaders, body: bytes) -> None:
    """The name of an answer is that of its bytes; one that sets a cookie is for one visitor."""
    if "etag" not in headers and "set-cookie" not in headers:
        digest = hashlib.blake2b(body, digest_size=16).hexdigest()
        headers["ETag"] = f'"{digest}"'


def _has(asked: str, tag: str) -> bool:
    """Whether the visitor has the bytes with this name (RFC 9110: a weak comparison)."""
    if not asked or not tag:
        return False
    known = {each.strip().removeprefix("W/") for each in asked.split(",")}
    return "*" in known or tag.removeprefix("W/") in known

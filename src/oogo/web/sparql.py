"""``/sparql``: the query operation of the SPARQL 1.1 Protocol, as one ASGI application.

It is added to the service as a ``Route``: a mount would answer ``/sparql`` with a redirect, and
clients that post do not follow it.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from oogo.errors import ForbiddenError, OogoError, QueryError
from oogo.language import preferred
from oogo.store.accept import acceptable
from oogo.store.answers import Answer
from oogo.store.reader import Asked, Reader
from oogo.store.wire import GRAPHS, SOLUTIONS
from oogo.web.budget import Budgets
from oogo.web.description import FORMATS, describe_service
from oogo.web.negotiation import SUFFIXES, coding, negotiate
from oogo.web.problems import problem
from oogo.web.protocol import Operation, read_body, read_operation
from oogo.web.querylog import Outcome, QueryLog
from oogo.web.sending import CORS, VARY, begin, content_type, headers, send_whole, while_there
from oogo.web.shortcut import OUTCOME

__all__ = ["SparqlEndpoint"]

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

Workbench = Callable[[Request], Awaitable[Response]]

_METHODS = "GET, HEAD, OPTIONS, POST"
_KNOWN = frozenset(_METHODS.split(", "))
# Requests this short are read once; so many of them take some 10 MB.
_REMEMBERED = 2000
_AT_MOST = 2000
_PREFLIGHT = {
    "Allow": _METHODS,
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_HOST = re.compile(r"[A-Za-z0-9.\-]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?")
_WINDOW = 100
_COUNT = "SELECT (COUNT(*) AS ?triples) WHERE { ?subject ?predicate ?object }"
_GRAPHS = "SELECT ?graph WHERE { GRAPH ?graph {} } ORDER BY ?graph"


class SparqlEndpoint:
    """Answers queries from the workers; without a query it shows or describes itself."""

    def __init__(
        self,
        get_pool: Callable[[], Reader],
        workbench: Workbench | None = None,
        budgets: Budgets | None = None,
        log: QueryLog | None = None,
    ) -> None:
        """On this pool, with this page for people, these limits per visitor, and this log."""
        self._get_pool = get_pool
        self._workbench = workbench
        self._budgets = budgets or Budgets()
        self._log = log
        self._operations: dict[bytes, Operation] = {}
        self._questions: dict[tuple[Operation, str, str], Asked] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and stop working on it when the visitor leaves."""
        request = Request(scope, receive)
        text = ""
        try:
            _refuse_method(request)
            body = await read_body(request) if request.method == "POST" else b""
            if request.method == "OPTIONS":
                await Response(status_code=204, headers=CORS | _PREFLIGHT)(scope, receive, send)
                return
            operation = self._operation(request, body)
            if operation is not None and self._workbench is not None and _wants_page(request):
                address = "/sparql?" + urlencode(_for_people(request))
                await RedirectResponse(address, 303, CORS)(scope, receive, send)
                return
            if operation is None:
                response = await self._introduce(request)
                await response(scope, receive, send)
                return
            text = operation.text
            outcome = scope[OUTCOME] = Outcome(text)
            await self._answer(_Turn(operation, request, send, outcome), receive)
        except OogoError as error:
            response = problem(_with_line(error, text), _language(request), request.url.path)
            response.headers.update(CORS)
            if error.status == 405:
                response.headers["Allow"] = _METHODS
            await response(scope, receive, send)

    async def _answer(self, turn: _Turn, receive: Receive) -> None:
        """Put the question, unless the visitor or this service knows the answer already."""
        operation, request, outcome = turn.operation, turn.request, turn.outcome
        began = time.monotonic()
        try:
            pool = await self._get_pool().at(operation.edition)
            asked = self._asked(pool, operation, request)
            outcome.edition = pool.edition
            tag = asked.tag(pool.digest)
            if tag and _knows(request, tag):
                outcome.status = 304
                await begin(turn.send, 304, headers(operation, pool.edition, tag, pool.seconds))
                await turn.send({"type": "http.response.body"})
            elif (kept := pool.kept(asked)) is not None:
                outcome.kept = True
                await turn.deliver(kept, pool.seconds)
            else:
                with self._budgets.spend(_visitor(request)):
                    await while_there(receive, turn.work(pool, asked))
        except OogoError as error:
            outcome.status = error.status
            raise
        finally:
            if self._log is not None:
                self._log.write(outcome, time.monotonic() - began)

    def _operation(self, request: Request, body: bytes) -> Operation | None:
        """What is asked; the same address means the same each time."""
        address: bytes = request.scope["query_string"]
        if request.method == "POST" or not address or len(address) > _REMEMBERED:
            return read_operation(request, body)
        found = self._operations.get(address)
        if found is None:
            found = read_operation(request, body)
            if found is not None:
                _remember(self._operations, address, found)
        return found

    def _asked(self, pool: Reader, operation: Operation, request: Request) -> Asked:
        """The question for a worker, as this visitor wants it answered."""
        wanted = _wanted(request, operation.format)
        packed = request.headers.get("accept-encoding", "")
        key = (operation, wanted, packed)
        found = self._questions.get(key)
        if found is None:
            found = pool.ask(
                operation.text,
                accept=wanted,
                default_graphs=operation.default_graphs,
                named_graphs=operation.named_graphs,
                coding=coding(packed),
            )
            if len(operation.text) + len(wanted) + len(packed) < _REMEMBERED:
                _remember(self._questions, key, found)
        return found

    async def _introduce(self, request: Request) -> Response:
        """The workbench for people, the service description for programs."""
        offered = [*FORMATS, *(["text/html"] if self._workbench is not None else [])]
        media_type = negotiate(
            request.headers.get("accept"), offered, request.query_params.get("format")
        )
        if media_type == "text/html" and self._workbench is not None:
            return await self._workbench(request)
        pool = self._get_pool()
        counted, named = await asyncio.gather(pool.rows(_COUNT), pool.rows(_GRAPHS))
        return Response(
            describe_service(
                _address(request),
                int(_value(counted.rows[0])),
                [_value(row) for row in named.rows],
                pool.seconds,
                media_type,
            ),
            headers={
                **CORS,
                "Content-Type": content_type(media_type).decode(),
                "Vary": VARY,
                "X-Oogo-Edition": str(counted.edition),
            },
        )


@dataclass(frozen=True)
class _Turn:
    """One query of one visitor, and what became of it."""

    operation: Operation
    request: Request
    send: Send
    outcome: Outcome

    async def work(self, pool: Reader, asked: Asked) -> None:
        """Let a worker answer."""
        answer = await pool.answer(asked)
        try:
            await self.deliver(answer, pool.seconds)
        finally:
            await answer.close()

    async def deliver(self, answer: Answer, seconds: float) -> None:
        """Send an answer, and note that it went whole."""
        told = headers(self.operation, answer.edition, answer.tag, seconds)
        told.append((b"content-type", content_type(answer.media_type)))
        if answer.coding:
            told.append((b"content-encoding", answer.coding.encode()))
        if answer.size is not None:
            told.append((b"content-length", str(answer.size).encode()))
        self.outcome.media_type, self.outcome.edition = answer.media_type, answer.edition
        self.outcome.size = answer.size
        await begin(self.send, 200, told)
        await send_whole(answer, self.send, with_body=self.request.method != "HEAD")
        self.outcome.status = 200


def _remember(memory: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    if len(memory) >= _AT_MOST:
        memory.clear()
    memory[key] = value


class _MethodError(OogoError):
    """A method that this address does not have."""

    status = 405


def _wants_page(request: Request) -> bool:
    """Whether this is a browser that follows a link to a query, and not a program that asks it."""
    accept = request.headers.get("accept", "")
    if request.method != "GET" or "text/html" not in accept:
        return False
    known = _for_people(request).keys() | {"query"}
    liked = acceptable(accept, [*SOLUTIONS, *GRAPHS, "text/html"])
    return liked[:1] == ("text/html",) and request.query_params.keys() <= known


def _for_people(request: Request) -> dict[str, str]:
    """The same request, as the workbench reads it."""
    kept = {name: request.query_params.get(name, "") for name in ("edition", "lang")}
    told = {name: value for name, value in kept.items() if value}
    return {"text": request.query_params.get("query", ""), **told}


def _refuse_method(request: Request) -> None:
    if request.method not in _KNOWN:
        raise _MethodError(
            f"{request.method} kan hier niet",
            f"{request.method} does not work here",
            remedy_nl="Stel een vraag met GET of POST.",
            remedy_en="Ask with GET or POST.",
        )


def _wanted(request: Request, suffix: str) -> str:
    """The formats that will do: those of the address, else those of the header."""
    if not suffix:
        return request.headers.get("accept", "*/*")
    known = [each for each in SUFFIXES.get(suffix, (suffix,)) if each in {**SOLUTIONS, **GRAPHS}]
    if not known:
        negotiate(None, [*SOLUTIONS, *GRAPHS], suffix)
    return ", ".join(known)


def _with_line(error: OogoError, text: str) -> OogoError:
    """The same error, showing the line of the query with a caret under the place."""
    if not isinstance(error, QueryError | ForbiddenError) or not error.line:
        return error
    line = text.split("\n")[error.line - 1].rstrip("\r")
    start = max(0, error.column - 1 - _WINDOW // 2)
    shown = line[start : start + _WINDOW].replace("\t", " ")
    caret = f"\n{shown}\n{' ' * (error.column - 1 - start)}^"
    error.nl += caret
    error.en += caret
    return error


def _address(request: Request) -> str:
    """The address the visitor used; a host that is no host is not repeated."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        host = "localhost"
    return f"{request.url.scheme}://{host}{request.scope['path']}"


def _value(row: Sequence[object]) -> str:
    return str(getattr(row[0], "value", ""))


def _knows(request: Request, tag: str) -> bool:
    """Whether the visitor has these bytes already."""
    named = request.headers.get("if-none-match", "")
    return f'"{tag}"' in named or named.strip() == "*"


def _visitor(request: Request) -> str:
    return request.client.host if request.client is not None else ""


def _language(request: Request) -> str:
    return preferred(request.headers.get("accept-language", ""))

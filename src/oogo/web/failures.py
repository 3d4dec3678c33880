"""An error as a page for people; programs get the same as ``application/problem+json``."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from oogo.errors import BusyError, OogoError
from oogo.store.accept import acceptable
from oogo.web import problems
from oogo.web.frame import language_of, page

__all__ = ["install"]

_Handler = Callable[[Request, Exception], Awaitable[Response]]


def install(app: FastAPI) -> None:
    """Let this application answer errors in the form the visitor can read."""
    problems.install(app)
    for kind in (OogoError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _readable(app.exception_handlers[kind]))
    app.add_exception_handler(ClientDisconnect, _left)


async def _left(request: Request, error: Exception) -> Response:
    """Whoever left before the whole request was in reads no answer, and it is no fault of ours."""
    return Response(status_code=400)


def _readable(tell: Callable[..., object]) -> _Handler:
    async def handler(request: Request, error: Exception) -> Response:
        if isinstance(error, OogoError):
            told: object = problems.problem(error, language_of(request), request.url.path)
        else:
            told = await tell(request, error)  # type: ignore[misc]
        if not isinstance(told, Response):
            raise TypeError(told)
        return _as_page(request, told) if _wants_page(request) else told

    return handler


def _wants_page(request: Request) -> bool:
    if request.url.path.startswith("/api/"):
        return False
    offered = (problems.MEDIA_TYPE, "application/json", "text/html")
    return acceptable(request.headers.get("accept"), offered)[:1] == ("text/html",)


def _as_page(request: Request, told: Response) -> Response:
    body = json.loads(bytes(told.body))
    kept = {
        name: value
        for name, value in told.headers.items()
        if name in ("retry-after", "allow", "www-authenticate")
    }
    again = told.status_code == BusyError.status and request.method == "GET"
    values = {**body, "again": str(request.url.replace(scheme="", netloc="")) if again else ""}
    return page(request, "error.html", values, status=told.status_code, headers=kept)

"""The application: what is asked most goes to its endpoint without passing by every route."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Service"]


class Service(FastAPI):
    """FastAPI with endpoints that are found by their whole path (a dictionary, no search).

    They get the same middleware and the same errors as a route.
    """

    def __init__(self, **settings: Any) -> None:
        """An application with these settings and no endpoints yet."""
        super().__init__(**settings)
        self.at_once: dict[str, ASGIApp] = {}
        self._wrapped: dict[str, ASGIApp] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path not in self.at_once:
            await super().__call__(scope, receive, send)
            return
        found = self._wrapped.get(path)
        if found is None:
            found = self._wrapped[path] = self._wrap(self.at_once[path])
        scope["app"] = self
        await found(scope, receive, send)

    def _wrap(self, endpoint: ASGIApp) -> ASGIApp:
        handlers = dict(self.exception_handlers)
        untold = handlers.pop(Exception, handlers.pop(500, None))
        app: ASGIApp = ExceptionMiddleware(endpoint, handlers=handlers)
        for layer in reversed(self.user_middleware):
            app = layer.cls(app, *layer.args, **layer.kwargs)
        return ServerErrorMiddleware(app, handler=untold)

"""How busy the service is, in the text format that Prometheus reads."""

from __future__ import annotations

import time

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oogo.store.reader import Reader

__all__ = ["Counting", "Metrics", "router"]

router = APIRouter(include_in_schema=False)

_PLACES = {
    *("api", "begrip", "catalog", "changes", "dataset", "def", "doc", "docs", "dumps", "duties"),
    *("graph", "health", "id", "lists", "metrics", "questions", "ready", "rules", "search"),
    *("sitemaps", "sparql", "static", "submit", "vorm", "wet"),
}
"""First parts of addresses that are counted apart; a visitor cannot make up more of them."""
_METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)


class Metrics:
    """What is counted since this process began."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            "oogo_requests",
            "Answers by first part of the address, method and status.",
            ("place", "method", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "oogo_request_seconds",
            "Seconds from request to the last byte of its answer.",
            ("place",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.edition = Gauge(
            "oogo_edition", "Number of the edition that is read.", registry=self.registry
        )


class Counting:
    """Counts every request, also one whose answer broke off (status 0 when it never began)."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Around this application."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count it when it is over."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        place, start = place_of(scope["path"]), time.perf_counter()
        try:
            await self._app(scope, receive, watched)
        finally:
            taken = time.perf_counter() - start
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.requests.labels(place, method, status).inc()
            self._metrics.seconds.labels(place).observe(taken)


def place_of(path: str) -> str:
    """The first part of a path as it is counted: ``home``, a known part, or ``other``."""
    first = path.removeprefix("/").partition("/")[0].partition(".")[0]
    return first if first in _PLACES else "other" if first else "home"


@router.get("/metrics")
async def give_metrics(request: Request) -> Response:
    """All counts."""
    metrics: Metrics = request.app.state.metrics
    pool = getattr(request.app.state, "pool", None)
    if isinstance(pool, Reader):
        metrics.edition.set(pool.edition)
    return Response(
        generate_latest(metrics.registry),
        media_type=CONTENT_TYPE_LATEST,
        headers={"Cache-Control": "no-store"},
    )

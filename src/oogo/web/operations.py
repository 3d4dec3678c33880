"""Whether the service lives, whether it is ready, and where to report a weakness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from oogo.web.frame import pool_of

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_READY = "SELECT ?iri WHERE { ?iri ?p ?o } LIMIT 1"


@router.get("/health")
async def health() -> Response:
    """The process lives; this asks nothing of the workers."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@router.get("/ready")
async def ready(request: Request) -> Response:
    """A worker answers on an edition."""
    pool = pool_of(request)
    found = await pool.rows(_READY)
    return JSONResponse(
        {"status": "ok", "edition": found.edition}, headers={"Cache-Control": "no-store"}
    )


@router.get("/.well-known/security.txt")
async def security() -> Response:
    """Where to report a weakness (RFC 9116)."""
    expires = (datetime.now(UTC) + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    return PlainTextResponse(
        f"Contact: https://w3id.org/oogo/\nExpires: {expires}\nPreferred-Languages: nl, en\n"
    )

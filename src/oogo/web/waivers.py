"""Waivers, as a page and for programs: which there are, grant one, end one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oogo import norms
from oogo.errors import NotFoundError, ParameterError
from oogo.keys import Key, organisation_iri
from oogo.names import name_things
from oogo.waivers import Waiver
from oogo.web.deliveries import WaiverAnswer, WaiversAnswer
from oogo.web.desk import desk_of
from oogo.web.frame import page, pool_of
from oogo.web.openapi import LOCATION
from oogo.web.submissions import KEY, authorization
from oogo.web.uploads import form_fields

__all__ = ["api_router", "router"]

router = APIRouter(include_in_schema=False)
api_router = APIRouter(prefix="/api/v1")

Id = Annotated[str, Path(description="Nummer van de ontheffing.")]
_LARGEST = 20_000


@router.get("/waivers")
async def show_waivers(request: Request) -> Response:
    """Which waivers there are, with a form for whoever may grant and end them."""
    return await _page(request)


@router.post("/waivers")
async def change_waivers(request: Request) -> Response:
    """Grant the waiver in the form, or end the one that was chosen, with the key in the form."""
    desk = desk_of(request)
    said = await form_fields(request)
    key = desk.keys.allowed(f"Bearer {said.get('key', '').strip()}", "waive")
    if "end" in said:
        changed = await asyncio.to_thread(desk.waivers.end, said["end"])
    else:
        changed = await _grant(request, said, key)
    return await _page(request, changed)


async def _page(request: Request, changed: Waiver | None = None) -> Response:
    waivers = await asyncio.to_thread(desk_of(request).waivers.all)
    pool = pool_of(request)
    today = datetime.now(UTC).date().isoformat()
    in_force = [waiver for waiver in waivers if waiver.until > today]
    iris = {iri for waiver in waivers for iri in (waiver.organisation, waiver.granted_by)}
    values = {
        "in_force": sorted(in_force, key=lambda waiver: (waiver.until, waiver.rule)),
        "ended": [waiver for waiver in reversed(waivers) if waiver.until <= today],
        "rules": [rule for rule in await norms.rules(pool) if not rule.code.startswith("PG-")],
        "names": await name_things(pool, iris),
        "changed": changed,
    }
    return page(request, "waivers.html", values)


async def _grant(request: Request, said: Mapping[str, str], key: Key) -> Waiver:
    """The waiver that this form or body asks for."""
    code = said.get("rule", "").strip()
    try:
        if code and not code.startswith("PG-"):
            await norms.rule(pool_of(request), code)
    except NotFoundError as error:
        raise ParameterError(
            error.nl,
            error.en,
            place="rule",
            remedy_nl="Neem de code over uit het rapport of van /rules.",
            remedy_en="Take the code from the report or from /rules.",
        ) from error
    return await asyncio.to_thread(
        desk_of(request).waivers.grant,
        code,
        organisation_iri(said.get("organisation", "").strip()),
        ground=said.get("ground", ""),
        document=said.get("document", ""),
        until=said.get("until", ""),
        granted_by=key.organisation,
    )


@api_router.get("/waivers", summary="De verleende ontheffingen", response_model=WaiversAnswer)
async def list_waivers(request: Request) -> Response:
    """All waivers, those that ended included."""
    found = await asyncio.to_thread(desk_of(request).waivers.all)
    return JSONResponse({"waivers": [asdict(waiver) for waiver in found]})


@api_router.post(
    "/waivers",
    summary="Verleen ontheffing van een regel",
    status_code=201,
    response_model=WaiverAnswer,
    responses={201: LOCATION},
    openapi_extra={
        **KEY,
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["rule", "organisation", "ground", "document", "until"],
                        "properties": {
                            "rule": {"type": "string", "examples": ["PO-09a"]},
                            "organisation": {"type": "string", "examples": ["PO2604"]},
                            "ground": {"type": "string"},
                            "document": {"type": "string"},
                            "until": {"type": "string", "format": "date"},
                        },
                    }
                }
            },
        },
    },
)
async def grant_waiver(request: Request) -> Response:
    """Waive a rule for an organisation, for an assessor with ground, document and end date."""
    desk = desk_of(request)
    key = desk.keys.allowed(authorization(request), "waive")
    waiver = await _grant(request, await _json_object(request), key)
    return JSONResponse(asdict(waiver), 201, {"Location": f"/api/v1/waivers/{waiver.id}"})


@api_router.delete(
    "/waivers/{id}",
    summary="Beëindig een ontheffing",
    response_model=WaiverAnswer,
    openapi_extra=KEY,
)
async def end_waiver(request: Request, id: Id) -> Response:
    """Let a waiver end today; it stays on record."""
    desk = desk_of(request)
    desk.keys.allowed(authorization(request), "waive")
    return JSONResponse(asdict(await asyncio.to_thread(desk.waivers.end, id)))


async def _json_object(request: Request) -> dict[str, str]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            break
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        raise ParameterError(
            "de body is geen JSON-object met teksten",
            "the body is not a JSON object of strings",
            remedy_nl="Zie /api/v1/docs voor wat hier gevraagd wordt.",
            remedy_en="See /api/v1/docs for what is asked here.",
        )
    return said

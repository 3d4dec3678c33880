"""Waivers for programs: which there are, grant one, end one."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oogo.errors import ParameterError
from oogo.keys import organisation_iri
from oogo.web.deliveries import WaiverAnswer, WaiversAnswer
from oogo.web.desk import desk_of
from oogo.web.openapi import LOCATION
from oogo.web.submissions import KEY, authorization

__all__ = ["api_router"]

api_router = APIRouter(prefix="/api/v1")

Id = Annotated[str, Path(description="Nummer van de ontheffing.")]
_LARGEST = 20_000


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
    said = await _json_object(request)
    waiver = await asyncio.to_thread(
        desk.waivers.grant,
        said.get("rule", ""),
        organisation_iri(said.get("organisation", "")),
        ground=said.get("ground", ""),
        document=said.get("document", ""),
        until=said.get("until", ""),
        granted_by=key.organisation,
    )
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

"""Deliveries for programs: deliver, read the report, publish, withdraw; waivers and templates."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oogo.errors import GoneError, NotFoundError, ParameterError
from oogo.keys import organisation_iri
from oogo.language import Text
from oogo.report import Report
from oogo.web.desk import Kept, desk_of, readers_see
from oogo.web.frame import language_of
from oogo.web.negotiation import negotiate
from oogo.web.problems import problem
from oogo.web.reports import FORMATS, XLSX, report_response
from oogo.web.uploads import body_schema, received_file
from oogo.workbook import forms
from oogo.workbook.template import template

__all__ = ["api_router"]

api_router = APIRouter(prefix="/api/v1")

_KEY: dict[str, Any] = {"security": [{"bearer": []}]}
_LARGEST_WAIVER = 20_000


def _parameter(name: str, text: str) -> dict[str, object]:
    return {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}


@api_router.post(
    "/submissions",
    summary="Lever een bestand aan",
    status_code=201,
    openapi_extra={
        **_KEY,
        "parameters": [
            _parameter("licence", "Adres van de licentie; weggelaten is CC0, leeg is geen."),
            _parameter(
                "supersedes",
                "Nummers van wat hierdoor vervangen wordt, of ‘none’; weggelaten: wat u eerder "
                "over dezelfde dingen publiceerde.",
            ),
            _parameter("name", "Naam van het bestand, als het de hele body is."),
        ],
        "requestBody": body_schema("licence", "supersedes"),
    },
)
async def deliver(request: Request) -> Response:
    """Check a file and keep it; 201 with its address, or 200 where it held personal data."""
    desk = desk_of(request)
    key = desk.keys.allowed(_authorization(request), "deliver")
    found = await desk.deliver(await received_file(request), key)
    if isinstance(found, Report):
        return JSONResponse({"id": None, "state": "geweigerd", "report": found.as_json()})
    answer = {**_described(found, language_of(request)), "report": found.report.as_json()}
    return JSONResponse(answer, 201, {"Location": _address(found.record.id)})


@api_router.get("/submissions", summary="Wat uw organisatie heeft aangeleverd", openapi_extra=_KEY)
async def list_submissions(request: Request) -> Response:
    """The submissions of the organisation of the key, newest first."""
    desk = desk_of(request)
    key = desk.keys.allowed(_authorization(request), "read")
    records = await asyncio.to_thread(desk.submissions.of, key.organisation)
    return JSONResponse(
        {
            "submissions": [
                {
                    "id": record.id,
                    "name": record.name,
                    "state": await asyncio.to_thread(desk.submissions.state, record),
                    "received_at": record.received_at,
                    "template": record.template or None,
                    "links": {"self": _address(record.id)},
                }
                for record in records
            ]
        }
    )


@api_router.get("/submissions/{id}", summary="Eén aanlevering", openapi_extra=_KEY)
async def show_submission(request: Request, id: str) -> Response:
    """How far a submission is, and what its publication would bring about."""
    desk = desk_of(request)
    try:
        record, _ = await desk.readable(id, _authorization(request))
    except GoneError as error:
        return _gone(request, error)
    return JSONResponse(_described(await desk.kept(record), language_of(request)))


@api_router.get(
    "/submissions/{id}/report",
    summary="Het rapport, als JSON, SHACL, pagina, CSV of uw eigen werkmap met opmerkingen",
    openapi_extra=_KEY,
)
async def show_report(request: Request, id: str) -> Response:
    """The report in the format of the ``Accept`` header."""
    return await _report(request, id, "")


@api_router.get("/submissions/{id}/report.{suffix}", include_in_schema=False)
async def show_report_as(request: Request, id: str, suffix: str) -> Response:
    """The report in the format of the suffix."""
    if suffix not in FORMATS:
        raise NotFoundError(
            f"een rapport als .{suffix} is er niet",
            f"there is no report as .{suffix}",
            remedy_nl=f"Kies uit: {', '.join(FORMATS)}.",
            remedy_en=f"Choose from: {', '.join(FORMATS)}.",
        )
    return await _report(request, id, suffix)


async def _report(request: Request, id_: str, suffix: str) -> Response:
    accept = request.headers.get("accept")
    kind = negotiate(accept, tuple(FORMATS.values()), FORMATS.get(suffix))
    desk = desk_of(request)
    try:
        record, _ = await desk.readable(id_, _authorization(request))
    except GoneError as error:
        return _gone(request, error)
    report = await asyncio.to_thread(desk.submissions.report, record)
    original = await asyncio.to_thread(desk.submissions.original, record)
    return await report_response(request, report, kind, original, desk.checks)


@api_router.get(
    "/submissions/{id}/original", summary="Het aangeleverde bestand", openapi_extra=_KEY
)
async def show_original(request: Request, id: str) -> Response:
    """The file as it was kept, for its sender; for everybody once it is published."""
    desk = desk_of(request)
    try:
        record, _ = await desk.readable(id, _authorization(request))
    except GoneError as error:
        return _gone(request, error)
    data = await asyncio.to_thread(desk.submissions.original, record)
    name = quote(PurePath(record.name).name)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    if record.licence:
        headers["Link"] = f'<{record.licence}>; rel="license"'
    return Response(data, media_type="application/octet-stream", headers=headers)


@api_router.post(
    "/submissions/{id}/publication",
    summary="Publiceer een aanlevering",
    status_code=201,
    openapi_extra=_KEY,
)
async def publish(request: Request, id: str) -> Response:
    """Publish; 409 with violations, without licence, in a wrong state or a second time."""
    desk = desk_of(request)
    key = desk.keys.allowed(_authorization(request), "deliver")
    record = await asyncio.to_thread(desk.submissions.find, id)
    made = await desk.publish(record, key)
    await readers_see(request, made)
    kept = await desk.kept(record)
    answer = {**_described(kept, language_of(request)), "edition": made.number}
    return JSONResponse(answer, 201, {"Location": f"/graph/aanlevering/{record.id}"})


@api_router.delete(
    "/submissions/{id}/publication", summary="Trek een publicatie in", openapi_extra=_KEY
)
async def withdraw(request: Request, id: str) -> Response:
    """Withdraw; from then on its address answers 410, with its successor if there is one."""
    desk = desk_of(request)
    key = desk.keys.allowed(_authorization(request), "deliver")
    record = await asyncio.to_thread(desk.submissions.find, id)
    made = await desk.withdraw(record, key)
    await readers_see(request, made)
    kept = await desk.kept(record)
    return JSONResponse({**_described(kept, language_of(request)), "edition": made.number})


@api_router.get("/waivers", summary="De verleende ontheffingen")
async def list_waivers(request: Request) -> Response:
    """All waivers, those that ended included."""
    found = await asyncio.to_thread(desk_of(request).waivers.all)
    return JSONResponse({"waivers": [asdict(waiver) for waiver in found]})


@api_router.post(
    "/waivers",
    summary="Verleen ontheffing van een regel",
    status_code=201,
    openapi_extra={
        **_KEY,
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
    key = desk.keys.allowed(_authorization(request), "waive")
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


@api_router.delete("/waivers/{id}", summary="Beëindig een ontheffing", openapi_extra=_KEY)
async def end_waiver(request: Request, id: str) -> Response:
    """Let a waiver end today; it stays on record."""
    desk = desk_of(request)
    desk.keys.allowed(_authorization(request), "waive")
    return JSONResponse(asdict(await asyncio.to_thread(desk.waivers.end, id)))


@api_router.get("/templates", summary="De sjablonen voor aanleveringen")
async def list_templates(request: Request) -> Response:
    """The types of template, with the addresses of their workbooks."""
    language = language_of(request)
    known = forms.load()
    return JSONResponse(
        {
            "version": known.version,
            "templates": [
                {
                    "type": form.type,
                    "name": Text(form.name.nl, form.name.en)[language],
                    "sheets": [sheet.name.nl for sheet in form.sheets],
                    "links": {"xlsx": f"/api/v1/templates/{form.type}.xlsx"},
                }
                for form in known.forms.values()
            ],
        }
    )


@api_router.get(
    "/templates/{type}.xlsx",
    summary="Een leeg sjabloon; met sleutel ingevuld met uw laatste aanlevering",
    openapi_extra=_KEY,
)
async def show_template(request: Request, type: str) -> Response:
    """The workbook of this type."""
    form = forms.load().form(type)
    authorization = _authorization(request)
    organisation, previous = None, None
    if authorization:
        desk = desk_of(request)
        organisation = desk.keys.allowed(authorization, "read").organisation
        latest = await asyncio.to_thread(desk.submissions.latest, organisation, form.type)
        if latest is not None:
            previous = await asyncio.to_thread(desk.submissions.triples, latest)
    code = organisation.rpartition("/")[2] if organisation else None
    data = await asyncio.to_thread(template, form.type, previous, code)
    headers = {
        "Content-Disposition": f'attachment; filename="{form.type}.xlsx"',
        "Vary": "Authorization",
    }
    return Response(data, media_type=XLSX, headers=headers)


def _described(kept: Kept, language: str) -> dict[str, Any]:
    record = kept.record
    address = _address(record.id)
    return {
        "id": record.id,
        "state": kept.state,
        "name": record.name,
        "digest": record.digest,
        "organisation": record.organisation,
        "role": record.role,
        "received_at": record.received_at,
        "licence": record.licence or None,
        "template": record.template or None,
        "graph": record.graph,
        "accepted": kept.report.accepted,
        "counts": kept.report.counts,
        "supersedes": [other.id for other in kept.consequences.supersedes],
        "differences": [text[language] for text in kept.consequences.differences],
        "other_senders": [text[language] for text in kept.consequences.others],
        "links": {
            "self": address,
            "report": f"{address}/report",
            "original": f"{address}/original",
            "publication": f"{address}/publication",
        },
    }


def _address(id_: str) -> str:
    return f"/api/v1/submissions/{id_}"


def _authorization(request: Request) -> str:
    return request.headers.get("authorization", "")


def _gone(request: Request, error: GoneError) -> Response:
    """Withdrawn; where something took its place, the ``Link`` header says what."""
    answer = problem(error, language_of(request), request.url.path)
    if error.place:
        answer.headers["Link"] = f'<{error.place}>; rel="successor-version"'
    return answer


async def _json_object(request: Request) -> dict[str, str]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_WAIVER:
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

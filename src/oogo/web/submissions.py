"""Deliveries for programs: deliver, read the report, publish, withdraw; and templates."""

from __future__ import annotations

import asyncio
from pathlib import PurePath
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oogo.errors import GoneError, NotFoundError
from oogo.language import Text
from oogo.report import Report
from oogo.web.deliveries import (
    DeliveredAnswer,
    PublishedAnswer,
    RefusedAnswer,
    ReportAnswer,
    SubmissionAnswer,
    SubmissionsAnswer,
    TemplatesAnswer,
)
from oogo.web.desk import Kept, desk_of, readers_see
from oogo.web.frame import language_of
from oogo.web.negotiation import negotiate
from oogo.web.openapi import LOCATION, REPORT, file_of
from oogo.web.problems import problem
from oogo.web.reports import FORMATS, XLSX, report_response
from oogo.web.uploads import body_schema, received_file
from oogo.workbook import forms
from oogo.workbook.template import template

__all__ = ["KEY", "api_router", "authorization", "template_for"]

api_router = APIRouter(prefix="/api/v1")

Id = Annotated[
    str,
    Path(description="Nummer van de aanlevering (ULID).", examples=["01JDQ5Z8W4M0000000000000AA"]),
]
KEY: dict[str, Any] = {"security": [{"bearer": []}]}


def _parameter(name: str, text: str) -> dict[str, object]:
    return {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}


@api_router.post(
    "/submissions",
    summary="Lever een bestand aan",
    status_code=201,
    response_model=DeliveredAnswer,
    responses={
        200: {
            "model": RefusedAnswer,
            "description": "Er stonden persoonsgegevens in; er is niets bewaard",
        },
        201: LOCATION,
    },
    openapi_extra={
        **KEY,
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
    key = desk.keys.allowed(authorization(request), "deliver")
    found = await desk.deliver(await received_file(request), key)
    if isinstance(found, Report):
        return JSONResponse({"id": None, "state": "geweigerd", "report": found.as_json()})
    answer = {**_described(found, language_of(request)), "report": found.report.as_json()}
    return JSONResponse(answer, 201, {"Location": _address(found.record.id)})


@api_router.get(
    "/submissions",
    summary="Wat uw organisatie heeft aangeleverd",
    response_model=SubmissionsAnswer,
    openapi_extra=KEY,
)
async def list_submissions(request: Request) -> Response:
    """The submissions of the organisation of the key, newest first."""
    desk = desk_of(request)
    key = desk.keys.allowed(authorization(request), "read")
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


@api_router.get(
    "/submissions/{id}",
    summary="Eén aanlevering",
    response_model=SubmissionAnswer,
    openapi_extra=KEY,
)
async def show_submission(request: Request, id: Id) -> Response:
    """How far a submission is, and what its publication would bring about."""
    desk = desk_of(request)
    try:
        record, _ = await desk.readable(id, authorization(request))
    except GoneError as error:
        return _gone(request, error)
    return JSONResponse(_described(await desk.kept(record), language_of(request)))


@api_router.get(
    "/submissions/{id}/report",
    summary="Het rapport, als JSON, SHACL, pagina, CSV of uw eigen werkmap met opmerkingen",
    response_model=ReportAnswer,
    responses=REPORT,
    openapi_extra=KEY,
)
async def show_report(request: Request, id: Id) -> Response:
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
    secret = authorization(request)
    try:
        record, state = await desk.readable(id_, secret)
    except GoneError as error:
        return _gone(request, error)
    report = await asyncio.to_thread(desk.submissions.report, record)
    original = await desk.original(record, state, secret) if kind == XLSX else b""
    return await report_response(request, report, kind, original, desk.checks)


@api_router.get(
    "/submissions/{id}/original",
    summary="Het aangeleverde bestand",
    response_class=Response,
    responses=file_of("application/octet-stream"),
    openapi_extra=KEY,
)
async def show_original(request: Request, id: Id) -> Response:
    """The file as it was kept, for its sender; for everybody once it is published."""
    desk = desk_of(request)
    secret = authorization(request)
    try:
        record, state = await desk.readable(id, secret)
    except GoneError as error:
        return _gone(request, error)
    data = await desk.original(record, state, secret)
    name = quote(PurePath(record.name).name)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    if record.licence:
        headers["Link"] = f'<{record.licence}>; rel="license"'
    return Response(data, media_type="application/octet-stream", headers=headers)


@api_router.post(
    "/submissions/{id}/publication",
    summary="Publiceer een aanlevering",
    status_code=201,
    response_model=PublishedAnswer,
    responses={201: LOCATION},
    openapi_extra=KEY,
)
async def publish(request: Request, id: Id) -> Response:
    """Publish; 409 with violations, without licence, in a wrong state or a second time."""
    desk = desk_of(request)
    key = desk.keys.allowed(authorization(request), "deliver")
    record = await asyncio.to_thread(desk.submissions.find, id)
    made = await desk.publish(record, key)
    await readers_see(request, made)
    kept = await desk.kept(record)
    answer = {**_described(kept, language_of(request)), "edition": made.number}
    return JSONResponse(answer, 201, {"Location": f"/graph/aanlevering/{record.id}"})


@api_router.delete(
    "/submissions/{id}/publication",
    summary="Trek een publicatie in",
    response_model=PublishedAnswer,
    openapi_extra=KEY,
)
async def withdraw(request: Request, id: Id) -> Response:
    """Withdraw; from then on its address answers 410, with its successor if there is one."""
    desk = desk_of(request)
    key = desk.keys.allowed(authorization(request), "deliver")
    record = await asyncio.to_thread(desk.submissions.find, id)
    made = await desk.withdraw(record, key)
    await readers_see(request, made)
    kept = await desk.kept(record)
    return JSONResponse({**_described(kept, language_of(request)), "edition": made.number})


@api_router.get(
    "/templates", summary="De sjablonen voor aanleveringen", response_model=TemplatesAnswer
)
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
    response_class=Response,
    responses=file_of(XLSX),
    openapi_extra=KEY,
)
async def show_template(request: Request, type: str) -> Response:
    """The workbook of this type."""
    return await template_for(request, type, authorization(request))


async def template_for(request: Request, type_: str, authorization: str) -> Response:
    """The workbook of this type; with a key filled with what its organisation published last."""
    form = forms.load().form(type_)
    organisation, licence, previous = "", "", None
    if authorization:
        desk = desk_of(request)
        organisation = desk.keys.allowed(authorization, "read").organisation
        latest = await asyncio.to_thread(desk.submissions.latest, organisation, form.type)
        if latest is not None:
            licence = latest.licence
            previous = await asyncio.to_thread(desk.submissions.triples, latest)
    code = organisation.rpartition("/")[2] or None
    data = await asyncio.to_thread(template, form.type, previous, code, licence)
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
        "beside": [other.id for other in kept.consequences.beside],
        "differences_beside": [text[language] for text in kept.consequences.apart],
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


def authorization(request: Request) -> str:
    """The key that came with a request."""
    return request.headers.get("authorization", "")


def _gone(request: Request, error: GoneError) -> Response:
    """Withdrawn; where something took its place, the ``Link`` header says what."""
    answer = problem(error, language_of(request), request.url.path)
    if error.place:
        answer.headers["Link"] = f'<{error.place}>; rel="successor-version"'
    return answer

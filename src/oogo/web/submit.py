"""The page where a file is checked, and with a key delivered, mended and published."""

from __future__ import annotations

import asyncio
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from oogo.errors import ParameterError
from oogo.report import Report
from oogo.submissions import Record, State
from oogo.web.deliveries import ReportAnswer
from oogo.web.desk import Kept, desk_of, readers_see
from oogo.web.frame import language_of, page
from oogo.web.negotiation import negotiate
from oogo.web.openapi import REPORT
from oogo.web.reports import FORMATS, report_response, report_values
from oogo.web.submissions import template_for
from oogo.web.uploads import body_schema, form_fields, received_file
from oogo.workbook import forms

__all__ = ["api_router", "router"]

router = APIRouter(include_in_schema=False)
api_router = APIRouter(prefix="/api/v1")

_MOST = 100
"""So many deliveries are shown; the API lists them all."""


@router.get("/submit")
async def show_form(request: Request) -> Response:
    """The form in which a file is chosen."""
    return page(request, "submit.html", _form_values(_today()))


@router.post("/submit")
async def take_form(request: Request) -> Response:
    """The findings on the file in the form; with a key it is kept as well."""
    desk = desk_of(request)
    upload = await received_file(request)
    secret = upload.said.get("key", "").strip()
    if not secret:
        checked = await desk.check(upload)
        kind = _format(upload.said.get("format", ""))
        if kind != FORMATS["html"]:
            return await report_response(request, checked.report, kind, upload.data, desk.checks)
        return _answer(request, checked.report, None)
    key = desk.keys.allowed(f"Bearer {secret}", "deliver")
    found = await desk.deliver(upload, key)
    if isinstance(found, Report):
        return _answer(request, found, None)
    return _answer(request, found.report, found)


@router.post("/submit/templates")
async def fetch_template(request: Request) -> Response:
    """The template in the form, filled with what the organisation of the key published last."""
    said = await form_fields(request)
    secret = said.get("key", "").strip()
    return await template_for(request, said.get("type", ""), f"Bearer {secret}")


@router.post("/submit/deliveries")
async def list_own(request: Request) -> Response:
    """What the organisation of the key in the form delivered, newest first."""
    desk = desk_of(request)
    said = await form_fields(request)
    key = desk.keys.allowed(f"Bearer {said.get('key', '').strip()}", "read")

    def found() -> list[tuple[Record, State]]:
        records = desk.submissions.of(key.organisation)[:_MOST]
        return [(record, desk.submissions.state(record)) for record in records]

    own = await asyncio.to_thread(found)
    return page(request, "submit.html", {**_form_values(_today()), "own": own})


@router.post("/submit/{id}")
async def act_on_submission(request: Request, id: str) -> Response:
    """Show, publish or withdraw a submission, or fetch its report, with the key in the form."""
    desk = desk_of(request)
    said = await form_fields(request)
    authorization = f"Bearer {said.get('key', '').strip()}"
    act = said.get("act", "")
    if act in FORMATS:
        record, state = await desk.readable(id, authorization)
        report = await asyncio.to_thread(desk.submissions.report, record)
        own = FORMATS[act] == FORMATS["xlsx"]
        original = await desk.original(record, state, authorization) if own else b""
        return await report_response(request, report, FORMATS[act], original, desk.checks)
    if act == "show":
        record, _ = await desk.readable(id, authorization)
        kept = await desk.kept(record)
        return _answer(request, kept.report, kept)
    if act not in {"publish", "withdraw"}:
        raise ParameterError(
            f"‘{act}’ kan hier niet",
            f"‘{act}’ is not possible here",
            place="act",
            remedy_nl="Kies show, publish, withdraw of een formaat van het rapport.",
            remedy_en="Choose show, publish, withdraw or a format of the report.",
        )
    key = desk.keys.allowed(authorization, "deliver")
    record = await asyncio.to_thread(desk.submissions.find, id)
    made = await (desk.publish(record, key) if act == "publish" else desk.withdraw(record, key))
    await readers_see(request, made)
    kept = await desk.kept(record)
    return _answer(request, kept.report, kept)


@api_router.post(
    "/validations",
    summary="Toets een bestand; er wordt niets bewaard",
    response_model=ReportAnswer,
    responses=REPORT,
    openapi_extra={
        "parameters": [
            {
                "name": "peildatum",
                "in": "query",
                "description": "De dag waarop het plan moet gelden; gewoonlijk vandaag.",
                "schema": {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
            },
            {
                "name": "name",
                "in": "query",
                "description": "Naam van het bestand, als het de hele body is.",
                "schema": {"type": "string"},
            },
        ],
        "requestBody": body_schema("peildatum"),
    },
)
async def check_delivery(request: Request) -> Response:
    """The findings on a file: JSON, SHACL, page, CSV, or the same workbook with comments."""
    kind = negotiate(request.headers.get("accept"), tuple(FORMATS.values()), None)
    desk = desk_of(request)
    upload = await received_file(request)
    checked = await desk.check(upload)
    return await report_response(request, checked.report, kind, upload.data, desk.checks)


def _format(text: str) -> str:
    return FORMATS.get(text, FORMATS["html"])


def _today() -> str:
    return date.today().isoformat()


def _form_values(today: str) -> dict[str, object]:
    return {
        "today": today,
        "report": None,
        "kept": None,
        "own": None,
        "forms": forms.load().forms.values(),
    }


def _answer(request: Request, report: Report, kept: Kept | None) -> Response:
    values = {
        **_form_values(report.date),
        **report_values(report, language_of(request)),
        "kept": kept,
    }
    return page(request, "submit.html", values)

"""A file that a visitor sends, in a form or as the body itself, and never more than is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.requests import Request

from oogo.errors import SubmissionError
from oogo.intake import LIMIT
from oogo.reception import too_large

__all__ = ["FORM", "MEDIA_TYPES", "Upload", "body_schema", "form_fields", "received_file"]

FORM = "multipart/form-data"
# What may come as a body, and how a file of that kind is called.
MEDIA_TYPES = {
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/ld+json": ".jsonld",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/zip": ".zip",
    "text/csv": ".csv",
}
_NAME = "aanlevering"
_FIELDS = 8


@dataclass(frozen=True)
class Upload:
    """The file and what was said with it."""

    name: str
    media_type: str
    data: bytes
    said: Mapping[str, str] = field(default_factory=dict)


async def received_file(request: Request) -> Upload:
    """The file in a request."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > LIMIT:
        raise too_large("")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    said = dict(request.query_params)
    if kind != FORM:
        name = said.get("name") or _NAME + MEDIA_TYPES.get(kind, "")
        return Upload(name, kind, await _body(request), said)
    async with request.form(max_files=1, max_fields=_FIELDS) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise SubmissionError(
                "er zit geen bestand bij",
                "there is no file",
                place="file",
                remedy_nl="Kies een bestand in het veld ‘file’.",
                remedy_en="Choose a file in the field ‘file’.",
            )
        said |= {name: value for name, value in form.items() if isinstance(value, str)}
        return Upload(file.filename, "", await file.read(LIMIT + 1), said)


async def form_fields(request: Request) -> Mapping[str, str]:
    """The fields of a small form without a file."""
    async with request.form(max_files=0, max_fields=_FIELDS) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


async def _body(request: Request) -> bytes:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > LIMIT:
            raise too_large("")
    return bytes(data)


def body_schema(*fields: str) -> dict[str, object]:
    """The description of such a body for the OpenAPI document."""
    properties: dict[str, object] = {"file": {"type": "string", "format": "binary"}}
    properties |= {name: {"type": "string"} for name in fields}
    form = {"type": "object", "required": ["file"], "properties": properties}
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {
        "required": True,
        "content": {FORM: {"schema": form}, **dict.fromkeys(MEDIA_TYPES, binary)},
    }

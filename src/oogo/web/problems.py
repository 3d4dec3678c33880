"""Every error in one shape: ``application/problem+json`` (RFC 9457), in Dutch or English."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from oogo.errors import (
    BusyError,
    ForbiddenError,
    LimitError,
    OogoError,
    ParameterError,
    QueryError,
    UnauthorizedError,
)
from oogo.language import Text
from oogo.web.frame import language_of

__all__ = ["MEDIA_TYPE", "install", "problem"]

MEDIA_TYPE = "application/problem+json"

_LOG = logging.getLogger(__name__)
_TITLES = {
    400: Text("Niet te lezen", "Cannot be read"),
    401: Text("Sleutel nodig", "Key needed"),
    403: Text("Niet toegestaan", "Not allowed"),
    404: Text("Niet gevonden", "Not found"),
    405: Text("Deze methode kan hier niet", "This method does not work here"),
    406: Text("Niet in dit formaat", "Not in this format"),
    409: Text("Kan in deze toestand niet", "Not possible in this state"),
    410: Text("Ingetrokken", "Withdrawn"),
    413: Text("Te groot", "Too large"),
    415: Text("Soort bestand niet bekend", "Kind of file not known"),
    429: Text("Te veel vragen", "Too many requests"),
    500: Text("Fout in de dienst", "Fault in the service"),
    503: Text("Even niet", "Not now"),
    507: Text("Geen ruimte", "No room"),
}
_DETAILS = {
    404: Text("op dit adres is niets", "there is nothing at this address"),
    405: Text("deze methode kan op dit adres niet", "this method does not work at this address"),
    500: Text(
        "de dienst maakte een fout; die is vastgelegd",
        "the service made a mistake; it has been recorded",
    ),
}
_REMEDIES = {
    404: Text(
        "Kijk of het adres goed is geschreven, of zoek op /search.",
        "Look whether the address is written well, or search at /search.",
    ),
}
_NONE = Text("", "")


def problem(error: OogoError, language: str, instance: str = "") -> Response:
    """The answer that tells what is wrong, where, and how to mend it."""
    english = language == "en"
    response = _response(
        error.status,
        error.en if english else error.nl,
        language,
        instance,
        place=_place(error, english),
        remedy=error.remedy_en if english else error.remedy_nl,
    )
    if isinstance(error, BusyError | LimitError):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, UnauthorizedError):
        response.headers["WWW-Authenticate"] = 'Bearer realm="oogo"'
    return response


def install(app: FastAPI) -> None:
    """Let this application answer every error in this shape."""
    app.add_exception_handler(OogoError, _told)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(Exception, _untold)


async def _told(request: Request, error: Exception) -> Response:
    language, instance = language_of(request), request.url.path
    if isinstance(error, RequestValidationError):
        return problem(_parameter_error(error), language, instance)
    if isinstance(error, OogoError):
        if error.status == HTTPStatus.INTERNAL_SERVER_ERROR:
            _LOG.error("%s %s: %s", request.method, instance, error)
        return problem(error, language, instance)
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    return _standard(status, language, instance, headers or {})


async def _untold(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return _standard(500, language_of(request), request.url.path, {})


def _standard(status: int, language: str, instance: str, headers: Mapping[str, str]) -> Response:
    phrase = HTTPStatus(status).phrase
    detail = _DETAILS.get(status, Text(phrase, phrase))[language]
    remedy = _REMEDIES.get(status, _NONE)[language]
    response = _response(status, detail, language, instance, place="", remedy=remedy)
    response.headers.update(headers)
    return response


def _response(
    status: int, detail: str, language: str, instance: str, *, place: str, remedy: str
) -> Response:
    phrase = HTTPStatus(status).phrase
    body = {
        "type": "about:blank",
        "title": _TITLES.get(status, Text(phrase, phrase))[language],
        "status": status,
        "detail": detail,
        "place": place,
        "remedy": remedy,
        "instance": instance,
    }
    return Response(
        json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={"Content-Language": language, "Vary": "Accept, Accept-Language, Cookie"},
    )


def _place(error: OogoError, english: bool) -> str:
    if isinstance(error, QueryError | ForbiddenError) and error.line:
        line, column = ("line", "column") if english else ("regel", "kolom")
        return f"{line} {error.line}, {column} {error.column}"
    return error.place


def _parameter_error(error: RequestValidationError) -> ParameterError:
    place = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
    return ParameterError(
        "een waarde in de aanvraag ontbreekt of is onleesbaar",
        "a value in the request is missing or cannot be read",
        place=place,
        remedy_nl="Zie /api/v1/docs voor wat hier gevraagd wordt.",
        remedy_en="See /api/v1/docs for what is asked here.",
    )

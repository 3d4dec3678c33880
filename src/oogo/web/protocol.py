"""The query operation of the SPARQL 1.1 Protocol, read from a request."""

from __future__ import annotations

import asyncio
import re
from binascii import a2b_qp
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request

from oogo.errors import (
    ForbiddenError,
    ParameterError,
    QueryError,
    SubmissionError,
    TooLargeError,
    UnsupportedError,
)

__all__ = ["Operation", "read_body", "read_operation"]

_MAX_BODY = 1024 * 1024
_MAX_FIELDS = 200
_SENDING_SECONDS = 10.0
_ONLY_QUERY = re.compile(rb"query=((?:[A-Za-z0-9_.~+!*'()-]++|%[0-9A-Fa-f]{2})++)")


@dataclass(frozen=True)
class Operation:
    """One query: the text, its dataset, and the wishes that stand in the address."""

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    edition: int | None
    format: str
    encoded: str = ""
    """The text as it stood in an address or form, where the request says nothing else."""


async def read_body(request: Request) -> bytes:
    """The body, as long as it is not too long."""
    data = bytearray()
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) <= _MAX_BODY:
        try:
            async with asyncio.timeout(_SENDING_SECONDS):
                async for piece in request.stream():
                    data += piece
                    if len(data) > _MAX_BODY:
                        break
                else:
                    return bytes(data)
        except TimeoutError as error:
            raise _too_slow() from error
    raise TooLargeError(
        f"een aanvraag mag hier {_MAX_BODY} bytes zijn",
        f"a request may have {_MAX_BODY} bytes here",
        remedy_nl="Verdeel de query.",
        remedy_en="Divide the query.",
    )


def read_operation(request: Request, body: bytes) -> Operation | None:
    """The query operation in this request; None when it asks nothing."""
    encoded: bytes = request.scope["query_string"]
    text = None
    if request.method == "POST":
        encoded, text = _posted(request.headers, encoded, body)
    if text is None and (only := _ONLY_QUERY.fullmatch(encoded)) is not None:
        return _plain(only[1])
    fields = _fields(encoded)
    if text is not None:
        fields.append(("query", text))
    values = {name: [value for key, value in fields if key == name] for name, _ in fields}
    if "update" in values:
        raise _no_update()
    queries = values.get("query", [])
    if not queries and request.method != "POST" and not _has_dataset(values):
        return None
    if len(queries) != 1:
        raise ParameterError(
            f"een aanvraag heeft één ‘query’; hier staan er {len(queries)}",
            f"a request has one ‘query’; there are {len(queries)} here",
            place="query",
            remedy_nl="Geef één query.",
            remedy_en="Give one query.",
        )
    return Operation(
        text=queries[0].removeprefix("\ufeff"),
        default_graphs=tuple(values.get("default-graph-uri", ())),
        named_graphs=tuple(values.get("named-graph-uri", ())),
        edition=_edition(values.get("edition", [])),
        format=next(iter(values.get("format", [])), ""),
    )


def _posted(headers: Headers, address: bytes, body: bytes) -> tuple[bytes, str | None]:
    """The fields of the address and of a form together, or a query that is the whole body."""
    media_type, charset = _content(headers)
    if charset not in {"", "utf-8"}:
        raise _unsupported(f"charset={charset}")
    if media_type == "application/sparql-update":
        raise _no_update()
    if media_type == "application/sparql-query":
        return address, _decoded(body)
    if media_type == "application/x-www-form-urlencoded":
        return b"&".join(filter(None, (address, body))), None
    raise _unsupported(media_type)


def _plain(encoded: bytes) -> Operation:
    """A request that is one query and nothing else, as most are."""
    # Quoted-printable is the same code with another sign, and read at once.
    text = _decoded(a2b_qp(encoded.replace(b"+", b" ").replace(b"%", b"=")))
    return Operation(text.removeprefix("\ufeff"), (), (), None, "", encoded.decode())


def _has_dataset(values: dict[str, list[str]]) -> bool:
    return "default-graph-uri" in values or "named-graph-uri" in values


def _content(headers: Headers) -> tuple[str, str]:
    """The media type and charset of a body, in lower case; two charsets are none that we know."""
    media_type, *parameters = headers.get("content-type", "").lower().split(";")
    pairs = (parameter.partition("=") for parameter in parameters)
    charsets = {
        value.strip().strip('"').replace("utf8", "utf-8")
        for name, _, value in pairs
        if name.strip() == "charset"
    }
    return media_type.strip(), ", ".join(sorted(charsets))


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except UnicodeDecodeError as error:
        raise _not_utf8() from error
    except ValueError as error:
        raise ParameterError(
            f"een aanvraag heeft hoogstens {_MAX_FIELDS} velden",
            f"a request has at most {_MAX_FIELDS} fields",
        ) from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _edition(values: Sequence[str]) -> int | None:
    if not values:
        return None
    if len(values) > 1 or not (values[0].isascii() and values[0].isdecimal()):
        raise ParameterError(
            f"‘{values[-1]}’ is geen nummer van een editie",
            f"‘{values[-1]}’ is not the number of an edition",
            place="edition",
        )
    return int(values[0][:18])


def _too_slow() -> SubmissionError:
    return SubmissionError(
        f"de aanvraag was na {_SENDING_SECONDS:g} seconden niet binnen",
        f"the request was not in after {_SENDING_SECONDS:g} seconds",
        remedy_nl="Stuur haar in één keer.",
        remedy_en="Send it in one go.",
    )


def _not_utf8() -> QueryError:
    return QueryError(
        "de query is geen geldige UTF-8",
        "the query is not valid UTF-8",
        remedy_nl="Bewaar en verstuur de query als UTF-8.",
        remedy_en="Save and send the query as UTF-8.",
    )


def _unsupported(found: str) -> UnsupportedError:
    return UnsupportedError(
        f"deze inhoud wordt hier niet gelezen: {found or 'zonder Content-Type'}",
        f"this content is not read here: {found or 'without Content-Type'}",
        place="Content-Type",
        remedy_nl="Gebruik application/sparql-query of application/x-www-form-urlencoded, UTF-8.",
        remedy_en="Use application/sparql-query or application/x-www-form-urlencoded, in UTF-8.",
    )


def _no_update() -> ForbiddenError:
    return ForbiddenError(
        "dit adres leest alleen",
        "this address only reads",
        remedy_nl="Lever gegevens aan via /api/v1/submissions.",
        remedy_en="Deliver data through /api/v1/submissions.",
    )

"""The change feed on the web: a page for people, a Linked Data Event Stream for programs."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter
from pyoxigraph import Quad, RdfFormat, serialize
from starlette.requests import Request
from starlette.responses import Response

from oogo.changes import Changes, as_quads, stream_quads
from oogo.store.packing import PACKINGS
from oogo.web.frame import page
from oogo.web.negotiation import coding, negotiate
from oogo.web.paging import asked_page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_RDF = {
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/ld+json": RdfFormat.JSON_LD,
}
_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "ldes": "https://w3id.org/ldes#",
    "prov": "http://www.w3.org/ns/prov#",
    "tree": "https://w3id.org/tree#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_NOW = "public, max-age=10"


@router.get("/changes")
async def show_changes(request: Request) -> Response:
    """The publications, newest first, for people; for programs the stream and its first page."""
    changes: Changes = request.app.state.changes
    kind = negotiate(request.headers.get("accept"), ("text/html", *_RDF))
    if kind != "text/html":
        return _answer(request, kind, stream_quads(), _FOR_NOW)
    newest, paging = changes.newest, asked_page(request)
    start = newest + 1 - paging.offset
    return page(
        request,
        "changes.html",
        {
            "publications": await changes.newest_first(start, paging.size),
            "paging": paging,
            "links": paging.links(newest),
            "total": newest,
        },
    )


@router.get("/changes/{number:int}/{part:int}")
async def show_change_page(request: Request, number: int, part: int) -> Response:
    """One page of the stream; it never changes once a page follows it."""
    changes: Changes = request.app.state.changes
    kind = negotiate(request.headers.get("accept"), tuple(_RDF))
    found = await changes.page(number, part)
    following = await changes.after(number, part)
    if following is None:
        return _answer(request, kind, as_quads(number, part, found, None, ""), _FOR_NOW)
    time = (await changes.publication(following[0])).time
    quads = as_quads(number, part, found, following, time)
    answer = _answer(request, kind, quads, _FOR_EVER)
    answer.headers["Link"] = f'</changes/{following[0]}/{following[1]}>; rel="next"'
    return answer


def _answer(request: Request, kind: str, quads: Iterable[Quad], cache: str) -> Response:
    """These quads, packed where the visitor can unpack them: a page packs to a twentieth."""
    form = _RDF[kind]
    prefixes = None if form == RdfFormat.N_QUADS else _PREFIXES
    body = serialize(quads, format=form, prefixes=prefixes) or b""
    headers = {"Cache-Control": cache, "Vary": "Accept, Accept-Encoding"}
    packed = coding(request.headers.get("accept-encoding"))
    if packed:
        headers["Content-Encoding"] = packed
        body = PACKINGS[packed]().last(body)
    return Response(body, media_type=kind, headers=headers)

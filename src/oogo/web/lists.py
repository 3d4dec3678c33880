"""Lists of the things of a kind: facets, order, pages; the whole as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from urllib.parse import urlencode

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oogo.indexes import asked
from oogo.language import Text
from oogo.search import Facet, Found, Index, Kind, Listing
from oogo.web.answers import Facet as FacetAnswer
from oogo.web.answers import Kind as KindAnswer
from oogo.web.answers import KindsAnswer, ListAnswer, Listed
from oogo.web.frame import href, language_of, page
from oogo.web.negotiation import negotiate
from oogo.web.openapi import IN_WORDS, PAGED
from oogo.web.paging import Paging, asked_page
from oogo.web.plain import place_of
from oogo.web.search import address_of, index_of

__all__ = ["api_router", "router"]

router = APIRouter(include_in_schema=False)
api_router = APIRouter(prefix="/api/v1")

_OWN = ("lang", "page", "perPage", "q", "sort")
_FORMATS = {"json": "application/json", "csv": "text/csv"}
_ALL = 1_000_000
_SORTS = {
    "name": Text("naam, a–z", "name, a–z"),
    "-name": Text("naam, z–a", "name, z–a"),
    "code": Text("code", "code"),
}


_NARROWING: list[dict[str, object]] = [
    {
        "name": "q",
        "in": "query",
        "description": "Woorden die in naam of code staan.",
        "schema": {"type": "string"},
    },
    {
        "name": "sort",
        "in": "query",
        "description": "De volgorde.",
        "schema": {"type": "string", "enum": ["name", "-name", "code", "-code"]},
    },
    {
        "name": "page",
        "in": "query",
        "description": "Bladzijde.",
        "schema": {"type": "integer", "minimum": 1, "default": 1},
    },
    {
        "name": "perPage",
        "in": "query",
        "description": "Hoeveel op een bladzijde.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50},
    },
    {
        "name": "facets",
        "in": "query",
        "description": "Een naam uit ‘facets’ in het antwoord, met een IRI uit zijn ‘values’.",
        "style": "form",
        "explode": True,
        "schema": {"type": "object", "additionalProperties": {"type": "string", "format": "iri"}},
        "example": {"plichtdrager": "https://w3id.org/oogo/begrip/actorrol/gemeente"},
    },
]


@router.get("/lists")
async def show_lists(request: Request) -> Response:
    """All kinds of things, and how many there are of each."""
    index = await index_of(request)
    language = language_of(request)
    kinds = sorted(await asked(index.kinds), key=lambda kind: kind.name[language].casefold())
    return page(request, "lists.html", {"kinds": kinds})


@router.get("/lists/{type}")
async def show_list(request: Request, type: str) -> Response:
    """One page of the things of this kind."""
    slug = type.removesuffix(".html")
    stem, _, suffix = slug.rpartition(".")
    if suffix in _FORMATS:
        return await _data(request, stem, _FORMATS[suffix])
    paging = asked_page(request)
    listing = await _listing(request, await index_of(request), slug, paging)
    query = urlencode([pair for pair in paging.query if pair[0] != "perPage"])
    return page(
        request,
        "list.html",
        {
            "listing": listing,
            "sought": request.query_params.get("q", ""),
            "sort": request.query_params.get("sort", "") or "name",
            "sorts": _SORTS,
            "paging": paging,
            "links": paging.links(listing.total),
            "address_of": address_of,
            "class_page": href(listing.kind.iri),
            "api": f"/api/v1/lists/{slug}",
            "query": f"?{query}" if query else "",
        },
        headers={"Link": paging.header(listing.total)},
    )


@api_router.get(
    "/lists",
    summary="De soorten dingen waarvan er een lijst is",
    response_model=KindsAnswer,
    dependencies=IN_WORDS,
)
async def lists_api(request: Request) -> Response:
    """All kinds of things, and how many there are of each."""
    language = language_of(request)
    index = await index_of(request)
    answer: KindsAnswer = {
        "edition": index.edition,
        "lists": [_kind(kind, language) for kind in await asked(index.kinds)],
    }
    return JSONResponse(answer, headers={"X-Oogo-Edition": str(index.edition)})


@api_router.get(
    "/lists/{type}",
    summary="De dingen van een soort, met facetten",
    response_model=ListAnswer,
    responses={200: {**PAGED[200], "content": {"text/csv": {"schema": {"type": "string"}}}}},
    dependencies=IN_WORDS,
    openapi_extra={"parameters": _NARROWING},
)
async def list_api(
    request: Request,
    type: str = Path(description="De soort, zoals /api/v1/lists die noemt.", examples=["plicht"]),
) -> Response:
    """One page of the things of this kind as JSON, or all that are chosen as CSV."""
    stem, _, suffix = type.rpartition(".")
    if suffix not in _FORMATS:
        stem, suffix = type, ""
    accept = request.headers.get("accept")
    return await _data(
        request, stem, negotiate(accept, tuple(_FORMATS.values()), _FORMATS.get(suffix))
    )


async def _data(request: Request, slug: str, kind: str) -> Response:
    language = language_of(request)
    paging = asked_page(request)
    index = await index_of(request)
    headers = {
        "X-Oogo-Edition": str(index.edition),
        "Content-Language": language,
        "Vary": "Accept, Accept-Language",
    }
    if kind == "text/csv":
        whole = Paging(1, _ALL, paging.path, paging.query)
        listing = await _listing(request, index, slug, whole)
        headers["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
        return Response(_csv(listing), media_type="text/csv", headers=headers)
    listing = await _listing(request, index, slug, paging)
    headers["Link"] = paging.header(listing.total)
    keyed = await asked(lambda: index.things(each.iri for each in listing.things))
    things = [keyed[each.iri] for each in listing.things]
    return JSONResponse(_json(listing, things, language, paging), headers=headers)


async def _listing(request: Request, index: Index, slug: str, paging: Paging) -> Listing:
    given = dict(request.query_params.multi_items())
    chosen = {name: value for name, value in given.items() if name not in _OWN and value}
    language = language_of(request)
    return await asked(
        lambda: index.listing(
            slug,
            chosen,
            text=given.get("q", ""),
            sort=given.get("sort", "") or "name",
            language=language,
            limit=paging.size,
            offset=paging.offset,
        )
    )


def _kind(kind: Kind, language: str) -> KindAnswer:
    return {
        "type": kind.slug,
        "iri": kind.iri,
        "label": kind.name[language],
        "count": kind.count,
        "href": f"/api/v1/lists/{kind.slug}",
    }


def _json(listing: Listing, things: Sequence[Found], language: str, paging: Paging) -> ListAnswer:
    return {
        "type": listing.kind.slug,
        "iri": listing.kind.iri,
        "label": listing.kind.name[language],
        "total": listing.total,
        "page": paging.number,
        "perPage": paging.size,
        "facets": [_facet(facet, language) for facet in listing.facets],
        "things": [_thing(found, language) for found in things],
    }


def _facet(facet: Facet, language: str) -> FacetAnswer:
    return {
        "name": facet.name,
        "iri": facet.iri,
        "label": facet.label[language],
        "chosen": facet.chosen or None,
        "values": [
            {"iri": choice.iri, "label": choice.name[language], "count": choice.count}
            for choice in facet.choices
        ],
    }


def _thing(found: Found, language: str) -> Listed:
    return {
        "iri": found.iri,
        "label": found.name[language],
        "codes": list(found.codes),
        "key": found.key,
        "href": place_of(found),
        "page": address_of(found),
    }


def _csv(listing: Listing) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["iri", "label_nl", "label_en", "codes"])
    writer.writerows([f.iri, f.name.nl, f.name.en, " ".join(f.codes)] for f in listing.things)
    return text.getvalue()

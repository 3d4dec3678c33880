"""Search over names, codes, concepts, articles and questions, as a page and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oogo.addresses import BASE
from oogo.indexes import Indexes, asked
from oogo.indexing import QUESTION
from oogo.language import Text
from oogo.search import Found, Hits, Index, Kind
from oogo.web.answers import Hit, SearchAnswer
from oogo.web.frame import href, language_of, page, pool_of
from oogo.web.openapi import IN_WORDS, PAGED
from oogo.web.paging import Paging, asked_page

__all__ = ["address_of", "api_router", "index_of", "kind_names", "router"]

router = APIRouter(include_in_schema=False)
api_router = APIRouter(prefix="/api/v1")

_LONGEST = 200
_DEPTH = (BASE + "begrip/lijst/begrip").count("/")
_QUESTION_NAME = Text("vraag", "question")


async def index_of(request: Request) -> Index:
    """The index of the edition that is read now, or of the one before."""
    indexes: Indexes = request.app.state.indexes
    return await indexes.at(pool_of(request).edition)


def _in_scheme(found: Found) -> bool:
    """Whether this is a concept, which stands in the list that its address names."""
    return found.iri.removeprefix(BASE).startswith("begrip/") and found.iri.count("/") == _DEPTH


def address_of(found: Found) -> str:
    """The page about what was found."""
    return "/" + found.iri.removeprefix(BASE) if found.kind == QUESTION else href(found.iri)


def kind_names(kinds: tuple[Kind, ...]) -> dict[str, Text]:
    """What each kind is called."""
    return {kind.slug: kind.name for kind in kinds} | {QUESTION: _QUESTION_NAME, "": Text("", "")}


@router.get("/search")
async def show_search(request: Request) -> Response:
    """What fits the words, best first."""
    text = request.query_params.get("q", "").strip()[:_LONGEST]
    kind = request.query_params.get("type", "")
    paging = asked_page(request)
    index = await index_of(request)
    hits = await _hits(index, text, kind, paging)
    links = paging.links(hits.total)
    schemes = {
        found.iri: found.iri.rpartition("/")[0] for found in hits.things if _in_scheme(found)
    }
    titles = await asked(lambda: index.names(schemes.values()))
    told = {iri: titles[scheme] for iri, scheme in schemes.items() if scheme in titles}
    alike = Counter((found.name.nl.casefold(), told.get(found.iri)) for found in hits.things)
    return page(
        request,
        "search.html",
        {
            "schemes": told,
            "same": {
                found.iri: found.iri.rpartition("/")[2]
                for found in hits.things
                if alike[found.name.nl.casefold(), told.get(found.iri)] > 1
            },
            "sought": text,
            "hits": hits,
            "kinds": kind_names(await asked(index.kinds)),
            "kind": kind,
            "address_of": address_of,
            "paging": paging,
            "links": links,
        },
        headers={"Link": paging.header(hits.total)},
    )


@api_router.get(
    "/search",
    summary="Zoek op naam, code, begrip, artikel of vraag",
    response_model=SearchAnswer,
    responses=PAGED,
    dependencies=IN_WORDS,
)
async def search_api(
    request: Request,
    q: str = Query(
        description="Woorden of het begin ervan; een verschrijving mag.", examples=["thuiszitter"]
    ),
    type: str = Query("", description="Alleen dingen van deze soort, zoals ‘begrip’."),
    page: int = Query(1, description="Bladzijde.", ge=1),
    per_page: int = Query(
        50, alias="perPage", description="Hoeveel op een bladzijde.", ge=1, le=500
    ),
) -> Response:
    """What fits the words, best first."""
    text = q.strip()[:_LONGEST]
    language = language_of(request)
    paging = asked_page(request)
    index = await index_of(request)
    hits = await _hits(index, text, type, paging)
    names = kind_names(await asked(index.kinds))
    answer: SearchAnswer = {
        "query": text,
        "readAs": hits.read_as or None,
        "edition": index.edition,
        "total": hits.total,
        "results": [_hit(found, names, language) for found in hits.things],
    }
    return JSONResponse(
        answer,
        headers={"Link": paging.header(hits.total), "X-Oogo-Edition": str(index.edition)},
    )


def _hit(found: Found, names: Mapping[str, Text], language: str) -> Hit:
    return {
        "iri": None if found.kind == QUESTION else found.iri,
        "label": found.name[language],
        "type": found.kind or None,
        "typeLabel": names[found.kind][language] or None,
        "codes": list(found.codes),
        "page": address_of(found),
    }


async def _hits(index: Index, text: str, kind: str, paging: Paging) -> Hits:
    return await asked(
        lambda: index.search(text, limit=paging.size, offset=paging.offset, kind=kind)
    )

"""The catalogue, the statistics of the graph, and what search engines ask for first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from fastapi import APIRouter
from pyoxigraph import RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from oogo.addresses import BASE
from oogo.catalogue import PREFIXES, catalogue, dataset_card, statistics
from oogo.errors import NotFoundError
from oogo.indexes import asked
from oogo.library import load
from oogo.web.dumps import made_dump
from oogo.web.frame import href, language_of, page, pool_of
from oogo.web.home import card, edition_date, moment
from oogo.web.negotiation import SUFFIXES, negotiate
from oogo.web.search import index_of

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_RDF = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-triples": RdfFormat.N_TRIPLES,
}
_PER_MAP = 10_000
_FIXED_PAGES = ("", "questions", "lists", "duties", "rules", "def", "begrip", "wet", "dataset")
_ROBOTS = f"""User-agent: *
Disallow: /sparql
Disallow: /search
Disallow: /dumps/
Disallow: /changes/
Allow: /

Sitemap: {BASE}sitemap.xml
"""


@router.get("/catalog")
async def show_catalogue(request: Request) -> Response:
    """What is offered here: for people, and in DCAT-AP-NL."""
    return await _catalogue(request, "")


@router.get("/catalog.{suffix}")
async def show_catalogue_as(request: Request, suffix: str) -> Response:
    """The catalogue in the format of this suffix."""
    if suffix not in SUFFIXES:
        raise NotFoundError(
            f"de catalogus is er niet als ‘{suffix}’", f"the catalogue is not there as ‘{suffix}’"
        )
    return await _catalogue(request, suffix)


@router.get("/.well-known/void")
async def show_void(request: Request) -> Response:
    """How much of the graph is of each class and with each property."""
    kind = negotiate(request.headers.get("accept"), tuple(_RDF))
    pool = pool_of(request)
    return _rdf(await statistics(pool, pool.edition), kind)


@router.get("/robots.txt")
async def show_robots() -> Response:
    """What a search engine may read."""
    return PlainTextResponse(_ROBOTS)


@router.get("/sitemap.xml")
async def show_sitemap(request: Request) -> Response:
    """Where the lists of pages stand, so many pages on each."""
    index = await index_of(request)
    last = await asked(lambda: index.last)
    parts = [f"{BASE}sitemaps/{n}.xml" for n in range(last // _PER_MAP + 1)]
    return _xml("sitemapindex", "sitemap", parts)


@router.get("/sitemaps/{number:int}.xml")
async def show_sitemap_part(request: Request, number: int) -> Response:
    """The addresses of so many pages."""
    index = await index_of(request)
    found = await asked(lambda: index.iris(BASE, number * _PER_MAP, (number + 1) * _PER_MAP))
    pages = [BASE + href(iri).removeprefix("/") for iri in found if "#" not in iri]
    if number == 0:
        fixed = [BASE + name for name in _FIXED_PAGES]
        pages = [*fixed, *(f"{BASE}questions/{name}" for name in load()), *pages]
    if not pages:
        raise NotFoundError(f"er is geen lijst {number}", f"there is no list {number}")
    return _xml("urlset", "url", list(dict.fromkeys(pages)))


async def _catalogue(request: Request, suffix: str) -> Response:
    pool = pool_of(request)
    kind = negotiate(request.headers.get("accept"), ("text/html", *_RDF), suffix)
    published = moment(await edition_date(pool))
    dump = made_dump(request, pool.edition)
    if kind != "text/html":
        return _rdf(catalogue(pool.edition, published, dump), kind)
    told = dataset_card(pool.edition, published, language_of(request))
    return page(
        request,
        "catalog.html",
        {
            "card": card(told),
            "dump": dump,
            "published": await edition_date(pool),
            "told": told,
        },
    )


def _rdf(triples: Iterable[Triple], kind: str) -> Response:
    form = _RDF[kind]
    prefixes = None if form == RdfFormat.N_TRIPLES else PREFIXES
    body = serialize(dict.fromkeys(triples), format=form, prefixes=prefixes)
    return Response(body, media_type=kind, headers={"Vary": "Accept"})


def _xml(root: str, item: str, addresses: Sequence[str]) -> Response:
    inside = "\n".join(f"<{item}><loc>{escape(each)}</loc></{item}>" for each in addresses)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inside}\n</{root}>\n'
    )
    return Response(text, media_type="application/xml")

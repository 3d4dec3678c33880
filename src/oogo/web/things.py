"""Every thing has an address: 303 from ``/id``, then a page or RDF by ``Accept`` or suffix."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from oogo.addresses import BASE, iri_of
from oogo.diagram import as_elements, draw
from oogo.errors import NotFoundError, ParameterError
from oogo.jsonld import as_json_ld
from oogo.language import Text
from oogo.map_drawings import draw_png, draw_svg
from oogo.maps import Map, map_of_thing
from oogo.names import name_things
from oogo.reading import page_query
from oogo.resources import (
    PAGE,
    ROOTS,
    Description,
    describe,
    known,
    members,
    said,
)
from oogo.store.reader import Reader
from oogo.surroundings import (
    around,
    as_it_was,
    groups,
    last_delivery,
    neighbours,
    roles,
    timeline,
    told_once,
    validities,
)
from oogo.web.assets import asset
from oogo.web.days import day_of
from oogo.web.described import described_json
from oogo.web.frame import href, language_of, page, pool_of
from oogo.web.negotiation import SUFFIXES, negotiate, there_as
from oogo.web.ontology import ontology_at
from oogo.web.questions import asked_edition
from oogo.web.tombstones import gone_from, show_gone

__all__ = ["FORMATS", "cut", "headers_of", "router", "show_thing"]

router = APIRouter(include_in_schema=False)

FORMATS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "json": "application/json",
}
"""The formats of a thing, by the suffix that the page links to."""

_NAMES = {
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "nt": "N-Triples",
    "rdf": "RDF/XML",
    "trig": "TriG",
    "nq": "N-Quads",
    "json": "JSON",
}
_DRAWERS: dict[str, tuple[str, Callable[[Map], str | bytes]]] = {
    "svg": ("image/svg+xml", draw_svg),
    "png": ("image/png", draw_png),
}
_DOORS = ("gemeente", "provincie", "ministerie")
_JSON_LD = "application/ld+json"
_TOOI = "https://identifier.overheid.nl/tooi/id/"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# The thing itself and one other make a sentence, not a drawing.
_ALONE = 2
_KEPT_ASKED = ("iri", "edition")
_PATH = "/:@!$&()*+,;=~-._"


@router.get("/id/{key:path}")
async def go_to_document(request: Request, key: str) -> Response:
    """A thing is not a document; the document about it is elsewhere."""
    if key.partition("/")[0] in _DOORS:
        name, suffix = cut(key)
        asked = [("iri", _TOOI + name), *([("format", suffix)] if suffix else [])]
        return RedirectResponse(
            "/doc?" + urlencode([*asked, *request.query_params.multi_items()]), 303
        )
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/doc/{quote(key, safe=_PATH)}{query}", 303)


@router.get("/doc")
async def show_any(request: Request) -> Response:
    """The thing with this IRI, ours or another's."""
    suffix = request.query_params.get("format", "")
    if suffix and suffix not in SUFFIXES:
        raise ParameterError(
            f"‘{suffix}’ is geen vorm waarin wij dit geven",
            f"‘{suffix}’ is not a format of this",
            place="format",
            remedy_nl=f"Kies uit {', '.join(FORMATS)}.",
            remedy_en=f"Choose from {', '.join(FORMATS)}.",
        )
    return await _show(request, request.query_params.get("iri", ""), suffix)


@router.get("/map.{suffix}")
async def draw_thing(request: Request, suffix: str) -> Response:
    """A map of the thing with this IRI, which is or has an area."""
    media_type, draw_map = there_as(suffix, _DRAWERS, Text("een kaart", "map"))
    thing = _named(request.query_params.get("iri", ""))
    pool = await asked_edition(request)
    drawn = await map_of_thing(pool, thing.value, language_of(request))
    if drawn is None:
        raise NotFoundError(
            "van dit ding is geen grens bekend",
            "no boundary of this thing is known",
            place=thing.value,
            remedy_nl="Vraag een gemeente of een regio waarvan de grens in de gegevens staat.",
            remedy_en="Ask for a municipality or region whose boundary is in the data.",
        )
    return Response(
        await asyncio.to_thread(draw_map, drawn),
        media_type=media_type,
        headers={"X-Oogo-Edition": str(pool.edition), "Vary": "Accept-Language, Cookie"},
    )


@router.get("/doc/{key:path}")
async def show_document(request: Request, key: str) -> Response:
    """The document about the thing ``/id/…`` of the same name."""
    name, suffix = cut(key)
    return await _show(request, f"{BASE}id/{name}", suffix)


async def show_thing(request: Request) -> Response:
    """The thing with the IRI of this address."""
    name, suffix = cut(request.path_params.get("key", ""))
    root = request.url.path.strip("/").partition("/")[0]
    if not request.path_params.get("key"):
        root, suffix = cut(root)
    return await _show(request, iri_of(f"{root}/{name}" if name else root), suffix)


for _root in ROOTS:
    router.add_api_route(f"/{_root}", show_thing, methods=["GET"])
    router.add_api_route(f"/{_root}/{{key:path}}", show_thing, methods=["GET"])
    for _suffix in SUFFIXES:
        router.add_api_route(f"/{_root}.{_suffix}", show_thing, methods=["GET"])


def cut(name: str) -> tuple[str, str]:
    """The name and the suffix that says in which format it is wanted; only a known one is cut off.

    ``/wet/…/2.47`` and ``/def/1.0.0`` have dots too.
    """
    stem, _, suffix = name.rpartition(".")
    return (stem, suffix) if stem and suffix in SUFFIXES else (name, "")


async def _show(request: Request, iri: str, suffix: str) -> Response:
    thing = _named(iri)
    pool = await asked_edition(request)
    kind = negotiate(request.headers.get("accept"), tuple(FORMATS.values()), suffix)
    inside = await members(pool, thing.value)
    if not inside and not await said(pool, thing.value):
        told = await gone_from(request, pool, thing.value)
        if told is not None:
            return await show_gone(request, pool, told, kind)
        if not await known(pool, thing.value):
            raise NotFoundError(
                f"over {iri} weten wij niets",
                f"we know nothing of {iri}",
                place=iri,
                remedy_nl="Controleer de IRI, of zoek op /search.",
                remedy_en="Check the IRI, or search at /search.",
            )
    headers = headers_of(thing.value, pool.edition)
    if kind == "text/html":
        described = await describe(pool, thing.value, _after(request), PAGE)
        return await _page(request, pool, await told_once(pool, described), inside, headers)
    if kind == "application/json":
        described = await describe(pool, thing.value, _after(request))
        day = day_of(request.query_params.get("peildatum", ""))
        if day:
            described = as_it_was(described, await validities(pool, around(described)), day)
        return JSONResponse(described_json(described, inside, language_of(request)), 200, headers)
    day = day_of(request.query_params.get("peildatum", ""))
    data = await ontology_at(pool, thing.value, kind) or await _statements(pool, thing, kind, day)
    return Response(data, media_type=kind, headers=headers | {"Vary": "Accept"})


async def _statements(pool: Reader, thing: NamedNode, kind: str, day: date | None) -> bytes:
    """What is said of the thing, now or as it was on a day, in this format of RDF."""
    query, about = page_query("beschrijving"), {"iri": thing}
    if kind != _JSON_LD and day is None:
        return await (await pool.query(query, accept=kind, bindings=about)).whole()
    triples = await pool.graph(query, about)
    if day is not None:
        valid = await validities(pool, _pointed_to(triples))
        triples = [
            each
            for each in triples
            if not isinstance(each.object, NamedNode)
            or each.object.value not in valid
            or valid[each.object.value].holds(day)
        ]
    if kind == _JSON_LD:
        return json.dumps(as_json_ld(thing.value, triples), ensure_ascii=False).encode()
    form = RdfFormat.from_media_type(kind)
    return serialize(triples, format=form or RdfFormat.TURTLE) or b""


def _pointed_to(triples: Sequence[Triple]) -> list[str]:
    return [each.object.value for each in triples if isinstance(each.object, NamedNode)]


async def _page(
    request: Request,
    pool: Reader,
    described: Description,
    inside: tuple[str, ...],
    headers: Mapping[str, str],
) -> Response:
    language = language_of(request)
    inside_names = await name_things(pool, inside)
    day = day_of(request.query_params.get("peildatum", ""))
    valid = await validities(pool, around(described))
    shown = as_it_was(described, valid, day) if day else described
    found = await groups(pool, shown)
    events, event_names = await timeline(pool, described)
    nodes, edges = neighbours(shown, found, language, {iri: href(iri) for iri in around(described)})
    map_query = {"iri": described.iri, "lang": language, "edition": described.edition}
    return page(
        request,
        "thing.html",
        {
            "asset": asset,
            "map": await map_of_thing(pool, described.iri, language),
            "map_query": "?" + urlencode(map_query),
            "thing": shown,
            "groups": found,
            "events": events,
            "event_names": event_names,
            "roles": await roles(pool, described.iri),
            "delivery": await last_delivery(pool, described.iri),
            "all_values": _all_values(described.iri),
            "drawn": draw(nodes, edges) if len(nodes) > _ALONE else None,
            "elements": as_elements(nodes, edges),
            "validity": valid.get(described.iri),
            "dated": bool(valid),
            "day": day,
            "older": described.edition != pool_of(request).edition,
            "left_out": len(around(described)) - len(around(shown)),
            "today": date.today().isoformat(),
            "members": sorted(
                ((inside_names.of(iri, language), iri) for iri in inside),
                key=lambda member: (member[0].casefold(), member[1]),
            ),
            "formats": _formats(described.iri),
            "formatnames": _NAMES,
            "types": FORMATS,
            "more": _more(request, described),
            "own_query": [
                pair for pair in request.query_params.multi_items() if pair[0] in _KEPT_ASKED
            ],
        },
        headers=headers,
    )


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise ParameterError(
            f"‘{iri}’ is geen IRI",
            f"‘{iri}’ is not an IRI",
            place="iri",
            remedy_nl=f"Geef een hele IRI, bijvoorbeeld {BASE}def.",
            remedy_en=f"Give a whole IRI, such as {BASE}def.",
        ) from error


def _after(request: Request) -> tuple[str, str]:
    return request.query_params.get("relation", ""), request.query_params.get("after", "")


def _more(request: Request, described: Description) -> str:
    if described.next is None:
        return ""
    kept = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in ("relation", "after")
    ]
    relation, after = described.next
    return "?" + urlencode([*kept, ("relation", relation), ("after", after)])


def _all_values(iri: str) -> str:
    """The address that asks for every value of everything said of this thing."""
    query = f"SELECT ?p ?o WHERE {{ {NamedNode(iri)} ?p ?o }} ORDER BY ?p ?o"
    return "/sparql?" + urlencode({"text": query})


def _formats(iri: str) -> dict[str, str]:
    address = href(iri)
    if "?" in address:
        return {suffix: f"{address}&format={suffix}" for suffix in FORMATS}
    return {suffix: f"{address}.{suffix}" for suffix in FORMATS}


def headers_of(iri: str, edition: int) -> dict[str, str]:
    """The links from a thing to its other formats, its licence and its collection."""
    formats = _formats(iri)
    links = [
        f'<{formats[suffix]}>; rel="alternate"; type="{FORMATS[suffix]}"' for suffix in FORMATS
    ]
    links.append(f'<{formats["ttl"]}>; rel="describedby"; type="text/turtle"')
    links.append(f'<{_LICENCE}>; rel="license"')
    if iri.startswith(BASE):
        root = iri.removeprefix(BASE).partition("/")[0].partition("#")[0]
        if root in ROOTS:
            links.append(f'</{root}>; rel="collection"')
    return {
        "Link": ", ".join(links),
        "Vary": "Accept, Accept-Language, Cookie",
        "X-Oogo-Edition": str(edition),
    }

"""The model as pages: ontology, modules, terms, concept schemes and concepts.

RDF of the same addresses is given by :mod:`oogo.web.things`, which also shows what stands
under them but is no term or concept.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from fastapi import APIRouter
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS
from starlette.requests import Request
from starlette.responses import Response

from oogo import concepts, model
from oogo.addresses import BASE, iri_of
from oogo.model import ModelTerm, Module
from oogo.names import name_things, short
from oogo.questions import scalar
from oogo.usage import questions_using
from oogo.web.classes import ClassDrawing, draw_main, draw_module
from oogo.web.frame import language_of, page, pool_of
from oogo.web.negotiation import negotiate
from oogo.web.things import FORMATS, cut, headers_of, show_thing

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_ITEMS = BASE + "begrip/item"
_WRITABLE = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")
"""What an IRI may be written with; any other address gets the refusal of a thing page."""
_MODULE = BASE + "def/module/"

_PROPERTIES = {
    name: str(namespace[name])
    for namespace, names in (
        (DCTERMS, ("source",)),
        (OWL, ("equivalentClass", "equivalentProperty", "hasKey", "propertyChainAxiom")),
        (RDF, ("type",)),
        (RDFS, ("comment", "domain", "range", "seeAlso", "subClassOf", "subPropertyOf")),
        (
            SKOS,
            (
                "altLabel",
                "broadMatch",
                "broader",
                "changeNote",
                "closeMatch",
                "definition",
                "exactMatch",
                "example",
                "hiddenLabel",
                "inScheme",
                "member",
                "narrowMatch",
                "notation",
                "note",
                "prefLabel",
                "related",
                "relatedMatch",
                "scopeNote",
            ),
        ),
    )
    for name in names
}


@router.get("/def/print")
async def print_all(request: Request) -> Response:
    """Every term and concept on one page."""
    pool = pool_of(request)
    schemes = [
        (scheme, concepts.tree(await concepts.concepts(pool, scheme.iri)))
        for scheme in await concepts.schemes(pool)
        if scheme.iri != _ITEMS
    ]
    every = await model.modules(pool)
    return page(
        request, "def-print.html", {"modules": every, "schemes": schemes, "kinds": model.KINDS}
    )


async def show_definition(request: Request) -> Response:
    """The page about what has this address; its RDF where that is asked for."""
    path, suffix = cut(request.scope["path"])
    accept = request.headers.get("accept")
    kind = negotiate(accept, tuple(FORMATS.values()), suffix)
    iri = iri_of(path)
    if kind != "text/html" or not _WRITABLE.fullmatch(iri):
        return await show_thing(request)
    root, _, rest = path.strip("/").partition("/")
    match (root, rest.count("/") if rest else -1):
        case ("def", -1):
            return await _overview(request)
        case ("def", _):
            return await _term_or_module(request, iri)
        case (_, -1):
            return await _schemes(request)
        case (_, 0):
            return await _scheme(request, iri)
        case _:
            return await _concept(request, iri)


for _root in ("def", "begrip"):
    for _address in (f"/{_root}", f"/{_root}.html", f"/{_root}/{{key:path}}"):
        router.add_api_route(_address, show_definition, methods=["GET"])


async def _overview(request: Request) -> Response:
    pool, language = pool_of(request), language_of(request)
    every = await model.modules(pool)
    drawn = draw_main(every, await model.relations(pool), language)
    return page(
        request,
        "def-overview.html",
        {
            "modules": every,
            "drawn": drawn,
            "names": await name_things(pool, _drawn(drawn)),
        },
        headers=headers_of(BASE + "def", pool.edition),
    )


async def _term_or_module(request: Request, iri: str) -> Response:
    pool = pool_of(request)
    for term in await model.terms(pool, iri):
        return await _term(request, term)
    for module in await model.modules(pool) if iri.startswith(_MODULE) else ():
        if module.iri == iri:
            return await _module(request, module)
    return await show_thing(request)


async def _module(request: Request, module: Module) -> Response:
    pool, language = pool_of(request), language_of(request)
    drawn = draw_module(module, await model.modules(pool), await model.relations(pool), language)
    pairs = await model.alignments(pool) if module.iri == _MODULE + "koppelingen" else ()
    paired = {iri for pair in pairs for iri in (pair.start, pair.property, pair.end)}
    return page(
        request,
        "def-module.html",
        {
            "module": module,
            "kinds": model.KINDS,
            "drawn": drawn,
            "pairs": pairs,
            "names": await name_things(pool, _drawn(drawn) | paired),
        },
        headers=headers_of(module.iri, pool.edition),
    )


def _drawn(drawn: ClassDrawing) -> set[str]:
    return {iri for each in drawn.relations for iri in (each.start, each.property, each.end)}


async def _term(request: Request, term: ModelTerm) -> Response:
    pool = pool_of(request)
    about = await model.statements(pool, term.iri)
    use = await model.term_use(pool, term.iri)
    named = {term.module, *about.things(*about.values), *use.things()}
    return page(
        request,
        "def-term.html",
        {
            "term": term,
            "about": about,
            "use": use,
            "names": await name_things(pool, named),
            "questions": questions_using(term.iri),
            "p": _PROPERTIES,
            "scalar": scalar,
            "short": short,
            "raw": "/doc?" + urlencode({"iri": term.iri}),
        },
        headers=headers_of(term.iri, pool.edition),
    )


async def _schemes(request: Request) -> Response:
    pool = pool_of(request)
    found = await concepts.schemes(pool)
    return page(
        request,
        "begrip-schemes.html",
        {"schemes": found},
        headers=headers_of(BASE + "begrip", pool.edition),
    )


async def _scheme(request: Request, iri: str) -> Response:
    pool = pool_of(request)
    for scheme in await concepts.schemes(pool):
        if scheme.iri == iri:
            break
    else:
        return await show_thing(request)
    branches = concepts.tree(await concepts.concepts(pool, iri))
    sources = {source for branch in branches for source in branch.concept.sources}
    return page(
        request,
        "begrip-scheme.html",
        {"scheme": scheme, "branches": branches, "names": await name_things(pool, sources)},
        headers=headers_of(iri, pool.edition),
    )


async def _concept(request: Request, iri: str) -> Response:
    pool = pool_of(request)
    about = await model.statements(pool, iri)
    if not about.values:
        return await show_thing(request)
    places = await concepts.places(pool, iri)
    relatives = await concepts.relatives(pool, iri)
    named = {name for place in places for name in (place.property, place.table, place.first)}
    named |= {iri, *about.things(*about.values)}
    named |= {other for group in relatives.values() for other in group}
    return page(
        request,
        "begrip-concept.html",
        {
            "about": about,
            "relatives": relatives,
            "places": places,
            "names": await name_things(pool, named - {""}),
            "questions": questions_using(iri),
            "p": _PROPERTIES,
            "raw": "/doc?" + urlencode({"iri": iri}),
        },
        headers=headers_of(iri, pool.edition),
    )

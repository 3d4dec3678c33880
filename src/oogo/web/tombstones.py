"""What stands at the address of a thing that is gone: 410, with what became of it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pyoxigraph import Literal, RdfFormat, serialize
from starlette.requests import Request
from starlette.responses import Response

from oogo.changes import Changes
from oogo.errors import GoneError
from oogo.gone import Gone, as_triples, gone
from oogo.jsonld import as_json_ld
from oogo.names import name_things, short
from oogo.store.reader import Reader
from oogo.web.frame import href, language_of, page

__all__ = ["gone_from", "refusal", "show_gone"]

_JSON_LD = "application/ld+json"


async def gone_from(request: Request, reader: Reader, iri: str) -> Gone | None:
    """What became of a thing of which this edition says nothing; none where no edition did."""
    changes: Changes = request.app.state.changes
    return await gone(reader, iri, await changes.taken(iri, reader.edition))


async def show_gone(request: Request, reader: Reader, told: Gone, kind: str) -> Response:
    """The same for people, as RDF, or as the error that programs without RDF read."""
    if kind == "application/json":
        raise refusal(told)
    headers = {"Vary": "Accept", "X-Oogo-Edition": str(reader.edition)}
    triples = list(as_triples(told))
    if kind == _JSON_LD:
        text = json.dumps(as_json_ld(told.iri, triples), ensure_ascii=False)
        return Response(text, 410, headers, kind)
    if kind != "text/html":
        form = RdfFormat.from_media_type(kind) or RdfFormat.TURTLE
        return Response(serialize(triples, format=form), 410, headers, kind)
    others = (told.publication, told.agent, *told.graphs, *told.successors)
    return page(
        request,
        "gone.html",
        {
            "gone": told,
            "name": _called(told.names, language_of(request)) or short(told.iri),
            "names": await name_things(reader, {each for each in others if each}),
            "before": _before(told),
        },
        status=410,
        headers=headers,
    )


def refusal(told: Gone) -> GoneError:
    """The error that says so, for programs without RDF."""
    instead = ", ".join(told.successors)
    return GoneError(
        f"dit is er niet meer sinds publicatie {told.number}",
        f"this is no longer there since publication {told.number}",
        place=told.iri,
        remedy_nl=f"In de plaats kwam {instead}."
        if instead
        else f"Zoals het was, staat op {_before(told)}.",
        remedy_en=f"In its place came {instead}."
        if instead
        else f"As it was, it is at {_before(told)}.",
    )


def _before(told: Gone) -> str:
    """The address of the thing in the last edition that had it."""
    address = href(told.iri)
    return f"{address}{'&' if '?' in address else '?'}edition={told.number - 1}"


def _called(names: Sequence[Literal], language: str) -> str:
    """The name in this language, else in any."""
    best = sorted(names, key=lambda name: (name.language != language, name.value))
    return best[0].value if best else ""

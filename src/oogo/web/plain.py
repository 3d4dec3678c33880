"""One thing in plain JSON: its values and relations by name, for programs that know no RDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Path
from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oogo.addresses import BASE
from oogo.errors import NotFoundError
from oogo.indexes import asked
from oogo.kinds import field_name
from oogo.questions import scalar
from oogo.resources import Description, describe, said
from oogo.search import Found
from oogo.store.reader import Reader
from oogo.surroundings import around, as_it_was, validities
from oogo.web.answers import Labelled, Referring, Related, ThingAnswer
from oogo.web.days import day_of
from oogo.web.frame import href, language_of, pool_of
from oogo.web.openapi import IN_WORDS
from oogo.web.search import index_of
from oogo.web.tombstones import gone_from, refusal

__all__ = ["api_router", "place_of"]

api_router = APIRouter(prefix="/api/v1")

_LISTS = "/api/v1/lists/"
_UNDETERMINED = "und"
_PAGING: list[dict[str, Any]] = [
    {
        "name": "peildatum",
        "in": "query",
        "description": "Alleen wat op deze dag gold, voor zover dat bekend is.",
        "schema": {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
        "example": "2014-08-01",
    },
    {
        "name": "relation",
        "in": "query",
        "description": "Met ‘after’: vanaf deze eigenschap in ‘referredBy’; zie ‘next’.",
        "schema": {"type": "string"},
    },
    {
        "name": "after",
        "in": "query",
        "description": "Na zoveel dingen met die eigenschap.",
        "schema": {"type": "string"},
    },
]


def place_of(found: Found) -> str:
    """The address of this thing in its list."""
    return f"{_LISTS}{found.kind}/{quote(found.key, safe='')}"


@api_router.get(
    "/lists/{type}/{key:path}",
    summary="Eén ding met wat het zegt en waar het mee te maken heeft",
    response_model=ThingAnswer,
    dependencies=IN_WORDS,
    responses={410: {"description": "Dit is er niet meer; het antwoord zegt sinds wanneer"}},
    openapi_extra={"parameters": _PAGING},
)
async def show_thing_api(
    request: Request,
    type: str = Path(description="De soort, zoals /api/v1/lists die noemt.", examples=["plicht"]),
    key: str = Path(
        description="De sleutel die de lijst noemt, of een hele IRI.", examples=["PO-09"]
    ),
) -> Response:
    """One thing: its values, what it points to and what points to it, with names and addresses."""
    language, pool = language_of(request), pool_of(request)
    day = day_of(request.query_params.get("peildatum", ""))
    index = await index_of(request)
    try:
        found = await asked(lambda: index.thing(type, key))
    except NotFoundError:
        await _say_gone(request, pool, key if ":" in key else f"{BASE}id/{type}/{key}")
        raise
    # The index may still be that of the edition before.
    await _say_gone(request, pool, found.iri)
    after = request.query_params.get("relation", ""), request.query_params.get("after", "")
    described = await describe(pool, found.iri, after)
    if day is not None:
        described = as_it_was(described, await validities(pool, around(described)), day)
    listed = await asked(lambda: index.things(around(described)))
    answer = _answer(described, found, type, listed, language)
    if described.next:
        more = [p for p in request.query_params.multi_items() if p[0] not in ("relation", "after")]
        relation, told = described.next
        more += [("relation", relation), ("after", told)]
        answer["next"] = f"{request.url.path}?{urlencode(more)}"
    headers = {
        "Link": '</context/1>; rel="http://www.w3.org/ns/json-ld#context"; '
        f'type="application/ld+json", <{href(found.iri)}>; rel="describedby"',
        "X-Oogo-Edition": str(described.edition),
        "Content-Language": language,
        "Vary": "Accept-Language, Cookie",
    }
    return JSONResponse(answer, headers=headers)


async def _say_gone(request: Request, pool: Reader, iri: str) -> None:
    """GoneError where an earlier edition had this thing, and this one has not."""
    try:
        NamedNode(iri)
    except ValueError:
        return
    if not await said(pool, iri):
        told = await gone_from(request, pool, iri)
        if told is not None:
            raise refusal(told)


def _answer(
    described: Description, found: Found, kind: str, listed: Mapping[str, Found], language: str
) -> ThingAnswer:
    names = described.names

    def labelled(iri: str) -> Labelled:
        return {"iri": iri, "label": names.of(iri, language)}

    def related(iri: str) -> Related:
        known = listed.get(iri)
        return {
            **labelled(iri),
            "page": href(iri),
            "href": place_of(known) if known else None,
        }

    literals = {p: [v for v in p.values if isinstance(v, Literal)] for p in described.properties}
    things = {p: [v for v in p.values if isinstance(v, NamedNode)] for p in described.properties}
    referring: list[Referring] = [
        {
            "name": field_name(each.property),
            **labelled(each.property),
            "count": each.count,
            "things": [related(iri) for iri in each.things],
        }
        for each in described.incoming
    ]
    return {
        "edition": described.edition,
        "type": kind,
        "key": found.key,
        "iri": found.iri,
        "label": found.name[language],
        "codes": list(found.codes),
        "page": href(found.iri),
        "types": [labelled(iri) for iri in described.types],
        "values": {field_name(p.iri): _values(said) for p, said in literals.items() if said},
        "relations": {
            field_name(p.iri): [related(value.value) for value in values]
            for p, values in things.items()
            if values
        },
        "referredBy": referring,
        "next": None,
        "terms": {field_name(p.iri): labelled(p.iri) for p in described.properties},
    }


def _values(
    said: list[Literal],
) -> list[str | int | float | bool] | dict[str, list[str]]:
    """Values in order; by language where any has one."""
    if not any(value.language for value in said):
        found = (scalar(value) for value in said)
        return [value for value in found if value is not None]
    texts: dict[str, list[str]] = {}
    for value in said:
        texts.setdefault(value.language or _UNDETERMINED, []).append(value.value)
    return texts

"""The pages of the question library: the list, and each question with its form and answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from oogo import chart_drawings, map_drawings
from oogo.addresses import BASE
from oogo.charts import chart_of
from oogo.errors import NotFoundError, ParameterError
from oogo.language import LANGUAGES
from oogo.library import by_theme
from oogo.maps import map_of
from oogo.networks import network_of
from oogo.questions import Source, answer, choices, find
from oogo.standalone import standalone
from oogo.store.reader import Reader
from oogo.web.assets import asset
from oogo.web.frame import href, language_of, page, pool_of
from oogo.web.home import edition_date

__all__ = ["asked_edition", "given_values", "router"]

router = APIRouter(include_in_schema=False)

_OWN = ("lang", "edition")
_LONGEST = 9


@router.get("/questions")
async def list_questions(request: Request) -> Response:
    """The list of questions."""
    return page(request, "questions.html", {"themes": by_theme()})


@router.get("/questions/{name}")
async def ask_question(request: Request, name: str) -> Response:
    """One question with its form, its answer, and what the answer rests on."""
    question = find(name)
    given = given_values(request)
    pool = await asked_edition(request)
    found = await answer(pool, question, given, language_of(request))
    query = urlencode(dict(found.values))
    asked = standalone(question.text, question.bind(found.values))
    permanent = f"/questions/{question.name}?" + urlencode(
        {**found.values, "edition": found.edition}
    )
    drawn = await map_of(pool, found)
    return page(
        request,
        "question.html",
        {
            "asset": asset,
            "question": question,
            "answer": found,
            "sources": _grouped(found.sources),
            "chart": None if drawn else chart_of(found),
            "map": drawn,
            "choices": {
                parameter.name: await choices(pool, parameter) for parameter in question.parameters
            },
            "workbench": "/sparql?" + urlencode({"text": asked}),
            "network": network_of(found, href),
            "permanent": permanent,
            "cited": BASE.removesuffix("/") + permanent,
            "published": await edition_date(pool),
            "api": f"/api/v1/questions/{question.name}",
            "query": f"?{query}" if query else "",
            "drawing": "?"
            + urlencode({**found.values, "lang": language_of(request), "edition": found.edition}),
        },
    )


@router.get("/questions/{name}/narrow.svg")
async def draw_narrow(request: Request, name: str) -> Response:
    """The chart or map of an answer, made for a telephone."""
    pool = await asked_edition(request)
    found = await answer(pool, find(name), given_values(request), language_of(request))
    drawn = await map_of(pool, found)
    chart = chart_of(found)
    if drawn is not None:
        picture = await asyncio.to_thread(partial(map_drawings.draw_svg, drawn, narrow=True))
    elif chart is not None:
        picture = await asyncio.to_thread(partial(chart_drawings.draw_svg, chart, narrow=True))
    else:
        raise NotFoundError(
            "bij dit antwoord is geen grafiek of kaart",
            "this answer has no chart or map",
            place=name,
            remedy_nl=f"Het antwoord zelf staat op /questions/{name}.",
            remedy_en=f"The answer itself is at /questions/{name}.",
        )
    return Response(
        picture,
        media_type="image/svg+xml",
        headers={"X-Oogo-Edition": str(found.edition), "Vary": "Accept-Language, Cookie"},
    )


def _grouped(sources: Sequence[Source]) -> list[list[tuple[int, Source]]]:
    """The numbered sources by document and table, so that each of these is named once."""
    groups = groupby(enumerate(sources, 1), key=lambda pair: _place(pair[1]))
    return [list(group) for _, group in groups]


def _place(source: Source) -> tuple[str, str]:
    return source.document or source.iri, source.table


def given_values(request: Request) -> dict[str, str]:
    """The parameters of a question in the address; each may be given once.

    An empty field of a form is a parameter that is not given.
    """
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise ParameterError(
                f"‘{name}’ staat er meer dan eens",
                f"‘{name}’ is given more than once",
                place=name,
                remedy_nl="Geef elke parameter één keer.",
                remedy_en="Give each parameter once.",
            )
        if name == "lang" and value not in LANGUAGES:
            raise ParameterError(
                f"‘{value}’ is geen taal van deze dienst",
                f"‘{value}’ is not a language of this service",
                place=name,
                remedy_nl="Kies nl of en.",
                remedy_en="Choose nl or en.",
            )
        if value or name in _OWN:
            given[name] = value
    for name in _OWN:
        given.pop(name, None)
    return given


async def asked_edition(request: Request) -> Reader:
    """Who reads the edition that the address asks for; the newest where it asks for none."""
    text = request.query_params.get("edition")
    # A form of a page may leave its field empty; a program that says nothing leaves it out.
    if text is None or (not text and not request.url.path.startswith("/api/")):
        return pool_of(request)
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST):
        raise ParameterError(
            f"‘{text}’ is geen nummer van een editie",
            f"‘{text}’ is not the number of an edition",
            place="edition",
            remedy_nl="Alle edities staan op /changes.",
            remedy_en="All editions are at /changes.",
        )
    return await pool_of(request).at(int(text))

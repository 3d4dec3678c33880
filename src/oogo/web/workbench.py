"""The SPARQL workbench: a form, the answer in four views, and the questions as examples.

The page is complete without script; the script puts an editor in the place of the field and shows
the same outcome without leaving the page.
"""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from oogo import __version__
from oogo.chart_drawings import draw_png, draw_svg
from oogo.charts import Chart
from oogo.errors import BusyError, ForbiddenError, NotFoundError, OogoError, QueryError
from oogo.language import Text
from oogo.library import load
from oogo.patterns import why_empty
from oogo.prefixes import PREFIXES
from oogo.store.reader import Reader
from oogo.vocabulary import read_vocabulary, written
from oogo.web.assets import asset
from oogo.web.documents import recipes
from oogo.web.frame import language_of, page, pool_of
from oogo.web.negotiation import there_as
from oogo.web.outcome import SHOWN, ask, ask_raw
from oogo.web.questions import asked_edition

__all__ = ["router", "show_workbench"]

router = APIRouter(include_in_schema=False)

_Answer = TypeVar("_Answer")

_BEFORE = 60
"""How much of a long line is shown before and after the place of an error."""

_DOWNLOADS = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}
_GRAPH_DOWNLOADS = {"ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF/XML"}
_VIEWS = ("table", "chart", "network", "raw")
_DRAWERS: dict[str, tuple[str, Callable[[Chart], str | bytes]]] = {
    "svg": ("image/svg+xml", draw_svg),
    "png": ("image/png", draw_png),
}
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}

_EXAMPLE = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oogo: <https://w3id.org/oogo/def/>

SELECT ?gemeente ?naam
WHERE {
  ?gemeente a oogo:Gemeente ;
    rdfs:label ?naam .
}
ORDER BY ?naam
"""


async def show_workbench(request: Request) -> Response:
    """The workbench, with the answer to the query in the address when there is one."""
    text = request.query_params.get("text", "")
    view = request.query_params.get("view", "")
    view = view if view in _VIEWS else _VIEWS[0]
    problem: OogoError | None = None
    answered: dict[str, object] = {"outcome": None, "raw": None}
    if text.strip():
        try:
            pool = await asked_edition(request)
            work = _raw(pool, text) if view == "raw" else _table(pool, text, view, request)
            answered |= await _while_waiting(request, work) or {}
        except OogoError as error:
            problem = error
    headers = {"Retry-After": str(problem.retry_after)} if isinstance(problem, BusyError) else {}
    return page(
        request,
        "workbench.html",
        {
            **answered,
            "text": text or _EXAMPLE,
            "problem": problem,
            "place": _place(text, problem),
            "view": view,
            "views": {name: _address(request, text, view=name) for name in _VIEWS},
            "link": "/sparql?" + urlencode({"text": text}),
            "asset": asset,
            "terms": "/sparql/terms.json?"
            + urlencode({"edition": pool_of(request).edition, "v": __version__}),
            "examples": [
                (question.title, "?" + urlencode({"text": question.text}))
                for question in load().values()
            ],
            "recipes": [
                (title, "?" + urlencode({"text": query})) for title, query in recipes("cookbook")
            ],
        },
        status=problem.status if problem else 200,
        headers=headers,
    )


@router.get("/sparql/narrow.svg")
async def draw_narrow(request: Request) -> Response:
    """The answer to a query as a chart, made for a telephone."""
    return await _drawn(request, "image/svg+xml", partial(draw_svg, narrow=True))


@router.get("/sparql/chart.{suffix}")
async def draw_answer(request: Request, suffix: str) -> Response:
    """The answer to a query as a chart."""
    return await _drawn(request, *there_as(suffix, _DRAWERS, Text("een tekening", "drawing")))


async def _drawn(
    request: Request, media_type: str, draw: Callable[[Chart], str | bytes]
) -> Response:
    pool = await asked_edition(request)
    outcome = await ask(pool, request.query_params.get("text", ""), language_of(request))
    chart = outcome.chart()
    if chart is None:
        raise NotFoundError(
            "in dit antwoord is niets te tekenen",
            "there is nothing to draw in this answer",
            remedy_nl="Vraag een kolom met getallen, en een kolom waarin de rijen verschillen.",
            remedy_en="Ask for a column of numbers, and for one in which the rows differ.",
        )
    return Response(
        await asyncio.to_thread(draw, chart),
        media_type=media_type,
        headers={"X-Oogo-Edition": str(outcome.edition)},
    )


@router.get("/sparql/terms.json")
async def give_terms(request: Request) -> Response:
    """The words to ask with: prefixes, and each class, property and concept with its use."""
    pool = await asked_edition(request)
    kept: dict[int, bytes] = request.app.state.terms
    if pool.edition not in kept:
        found = await read_vocabulary(pool)
        terms = [
            {
                "write": written(term.iri),
                "iri": term.iri,
                "kind": term.kind,
                "nl": term.name.nl,
                "en": term.name.en,
                "count": term.count,
            }
            for term in found
        ]
        body = json.dumps({"prefixes": PREFIXES, "terms": terms}, ensure_ascii=False)
        kept.clear()
        kept[pool.edition] = gzip.compress(body.encode(), mtime=0)
    headers = {**_FOR_GOOD, "Vary": "Accept-Encoding", "X-Oogo-Edition": str(pool.edition)}
    data = kept[pool.edition]
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        data = gzip.decompress(data)
    return Response(data, media_type="application/json", headers=headers)


def _address(request: Request, text: str, **others: str) -> str:
    """The address of this query on this page, with what the visitor chose and these."""
    kept = {name: request.query_params.get(name, "") for name in ("edition", "lang")}
    chosen = {name: value for name, value in {**kept, **others}.items() if value}
    return "/sparql?" + urlencode({"text": text, **chosen})


async def _table(pool: Reader, text: str, view: str, request: Request) -> dict[str, object]:
    """What the page shows of an answer: its rows, a drawing of them, or why there are none."""
    outcome = await ask(pool, text, language_of(request))
    drawn = {"text": text, "lang": language_of(request), "edition": outcome.edition}
    edition = {"edition": str(outcome.edition)} if "edition" in request.query_params else {}
    return {
        "outcome": outcome,
        "shown": SHOWN,
        "emptiness": await why_empty(pool, text) if outcome.nothing else None,
        "chart": outcome.chart() if view == "chart" else None,
        "network": outcome.network() if view == "network" else None,
        "drawing": "?" + urlencode(drawn),
        "fixed": "/sparql?" + urlencode({"text": text, "edition": outcome.edition}),
        "downloads": {
            name: "/sparql?" + urlencode({"query": text, "format": suffix, **edition})
            for suffix, name in (_GRAPH_DOWNLOADS if outcome.triples else _DOWNLOADS).items()
        },
    }


async def _raw(pool: Reader, text: str) -> dict[str, object]:
    return {"raw": await ask_raw(pool, text)}


async def _while_waiting(request: Request, work: Coroutine[Any, Any, _Answer]) -> _Answer | None:
    """What the work gives; nothing, and no more work, when the visitor has left or stopped it."""
    asking = asyncio.create_task(work)
    leaving = asyncio.create_task(_leaving(request))
    try:
        await asyncio.wait([asking, leaving], return_when=asyncio.FIRST_COMPLETED)
        return await asking if asking.done() else None
    finally:
        for task in (asking, leaving):
            task.cancel()
        await asyncio.gather(asking, leaving, return_exceptions=True)


async def _leaving(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _place(text: str, problem: OogoError | None) -> str:
    """The line that is wrong, and under it a caret where it goes wrong."""
    if not isinstance(problem, QueryError | ForbiddenError) or not problem.line:
        return ""
    lines = text.splitlines()
    if problem.line > len(lines):
        return ""
    line = lines[problem.line - 1].replace("\t", " ")
    start = max(0, problem.column - _BEFORE)
    return f"{line[start : start + 2 * _BEFORE]}\n{' ' * (problem.column - 1 - start)}^"

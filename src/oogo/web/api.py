"""The questions for programs, and what this API is."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from oogo import map_drawings
from oogo.chart_drawings import draw_png, draw_svg
from oogo.charts import chart_of
from oogo.errors import NotAcceptableError
from oogo.exports import as_csv, as_json, as_xlsx, question_json
from oogo.library import find, load
from oogo.maps import map_of
from oogo.networks import network_of
from oogo.questions import QuestionAnswer, answer
from oogo.reading import Reader
from oogo.vega import png_of
from oogo.web.answers import QuestionsAnswer
from oogo.web.frame import href, language_of, network_svg, page
from oogo.web.negotiation import negotiate
from oogo.web.openapi import IN_WORDS
from oogo.web.questions import asked_edition, given_values

__all__ = ["router"]

router = APIRouter(prefix="/api/v1")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": _XLSX,
    "svg": "image/svg+xml",
    "png": "image/png",
}


@router.get(
    "/questions",
    summary="De vragen die u kunt stellen",
    response_model=QuestionsAnswer,
    dependencies=IN_WORDS,
)
async def list_questions(request: Request) -> Response:
    """All questions with their parameters."""
    language = language_of(request)
    return JSONResponse(
        {"questions": [question_json(question, language) for question in load().values()]}
    )


@router.get("/questions/{name}", include_in_schema=False)
async def ask_question(request: Request, name: str) -> Response:
    """The answer to one question, as JSON, CSV or XLSX."""
    stem, _, suffix = name.rpartition(".")
    if suffix not in _FORMATS:
        stem, suffix = name, ""
    question = find(stem)
    accept = request.headers.get("accept")
    kind = negotiate(accept, tuple(_FORMATS.values()), _FORMATS.get(suffix))
    given = given_values(request)
    pool = await asked_edition(request)
    found = await answer(pool, question, given, language_of(request))
    language = language_of(request)
    headers = {
        "X-Oogo-Edition": str(found.edition),
        "Content-Language": language,
        "Vary": "Accept, Accept-Language",
    }
    if kind == "application/json":
        return JSONResponse(as_json(found), headers=headers)
    if kind == "text/csv":
        headers["Content-Disposition"] = f'attachment; filename="{question.name}.csv"'
        return Response(as_csv(found), media_type="text/csv", headers=headers)
    if kind == _XLSX:
        headers["Content-Disposition"] = f'attachment; filename="{question.name}.xlsx"'
        return Response(as_xlsx(found), media_type=_XLSX, headers=headers)
    return await _chart(pool, found, kind, headers)


async def _chart(
    pool: Reader, found: QuestionAnswer, kind: str, headers: dict[str, str]
) -> Response:
    svg = kind == "image/svg+xml"
    drawn = await map_of(pool, found)
    if drawn is not None:
        draw_map = map_drawings.draw_svg if svg else map_drawings.draw_png
        picture = await asyncio.to_thread(draw_map, drawn)
        return Response(picture, media_type=kind, headers=headers)
    network = network_of(found, href)
    if network is not None:
        title = f"{found.question.title[found.language]}. {network.in_words()}"
        drawing: str | bytes = network_svg(network.drawing(), title, found.language)
        if not svg:
            drawing = await asyncio.to_thread(png_of, str(drawing))
        return Response(drawing, media_type=kind, headers=headers)
    chart = chart_of(found)
    if chart is None:
        raise NotAcceptableError(
            "dit antwoord is niet te tekenen",
            "this answer cannot be drawn",
            remedy_nl="Vraag de tabel: als CSV, XLSX of JSON.",
            remedy_en="Ask for the table: as CSV, XLSX or JSON.",
        )
    draw = draw_svg if svg else draw_png
    return Response(await asyncio.to_thread(draw, chart), media_type=kind, headers=headers)


@router.get("", include_in_schema=False)
async def go_to_description(request: Request) -> Response:
    """What the API is: a page for people, OpenAPI for programs."""
    kind = negotiate(request.headers.get("accept"), ("application/json", "text/html"))
    place = "docs" if kind == "text/html" else "openapi.json"
    return RedirectResponse(f"/api/v1/{place}", 303, {"Vary": "Accept"})


@router.get("/docs", include_in_schema=False)
async def show_documentation(request: Request) -> Response:
    """The operations of the API as a page."""
    asked = {
        text.nl: text
        for question in load().values()
        for text in (question.title, *(each.label for each in question.parameters))
    }
    return page(request, "api.html", {"schema": request.app.openapi(), "asked": asked})

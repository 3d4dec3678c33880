"""The pages of the question library: the list, and each question with its form and answer."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from oogo.charts import chart_of
from oogo.errors import NotFoundError, ParameterError
from oogo.questions import answer, choices, find, load
from oogo.web.frame import language_of, page, pool_of

__all__ = ["given_values", "router"]

router = APIRouter(include_in_schema=False)

_OWN = ("lang", "edition")


@router.get("/questions")
async def list_questions(request: Request) -> Response:
    """The list of questions."""
    return page(request, "questions.html", {"questions": list(load().values())})


@router.get("/questions/{name}")
async def ask_question(request: Request, name: str) -> Response:
    """One question with its form, its answer, and what the answer rests on."""
    pool = pool_of(request)
    question = find(name)
    given = given_values(request, pool.edition)
    found = await answer(pool, question, given, language_of(request))
    query = urlencode(dict(found.values))
    return page(
        request,
        "question.html",
        {
            "question": question,
            "answer": found,
            "chart": chart_of(found),
            "choices": {
                parameter.name: await choices(pool, parameter) for parameter in question.parameters
            },
            "workbench": "/sparql?" + urlencode({"text": question.text}),
            "api": f"/api/v1/questions/{question.name}",
            "query": f"?{query}" if query else "",
            "drawing": "?" + urlencode({**found.values, "lang": language_of(request)}),
        },
    )


def given_values(request: Request, edition: int) -> dict[str, str]:
    """The parameters in the address; each may be given once, and ``edition`` must be the one here.

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
        if value or name in _OWN:
            given[name] = value
    wanted = given.pop("edition", "")
    if wanted and wanted != str(edition):
        raise NotFoundError(
            f"editie {wanted} is hier niet; dit is editie {edition}",
            f"edition {wanted} is not here; this is edition {edition}",
            place="edition",
            remedy_nl="Laat edition weg, of vraag de huidige.",
            remedy_en="Leave edition out, or ask for the present one.",
        )
    given.pop("lang", None)
    return given

"""The SPARQL workbench: a form, the answer as a table, and the questions as examples."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import Response

from oogo.errors import BusyError, ForbiddenError, NotAcceptableError, OogoError, QueryError
from oogo.library import load
from oogo.names import Names, name_things
from oogo.questions import scalar
from oogo.store.reader import Reader
from oogo.web.documents import recipes
from oogo.web.frame import language_of, page, pool_of

__all__ = ["show_workbench"]

_SHOWN = 500
"""How many rows the page shows; the download has them all."""

_BEFORE = 60
"""How much of a long line is shown before and after the place of an error."""

_DOWNLOADS = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}
_GRAPH_DOWNLOADS = {"ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF/XML"}

_EXAMPLE = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oogo: <https://w3id.org/oogo/def/>

SELECT ?gemeente ?naam
WHERE {
  ?gemeente a oogo:Gemeente ;
    rdfs:label ?naam .
}
ORDER BY ?naam
"""

_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True)
class _Cell:
    text: str
    iri: str = ""
    language: str = ""
    number: bool = False


@dataclass(frozen=True)
class _Result:
    columns: tuple[str, ...]
    rows: tuple[tuple[_Cell, ...], ...]
    total: int
    edition: int


async def show_workbench(request: Request) -> Response:
    """The workbench, with the answer to the query in the address when there is one."""
    text = request.query_params.get("text", "")
    problem: OogoError | None = None
    result: _Result | None = None
    if text.strip():
        try:
            result = await _while_waiting(request, text)
        except OogoError as error:
            problem = error
    headers = {"Retry-After": str(problem.retry_after)} if isinstance(problem, BusyError) else {}
    graph = result is not None and result.columns == _TRIPLE
    return page(
        request,
        "workbench.html",
        {
            "text": text or _EXAMPLE,
            "problem": problem,
            "place": _place(text, problem),
            "result": result,
            "shown": _SHOWN,
            "downloads": {
                name: "/sparql?" + urlencode({"query": text, "format": suffix})
                for suffix, name in (_GRAPH_DOWNLOADS if graph else _DOWNLOADS).items()
            },
            "link": "/sparql?" + urlencode({"text": text}),
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


async def _while_waiting(request: Request, text: str) -> _Result | None:
    """The answer; nothing, and no more work, when the visitor has left or stopped the page."""
    asking = asyncio.create_task(_asked(pool_of(request), text, language_of(request)))
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


async def _asked(pool: Reader, text: str, language: str) -> _Result:
    try:
        found = await pool.rows(text, lane="public")
        columns, edition = found.columns, found.edition
        rows: tuple[tuple[object, ...], ...] = found.rows
    except NotAcceptableError:
        # A CONSTRUCT or DESCRIBE has no rows; its triples are shown as rows of three.
        triples = await pool.graph(text, lane="public")
        columns, edition = _TRIPLE, pool.edition
        rows = tuple((t.subject, t.predicate, t.object) for t in triples)
    shown = rows[:_SHOWN]
    names = await name_things(
        pool, (term.value for row in shown for term in row if isinstance(term, NamedNode))
    )
    cells = tuple(tuple(_cell(term, names, language) for term in row) for row in shown)
    return _Result(columns, cells, len(rows), edition)


def _cell(term: object, names: Names, language: str) -> _Cell:
    """What stands in the table: a thing by its name, a value exactly as the graph has it."""
    if isinstance(term, NamedNode):
        return _Cell(names.of(term.value, language), term.value, names.tag(term.value, language))
    if isinstance(term, Literal):
        number = type(scalar(term)) in (int, float)
        return _Cell(term.value, language=term.language or "", number=number)
    return _Cell("" if term is None else str(term))


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

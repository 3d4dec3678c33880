"""The documents of ``docs/`` that readers of the service need, as pages, and the context."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from oogo.content import folder
from oogo.context import json_ld_context
from oogo.language import Text
from oogo.web.frame import page

__all__ = ["recipes", "router"]

router = APIRouter(include_in_schema=False)

# Below a heading of a document stands in English what it says.
_IN_ENGLISH = re.compile(r"\*([^*]+)\*")
_NUMBER = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class Document:
    """A document as HTML, and its title."""

    title: str
    html: Markup


@router.get("/docs/cookbook")
async def show_cookbook(request: Request) -> Response:
    """The cookbook: how to ask your own question."""
    return page(request, "document.html", {"document": _document("cookbook")})


@router.get("/docs/cookbook.md")
async def give_cookbook() -> Response:
    """The cookbook as it was written."""
    return PlainTextResponse(_text("cookbook"), media_type="text/markdown")


@router.get("/docs/integrators")
async def show_integrators(request: Request) -> Response:
    """For programs: addresses, formats and keeping up."""
    return page(request, "document.html", {"document": _document("integrators")})


@router.get("/docs/integrators.md")
async def give_integrators() -> Response:
    """The same as it was written."""
    return PlainTextResponse(_text("integrators"), media_type="text/markdown")


@router.get("/accessibility")
async def show_accessibility(request: Request) -> Response:
    """For whom the pages work, how that is tested, and what is not known."""
    return page(request, "document.html", {"document": _document("accessibility")})


@router.get("/accessibility.md")
async def give_accessibility() -> Response:
    """The same as it was written."""
    return PlainTextResponse(_text("accessibility"), media_type="text/markdown")


@router.get("/context/1")
async def give_context() -> Response:
    """What a JSON-LD document may name as its context."""
    return JSONResponse({"@context": json_ld_context()}, media_type="application/ld+json")


@cache
def recipes(name: str) -> tuple[tuple[Text, str], ...]:
    """The queries in this document, each with the heading that it stands under."""
    tokens = MarkdownIt("commonmark").parse(_text(name))
    heading = Text("", "")
    found = []
    for token, after in pairwise([*tokens, Token("", "", 0)]):
        if token.type == "heading_open":
            heading = Text(after.content, after.content)
        elif token.type == "paragraph_open" and (english := _IN_ENGLISH.match(after.content)):
            number = _NUMBER.match(heading.nl)
            heading = Text(heading.nl, (number[0] if number else "") + english[1].rstrip("."))
        elif token.type == "fence" and token.info.strip() == "sparql":
            found.append((heading, token.content))
    return tuple(found)


def _text(name: str) -> str:
    return (folder("docs") / f"{name}.md").read_text(encoding="utf-8")


@cache
def _document(name: str) -> Document:
    writer = MarkdownIt("commonmark", {"html": False}).enable("table")
    writer.add_render_rule("fence", _fence)
    writer.add_render_rule("table_open", _table_open)
    writer.add_render_rule("table_close", _table_close)
    tokens = writer.parse(_text(name))
    for opening, inside in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", _anchor(inside.content))
    title = next(token.content for token in tokens if token.type == "inline")
    html = writer.renderer.render(tokens, writer.options, {})
    return Document(title, Markup(html))  # noqa: S704  the renderer escapes what the text holds


def _anchor(heading: str) -> str:
    """The name by which links reach a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _fence(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _environment: MutableMapping[str, Any],
) -> str:
    """A block of code; a query has a link that opens it in the workbench."""
    text = tokens[index].content
    code = Markup('<div class="scroll" tabindex="0"><pre><code>{}</code></pre></div>').format(text)
    if tokens[index].info.strip() != "sparql":
        return f"{code}\n"
    address = escape("/sparql?" + urlencode({"text": text}))
    return f'{code}\n<p class="downloads"><a href="{address}">Open in de werkbank</a></p>\n'


def _table_open(*_: object) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(*_: object) -> str:
    return "</table></div>\n"

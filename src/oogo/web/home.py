"""The home page: what this is, how much is in it, what is missing, and the questions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter
from markupsafe import Markup
from pyoxigraph import Literal
from starlette.requests import Request
from starlette.responses import Response

from oogo.catalogue import dataset_card
from oogo.language import Text
from oogo.library import by_theme
from oogo.names import name_things
from oogo.questions import scalar
from oogo.reading import Reader, page_query
from oogo.web.frame import language_of, page, pool_of

__all__ = ["card", "edition_date", "moment", "router"]

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(request: Request) -> Response:
    """The home page."""
    pool = pool_of(request)
    published = await edition_date(pool)
    return page(
        request,
        "home.html",
        {
            "themes": by_theme(),
            "contents": await _counted(pool, "omvang"),
            "holes": await _counted(pool, "gaten"),
            "published": published,
            "changes": await _changes(pool),
            "card": card(dataset_card(pool.edition, moment(published), language_of(request))),
        },
    )


async def _changes(reader: Reader) -> list[tuple[str, str, Text]]:
    """The last publications: address, day and what was published."""
    found = await reader.rows(page_query("veranderd"))
    rows = [(str(scalar(row[0])), str(scalar(row[1]))[:10]) for row in found.rows]
    names = await name_things(reader, (iri for iri, _ in rows))
    return [(iri, day, Text(names.of(iri, "nl"), names.of(iri, "en"))) for iri, day in rows]


async def _counted(reader: Reader, query: str) -> list[dict[str, object]]:
    found = await reader.rows(page_query(query))
    rows = [dict(zip(found.columns, map(scalar, row), strict=True)) for row in found.rows]
    return [{**row, "name": Text(str(row["naam_nl"]), str(row["naam_en"]))} for row in rows]


def card(told: Mapping[str, object]) -> Markup:
    """A dataset as search engines read it in a page; it is data, which no browser runs."""
    text = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704  no < in it


def moment(time: datetime | None) -> str:
    """The time as programs read it; empty where there is none."""
    return time.isoformat() if time else ""


async def edition_date(reader: Reader) -> datetime | None:
    """When the newest publication in this edition was made."""
    found = await reader.rows(page_query("editie"))
    times = [row[0].value for row in found.rows if isinstance(row[0], Literal)]
    return datetime.fromisoformat(times[0]) if times else None

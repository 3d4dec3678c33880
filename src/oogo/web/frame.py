"""The frame of every page: language, templates, links and the headers that keep a page safe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from urllib.parse import quote, urlencode

from babel.dates import format_date as babel_date
from babel.dates import format_time
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from pyoxigraph import Literal
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oogo import __version__
from oogo.addresses import BASE, path_of
from oogo.diagram import Drawing
from oogo.errors import BusyError
from oogo.language import LANGUAGES, Text, gettext, ngettext, preferred
from oogo.names import Names
from oogo.plurals import plural
from oogo.questions import scalar
from oogo.store.answers import Term
from oogo.store.reader import Reader

__all__ = [
    "API_VERSION",
    "HERE",
    "Headers",
    "environment",
    "href",
    "language_of",
    "network_svg",
    "page",
    "pool_of",
    "store_of",
]

HERE = Path(__file__).parent

_COOKIE = "lang"
_YEAR_TYPE = "http://www.w3.org/2001/XMLSchema#gYear"
_ORDINALS = {
    "http://purl.org/dc/terms/identifier",
    *(BASE + "def/" + name for name in ("editie", "pagina", "regel", "volgnummer")),
}
"""Properties whose numbers name a place and count nothing."""
_YEAR = 365 * 24 * 3600
_CODE, _SENTENCE = 12, 32
_LOCALES = {"nl": "nl", "en": "en_GB"}
API_VERSION = "1.0.0"
_BY_LANGUAGE = ("Accept-Language", "Cookie")
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)


class Headers:
    """Every answer says that it loads nothing from elsewhere; the API also says its version.

    HEAD is GET without the body, everywhere. Whatever the API says is in the language of the
    visitor, so its answers vary by what tells that.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Around this application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=[*message.get("headers", ()), *_HEADERS])
                if scope["path"].startswith("/api/"):
                    headers["API-Version"] = API_VERSION
                    _join(headers, "Vary", *_BY_LANGUAGE)
                if headers.get("allow") == "GET":
                    _join(headers, "Allow", "HEAD")
                message["headers"] = headers.raw
            elif head:
                message["body"] = b""
            await send(message)

        asked = {**scope, "method": "GET"} if head else scope
        await self._app(asked, receive, with_headers)


def _join(headers: MutableHeaders, name: str, *values: str) -> None:
    """Add these values to a header that lists, where it does not list them yet."""
    told = [each.strip() for each in headers.get(name, "").split(",") if each.strip()]
    headers[name] = ", ".join(dict.fromkeys([*told, *values]))


def pool_of(request: Request) -> Reader:
    """What answers the questions of the service itself."""
    return store_of(request).own


def store_of(request: Request) -> Reader:
    """What answers the queries of visitors."""
    pool = getattr(request.app.state, "pool", None)
    if not isinstance(pool, Reader):
        raise BusyError("de dienst start net op", "the service is starting", retry_after=2)
    return pool


def language_of(request: Request) -> str:
    """The language asked for in the address, else chosen before, else liked by the browser."""
    asked = request.query_params.get("lang") or request.cookies.get(_COOKIE, "")
    return asked if asked in LANGUAGES else preferred(request.headers.get("accept-language", ""))


def href(iri: str) -> str:
    """The address of the page about this thing."""
    path = path_of(iri)
    if path is None or "#" in iri:
        return "/doc?" + urlencode({"iri": iri})
    path = "/doc/" + path.removeprefix("/id/") if path.startswith("/id/") else path
    return quote(path, safe="/:@!$&'()*+,;=~-._")


def address_outside(iri: str) -> str:
    """The address of another's thing on the web; empty for ours and for what is no web address."""
    return iri if path_of(iri) is None and iri.startswith(("https://", "http://")) else ""


def page(
    request: Request,
    template: str,
    values: Mapping[str, object],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page made from this template, in the language of the request."""
    language = language_of(request)
    pool = getattr(request.app.state, "pool", None)
    html = (
        environment(language)
        .get_template(template)
        .render(
            **values,
            language=language,
            edition=pool.edition if isinstance(pool, Reader) else None,
            here=request.url.path,
            switch={tag: _switched(request, tag) for tag in LANGUAGES},
        )
    )
    response = HTMLResponse(html, status_code=status, headers=dict(headers or {}))
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept, Accept-Language, Cookie"
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(_COOKIE, language, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def _switched(request: Request, language: str) -> str:
    pairs = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    return "?" + urlencode([*pairs, ("lang", language)])


@cache
def environment(language: str) -> Environment:
    """The templates in this language."""
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    templates.install_gettext_callables(  # type: ignore[attr-defined]
        partial(gettext, language), partial(ngettext, language), newstyle=True
    )
    templates.globals |= {
        "address_outside": address_outside,
        "href": href,
        "version": __version__,
    }
    templates.filters |= {
        "called": partial(_called, language),
        "date": partial(babel_date, format="long", locale=_LOCALES[language]),
        "lang": partial(_lang, language),
        "literal": partial(_literal, language),
        "moment": partial(_moment, language),
        "plural": partial(_plural, language),
        "own_first": partial(_own_first, language),
        "room": _room,
        "said": partial(_said, language),
        "sentence": _sentence,
        "shown": partial(_shown, language),
        "translated": partial(gettext, language),
        "written": partial(_written, language),
    }
    return templates


def network_svg(drawing: Drawing, title: str, language: str) -> str:
    """A drawing as a file of its own; its links would lead nowhere there, so it has none."""
    macros = environment(language).get_template("def-drawing.html").module
    return str(macros.drawn(drawing, title, linked=False))  # type: ignore[attr-defined]


def _said(language: str, text: Text) -> Markup:
    """The text for a reader of this language, marked where it is in another."""
    return _marked(text[language], text.tag(language), language)


def _called(language: str, names: Names, iri: str) -> Markup:
    """The name of a thing for a reader of this language, marked where it is in another."""
    return _marked(names.of(iri, language), names.tag(iri, language), language)


def _marked(text: str, tag: str, language: str) -> Markup:
    if not tag or tag == language:
        return escape(text)
    return Markup('<span lang="{}">{}</span>').format(tag, text)


def _lang(language: str, text: Text) -> Markup:
    """The attribute that says in which language this text is, where it is not the page's."""
    tag = text.tag(language)
    return Markup("") if tag == language else Markup(' lang="{}"').format(tag)


def _literal(language: str, term: Literal, kind: str = "") -> str:
    """A literal as a reader expects it: numbers that count in his notation, others as written."""
    counts = kind not in _ORDINALS and term.datatype.value != _YEAR_TYPE
    return (_shown if counts else _written)(language, scalar(term))


def _moment(language: str, text: str) -> str:
    """A moment in UTC as a reader writes it."""
    at = datetime.fromisoformat(text).astimezone(UTC)
    locale = _LOCALES[language]
    return f"{babel_date(at, 'medium', locale)}, {format_time(at, 'HH:mm', locale=locale)} UTC"


def _own_first(language: str, values: Sequence[Term]) -> list[Term]:
    """The values, those in the language of the page before the same in another."""
    tagged = {"nl", "en"} - {language}
    return sorted(values, key=lambda value: getattr(value, "language", None) in tagged)


def _plural(language: str, name: str, number: int) -> str:
    return plural(name, number, language)


def _room(text: object) -> str:
    """Which class a cell of a table needs: a code or a date is not broken, a sentence has room."""
    words = str(text)
    if len(words) > _SENTENCE:
        return "words"
    return "whole" if len(words) <= _CODE and " " not in words else ""


def _sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", ":")) else ".")


def _written(language: str, value: object) -> str:
    """A value as it is written, without points between the digits: a year, a line, a code."""
    return _shown(language, value) if value is None or isinstance(value, bool) else str(value)


def _shown(language: str, value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return {True: {"nl": "ja", "en": "yes"}, False: {"nl": "nee", "en": "no"}}[value][
                language
            ]
        case int() | float():
            return format_decimal(value, locale=language, decimal_quantization=False)
        case _:
            return str(value)

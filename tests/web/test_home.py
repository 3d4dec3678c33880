"""The home page, and what every page has in common."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.extract import extract_from_dir
from starlette.testclient import TestClient

from oogo.language import catalogue, preferred
from oogo.library import load
from oogo.web.frame import HERE
from tests.web.pages import HTML, Page

PAGES = [
    "/",
    "/questions",
    *(f"/questions/{name}" for name in sorted(load())),
    "/duties",
    "/duties/PO-09",
    "/rules",
    "/waivers",
    "/submit",
    "/sparql",
    "/sparql?text=SELECT+*+WHERE+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+3",
    "/sparql?text=SELECT",
    "/api/v1/docs",
    "/docs/cookbook",
    "/docs/integrators",
    "/accessibility",
    "/search",
    "/search?q=jeugdhulp",
    "/lists",
    "/lists/waarneming",
    "/catalog",
    "/changes",
    "/dumps/1",
    "/def",
    "/begrip",
    "/wet",
    "/dataset",
    "/graph",
    "/vorm",
    "/doc/plicht/PO-09",
    "/begrip/sector/po",
    "/doc?iri=https://identifier.overheid.nl/tooi/id/gemeente/gm0589",
    "/bestaat-niet",
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole(site: TestClient, path: str, language: str) -> None:
    answer = site.get(path, headers={**HTML, "Accept-Language": language})
    assert answer.status_code in (200, 400, 404)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == language
    page = Page(answer.text)
    assert page.faults == []
    assert page.attributes("html", "lang") == [language]
    for tag in ("h1", "main", "title"):
        assert [each for each, _ in page.elements].count(tag) == 1, tag
    inputs = [
        attrs["id"]
        for tag, attrs in page.elements
        if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden"
    ]
    assert set(inputs) == set(page.attributes("label", "for"))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_comes_from_elsewhere(site: TestClient, path: str) -> None:
    answer = site.get(path, headers=HTML)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = Page(answer.text)
    loaded = [*page.attributes("img", "src"), *page.attributes("script", "src")]
    loaded += [
        attrs["href"]
        for tag, attrs in page.elements
        if tag == "link" and attrs["rel"] in ("stylesheet", "icon")
    ]
    assert loaded
    own = ("/static/", "/api/v1/questions/", "/map.")
    assert all(address.startswith(own) for address in loaded)
    assert page.attributes("div", "style") == []


def test_home_says_how_much_is_in_it(site: TestClient) -> None:
    text = Page(site.get("/", headers=HTML).text).text
    assert "plichten uit de wet 139" in text  # law/requirements.csv has 139 rows
    assert "leeg of onleesbaar zijn 43" in text  # facts/tables.csv has 43 printed gaps
    assert "383 van 388" in text  # document 000, line 919, less the five of Utrecht West
    assert "Dit is editie 1" in text


def test_home_names_every_question(site: TestClient) -> None:
    page = Page(site.get("/", headers=HTML).text)
    for question in load().values():
        assert f"/questions/{question.name}" in page.attributes("a", "href")
        assert question.title.nl in page.text


def test_english_by_switch_header_and_cookie(site: TestClient) -> None:
    dutch = site.get("/", headers=HTML)
    assert "Wat er nog niet in zit" in dutch.text
    switched = site.get("/?lang=en", headers=HTML)
    assert "What is not in it yet" in switched.text
    assert "lang=en" in switched.headers["set-cookie"]
    site.cookies.clear()
    assert "What is not" in site.get("/", headers={**HTML, "Accept-Language": "en-GB"}).text
    assert "What is not" in site.get("/", headers={**HTML, "Cookie": "lang=en"}).text
    site.cookies.clear()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "nl"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("nl,en", "nl"),
        ("en;q=0.5,nl;q=0.8", "nl"),
        ("de,en;q=0.2", "en"),
        ("de", "nl"),
        ("en;q=0", "nl"),
        ("en;q=veel", "nl"),
    ],
)
def test_preferred_language(header: str, language: str) -> None:
    assert preferred(header) == language


def messages() -> Iterator[str | tuple[str, ...]]:
    found = extract_from_dir(
        str(HERE),
        method_map=[("templates/**.html", "jinja2")],
        options_map={"templates/**.html": {"silent": "false", "newstyle_gettext": "true"}},
    )
    for _, _, message, _, _ in found:
        yield message


def told_by_the_api(site: TestClient) -> Iterator[str]:
    """What the description of the API says in Dutch, without what the library has in both."""
    asked = {
        text.nl
        for question in load().values()
        for text in (question.title, *(each.label for each in question.parameters))
    }
    for operations in site.get("/api/v1/openapi.json").json()["paths"].values():
        for operation in operations.values():
            told = [operation["summary"]]
            told += [
                each["description"]
                for each in operation.get("parameters", [])
                if "description" in each
            ]
            yield from (text for text in told if text not in asked)


def test_no_text_of_the_pages_lacks_its_english(site: TestClient) -> None:
    english = catalogue("en")
    wanted = {text: text for text in told_by_the_api(site)} | {
        message if isinstance(message, str) else message[0]: " ".join(message)
        if isinstance(message, tuple)
        else message
        for message in messages()
    }
    assert wanted
    assert set(wanted) - set(english) == set()
    assert set(english) - set(wanted) == set(), "texts that no page uses"
    for source, target in english.items():
        texts = (target,) if isinstance(target, str) else target
        assert all(text.strip() for text in texts)
        assert _places(" ".join(texts)) == _places(wanted[source])


def test_the_page_of_the_api_is_in_english_for_who_reads_english(site: TestClient) -> None:
    page = Page(site.get("/api/v1/docs", headers={**HTML, "Accept-Language": "en"}).text)
    assert "GET Search by name, code, concept, article or question" in page.text
    assert "Agreements on a topic, by sector" in page.text  # queries/afspraken-per-sector.rq
    assert "nl" not in page.attributes("p", "lang") + page.attributes("dd", "lang")


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize("path", ["/", "/api/v1/questions", "/doc/plicht/PO-09", "/sparql"])
def test_head_is_get_without_the_body(site: TestClient, path: str) -> None:
    head, get = site.head(path, headers=HTML), site.get(path, headers=HTML)
    assert head.status_code == get.status_code == 200
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.content == b""


def test_static_files(site: TestClient) -> None:
    assert site.get("/static/site.css").headers["content-type"].startswith("text/css")
    assert site.get("/static/../api.py").status_code == 404


def test_operations(site: TestClient) -> None:
    assert site.get("/health").json() == {"status": "ok"}
    assert site.get("/ready").json() == {"status": "ok", "edition": 1}
    assert "Expires:" in site.get("/.well-known/security.txt").text


def test_health_does_not_ask_the_workers(site: TestClient) -> None:
    pool = site.app.state.pool  # type: ignore[attr-defined]
    site.app.state.pool = None  # type: ignore[attr-defined]
    try:
        assert site.get("/health").status_code == 200
        waiting = site.get("/ready")
    finally:
        site.app.state.pool = pool  # type: ignore[attr-defined]
    assert waiting.status_code == 503
    assert waiting.headers["retry-after"]

"""Every kind of page, in both languages, without a finding of axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WRONG = quote("SELECT ?s WHERE { ?s a }")
RIGHT = quote("SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 20")
PAGES = [
    "/",
    "/questions",
    "/questions/afspraken-per-sector",
    "/questions/wettelijke-grondslag",
    "/questions/swv-en-landelijk",
    "/questions/ondersteuning-per-gemeente",
    "/questions/thuiszitters-en-voorrang-per-gemeente",
    "/questions/aanbieders-per-gemeente",
    "/search?q=jeugdhulp",
    "/search?q=leerlingenvervor",
    "/lists",
    "/lists/waarneming?perPage=20",
    "/duties",
    "/duties/PO-09",
    "/rules",
    "/rules/PO-09c",
    "/rules/KW-201",
    "/waivers",
    "/submit",
    "/sparql",
    f"/sparql?text={RIGHT}",
    f"/sparql?text={WRONG}",
    "/def",
    "/def/Oogo",
    "/def/module/overleg",
    "/def/print",
    "/begrip",
    "/begrip/sector",
    "/begrip/sector/po",
    "/wet",
    "/dataset/000-2-14b",
    "/doc?iri=https://identifier.overheid.nl/tooi/id/gemeente/gm0589",
    "/doc/samenwerkingsverband/PO2604",
    "/doc/gebied/PO2604",
    "/doc/plicht/PO-09?peildatum=2010-01-01",
    "/catalog",
    "/changes",
    "/dumps/1",
    "/waivers",
    "/docs/cookbook",
    "/docs/integrators",
    "/accessibility",
    "/api/v1/docs",
    "/bestaat-niet",
]
STATUS = {f"/sparql?text={WRONG}": 400, "/bestaat-niet": 404}


@pytest.fixture(scope="module")
def visitor(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(base_url=address)
    yield page
    page.close()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible(visitor: Page, path: str, language: str) -> None:
    answer = visitor.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert answer is not None
    assert answer.status == STATUS.get(path, 200)
    result = Axe().run(visitor).response
    assert result["passes"]
    found = result["violations"]
    told = [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found]
    assert told == []


@pytest.mark.parametrize("path", ["/", "/questions/afspraken-per-sector", "/lists/waarneming"])
def test_nothing_sticks_out_on_a_telephone(visitor: Page, path: str) -> None:
    visitor.set_viewport_size({"width": 360, "height": 640})
    visitor.goto(path)
    wide = visitor.evaluate("document.documentElement.scrollWidth - innerWidth")
    visitor.set_viewport_size({"width": 1280, "height": 720})
    assert wide <= 0

"""Every kind of page, in both languages: no finding of axe-core, nothing wider than the screen."""

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
    "/questions/plichten-op-een-datum",
    "/questions/afspraken-per-sector?onderwerp=fout",
    "/questions/ondersteuning-per-gemeente",
    "/questions/thuiszitters-en-voorrang-per-gemeente",
    "/questions/aanbieders-per-gemeente",
    "/search?q=jeugdhulp",
    "/search?q=leerlingenvervor",
    "/search?q=zzxqy",
    "/lists",
    "/lists/waarneming?perPage=20",
    "/lists/plicht?zekerheid=https://w3id.org/oogo/begrip/zekerheid/gedeeltelijk",
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
    "/docs/cookbook",
    "/docs/integrators",
    "/accessibility",
    "/api/v1/docs",
    "/bestaat-niet",
]
STATUS = {
    f"/sparql?text={WRONG}": 400,
    "/questions/afspraken-per-sector?onderwerp=fout": 400,
    "/bestaat-niet": 404,
}
WIDTHS = (360, 768, 1280)
"""A telephone, a tablet, and a desk."""


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
    too_wide = []
    for width in WIDTHS:
        visitor.set_viewport_size({"width": width, "height": 720})
        if visitor.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(width)
    assert too_wide == []

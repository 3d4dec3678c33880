"""Maps and networks on the pages of questions and things, with script and without."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

NETWORK = "/questions/aanbieders-per-gemeente"
SWV = "/doc/samenwerkingsverband/PO2604"
SUPPORT = "/questions/ondersteuning-per-gemeente"


def findings(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


@pytest.mark.parametrize("path", [NETWORK, SWV])
def test_a_network_is_moved_with_the_keyboard_and_led_to_a_thing(visitor: Page, path: str) -> None:
    loaded: list[str] = []
    visitor.on("request", lambda request: loaded.append(request.url))
    visitor.goto(path)
    opening = visitor.get_by_role("button", name="Maak de tekening beweegbaar")
    expect(opening).to_be_visible()
    assert not [each for each in loaded if "network.js" in each]
    opening.focus()
    visitor.keyboard.press("Enter")
    place = visitor.locator("figure .network")
    expect(place.locator("canvas").first).to_be_visible()
    expect(visitor.locator("figure .still")).to_be_hidden()
    expect(place).to_be_focused()
    visitor.keyboard.press("n")
    chosen = visitor.locator("figure .chosen a")
    name = chosen.inner_text()
    for key in ("+", "-", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "0"):
        visitor.keyboard.press(key)
    visitor.keyboard.press("n")
    assert chosen.inner_text() != name
    visitor.keyboard.press("p")
    assert chosen.inner_text() == name
    assert findings(visitor) == []
    chosen.focus()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("h1")).to_have_text(name)


def spoilt(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body="throw new Error('spoilt')")


def test_a_script_that_does_not_come_leaves_the_drawing(visitor: Page) -> None:
    visitor.route("**/static/network.js*", spoilt)
    visitor.goto(NETWORK)
    visitor.get_by_role("button", name="Maak de tekening beweegbaar").click()
    expect(visitor.locator("figure .failed")).to_have_text(
        "Dat lukte niet; de tekening blijft zoals zij is."
    )
    expect(visitor.locator("figure svg")).to_be_visible()


@pytest.mark.parametrize("path", [NETWORK, SWV])
def test_without_script_the_drawing_stands(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(path)
    expect(page.locator("figure .still svg")).to_be_visible()
    assert page.locator("figure svg a").count() > 2
    assert page.locator("main").get_by_role("button", name="Maak").count() == 0
    context.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_map_is_told_in_words_and_taken_along(visitor: Page, language: str) -> None:
    visitor.goto(f"{SUPPORT}?lang={language}")
    picture = visitor.locator("figure img")
    # Document 003, line 1701: Woerden, 111 pupils in 2017-2018.
    assert "Woerden (111)" in (picture.get_attribute("alt") or "")
    assert picture.evaluate("each => each.decode().then(() => each.naturalWidth)") > 300
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="PNG").click()
    assert download.value.suggested_filename == "ondersteuning-per-gemeente.png"
    assert findings(visitor) == []


def test_researcher_goes_from_a_map_to_the_region_and_its_map(visitor: Page) -> None:
    visitor.goto("/questions/gemeenten-in-swv-regios")
    visitor.locator("tbody").get_by_role("link", name="Sterk VO", exact=True).click()
    picture = visitor.locator("section[aria-labelledby=kaart] img")
    assert "Stichtse Vecht" in (picture.get_attribute("alt") or "")
    assert picture.evaluate("each => each.decode().then(() => each.naturalWidth)") > 100


def pointed_at(page: Page, words: str) -> None:
    """Move the pointer to the picture, and then to the mark of it that has these words."""
    page.locator("figure.chart img").hover()
    mark = page.locator(f'figure.chart svg [aria-label="{words}"]')
    mark.hover(force=True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        # Document 000, line 2142: pupil transport in po, 63, 6, 7 and 25 percent.
        ("/questions/afspraken-per-sector", "primair onderwijs, Weet niet (%): 7"),
        # Document 003, line 1701: Woerden, 111 pupils in 2017-2018.
        (SUPPORT, "Woerden: 111 (aantal)"),
    ],
)
def test_pointing_at_a_mark_tells_what_it_stands_for(visitor: Page, path: str, words: str) -> None:
    visitor.goto(path)
    tip = visitor.locator("figure.chart .tip")
    expect(tip).to_have_count(0)
    pointed_at(visitor, words)
    expect(tip).to_have_text(words)
    visitor.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    assert findings(visitor) == []


def test_without_the_drawing_to_point_at_the_picture_stays(visitor: Page) -> None:
    visitor.goto("/questions/afspraken-per-sector")
    visitor.route("**/*.svg*", lambda route: route.fulfill(status=503))
    visitor.locator("figure.chart img").hover()
    visitor.wait_for_load_state("networkidle")
    expect(visitor.locator("figure.chart img")).to_be_visible()
    expect(visitor.locator("figure.chart .pointed")).to_have_count(0)

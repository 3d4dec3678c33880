"""Journeys of the researcher, the steward and the integrator, in a real browser."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from oogo.content import folder

pytestmark = pytest.mark.browser

QUESTION = "/questions/afspraken-per-sector"
DROPOUT = "voorkomen van schooluitval"


def downloaded(page: Page, link: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=link, exact=True).click()
    return Path(download.value.path()).read_bytes()


def tab_to(page: Page, name: str, *, most: int = 60) -> None:
    """Press Tab until what has this name has the focus."""
    script = "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(script) == name:
            return
    pytest.fail(f"‘{name}’ is not within {most} tabs")


# The researcher.


def test_researcher_finds_a_question_by_searching(visitor: Page) -> None:
    visitor.goto("/")
    visitor.locator("#zoek").fill("afspraken onderwerp sector")
    visitor.locator("main").get_by_role("button", name="Zoek").click()
    visitor.get_by_role("link", name="Afspraken over een onderwerp, per sector").click()
    # Document 000, line 2142: pupil transport in po, 63 percent of 120.
    expect(visitor.locator("tbody tr").first).to_contain_text("63")


def test_researcher_filters_and_takes_the_table_along(visitor: Page) -> None:
    visitor.goto(QUESTION)
    visitor.get_by_label("Onderwerp").select_option(label=DROPOUT)
    visitor.get_by_role("button", name="Toon het antwoord").click()
    expect(visitor.locator("tbody tr").first).to_contain_text("112")  # document 000, line 2392
    rows = list(csv.DictReader(downloaded(visitor, "CSV").decode().splitlines()))
    assert rows[0]["percentage"] == "65"


def test_researcher_takes_the_picture_along(visitor: Page) -> None:
    visitor.goto(QUESTION)
    assert "Hoogste" in (visitor.locator("figure img").get_attribute("alt") or "")
    assert visitor.evaluate("document.querySelector('figure img').naturalWidth") > 300
    assert b"<svg" in downloaded(visitor, "SVG")
    assert downloaded(visitor, "PNG").startswith(b"\x89PNG")


def test_researcher_cites_an_answer_that_stays(visitor: Page) -> None:
    visitor.goto(QUESTION)
    visitor.get_by_label("Onderwerp").select_option(label=DROPOUT)
    visitor.get_by_role("button", name="Toon het antwoord").click()
    table = visitor.locator("table").inner_text()
    cited = visitor.locator(".cite").inner_text()
    visitor.get_by_role("link", name="Vaste verwijzing naar dit antwoord").click()
    assert "edition=1" in visitor.url
    assert visitor.url.partition("/questions/")[2] in cited
    assert visitor.locator("table").inner_text() == table


def test_researcher_follows_a_network_to_a_gemeente(visitor: Page) -> None:
    visitor.goto("/questions/aanbieders-per-gemeente")
    visitor.locator("figure svg a", has_text="Oudewater").first.click()
    expect(visitor.locator("h1")).to_have_text("Oudewater")
    expect(visitor.locator("main")).to_contain_text("0589")  # facts/entities.csv: gm0589


def test_researcher_sees_the_query_behind_an_answer(visitor: Page) -> None:
    visitor.goto(QUESTION)
    visitor.get_by_label("Onderwerp").select_option(label=DROPOUT)
    visitor.get_by_role("button", name="Toon het antwoord").click()
    visitor.get_by_role("link", name="De vraag in SPARQL").click()
    expect(visitor.locator("tbody").first).to_contain_text("112")


def test_researcher_finds_a_word_with_a_slip(visitor: Page) -> None:
    visitor.goto("/search?q=leerlingenvervor")
    expect(visitor.locator("main")).to_contain_text("Niets heet zo")
    visitor.get_by_role("link", name="leerlingenvervoer", exact=True).first.click()
    expect(visitor.locator("h1")).to_have_text("leerlingenvervoer")


def test_researcher_looks_up_what_a_word_means(visitor: Page) -> None:
    visitor.goto("/")
    visitor.get_by_role("navigation", name="Hoofdmenu").get_by_text("Begrippen").click()
    visitor.locator("main").get_by_role("link", name="onderwijssector", exact=False).first.click()
    visitor.get_by_role("link", name="primair onderwijs", exact=True).first.click()
    expect(visitor.locator("h1")).to_contain_text("primair onderwijs")


# The steward.


def test_steward_finds_a_duty_and_the_rule_that_checks_it(visitor: Page) -> None:
    visitor.goto("/duties")
    visitor.get_by_label("Wie de plicht heeft").select_option(label="samenwerkingsverband po")
    visitor.get_by_role("button", name="Toon").click()
    visitor.get_by_role("link", name="PO-09", exact=True).click()
    expect(visitor.locator("main")).to_contain_text("18a")  # law/requirements.csv, PO-09
    visitor.locator("main").get_by_role("link", name="PO-09a").first.click()
    expect(visitor.locator("h1")).to_contain_text("PO-09a")


def deliver(page: Page, name: str) -> None:
    page.goto("/submit")
    page.locator("#file").set_input_files(folder("examples") / name)
    page.locator("#aanlevering button").click()


def test_steward_reads_what_is_missing_and_mends_it(visitor: Page) -> None:
    deliver(visitor, "fout-gemeente-ontbreekt.ttl")
    finding = visitor.locator(".finding", has_text="PO-09c").first
    expect(finding).to_contain_text("De Ronde Venen")
    deliver(visitor, "goed-ondersteuningsplan.ttl")
    expect(visitor.locator("#bevindingen")).to_be_visible()
    expect(visitor.locator(".finding.violation")).to_have_count(0)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_findings_are_accessible(visitor: Page, language: str) -> None:
    visitor.goto(f"/submit?lang={language}")
    visitor.locator("#file").set_input_files(folder("examples") / "fout-zonder-oogo.ttl")
    visitor.locator("#aanlevering button").click()
    expect(visitor.locator(".finding").first).to_be_visible()
    visitor.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found = Axe().run(visitor).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []


def test_steward_gets_a_template(visitor: Page, tmp_path: Path) -> None:
    visitor.goto("/submit")
    with visitor.expect_download() as download:
        visitor.locator('#sjablonen ~ ul a, section[aria-labelledby="sjablonen"] a').first.click()
    path = tmp_path / "sjabloon.xlsx"
    download.value.save_as(path)
    assert len(openpyxl.load_workbook(path).sheetnames) > 1


def test_steward_sees_what_his_partnership_must_do(visitor: Page) -> None:
    visitor.goto("/doc/samenwerkingsverband/PO2604")
    visitor.locator("section[aria-labelledby=plichten] a").first.click()
    expect(visitor.locator("tbody")).to_contain_text("PO-09")


def test_steward_asks_what_held_on_a_day(visitor: Page) -> None:
    visitor.goto("/doc/plicht/PO-09")
    visitor.locator("#peildatum").fill("2010-01-01")
    visitor.get_by_role("button", name="Toon").click()
    # law/requirements.csv, PO-09: from 2013-07-05 at the earliest.
    expect(visitor.locator("main")).to_contain_text("Op 2010-01-01 gold dit niet.")


# The integrator.


def test_integrator_follows_a_page_to_its_data(visitor: Page) -> None:
    visitor.goto("/doc/plicht/PO-09")
    link = visitor.locator('head link[type="application/ld+json"]').get_attribute("href")
    assert link is not None
    answer = visitor.request.get(link)
    assert answer.headers["content-type"].startswith("application/ld+json")
    assert "https://w3id.org/oogo/id/plicht/PO-09" in answer.text()
    again = visitor.request.get("/id/plicht/PO-09", headers={"Accept": "text/turtle;q=0.9"})
    assert again.url.endswith("/doc/plicht/PO-09")
    assert again.headers["content-type"].startswith("text/turtle")


def test_integrator_takes_an_edition_along_and_checks_it(visitor: Page) -> None:
    visitor.goto("/dumps/1")
    packed = downloaded(visitor, "oogo.nq.gz")
    sums = visitor.request.get("/dumps/1/SHA256SUMS").text()
    assert f"{hashlib.sha256(packed).hexdigest()}  oogo.nq.gz" in sums
    manifest = visitor.request.get("/dumps/1/manifest.json").json()
    (told,) = [each for each in manifest["files"] if each["name"] == "oogo.nq.gz"]
    assert len(gzip.decompress(packed).splitlines()) == told["count"] > 10_000


def test_integrator_follows_the_changes(visitor: Page) -> None:
    visitor.goto("/")
    visitor.locator("footer").get_by_role("link", name="Wijzigingen").click()
    start = visitor.locator("main").get_by_role("link", name="/changes/1/1").get_attribute("href")
    assert start is not None
    answer = visitor.request.get(start, headers={"Accept": "application/trig"})
    assert "https://w3id.org/tree#" in answer.text()


def test_integrator_reads_the_description_of_the_api(visitor: Page) -> None:
    visitor.goto("/")
    visitor.get_by_role("navigation", name="Hoofdmenu").get_by_text("API").click()
    expect(visitor.locator("main")).to_contain_text("/questions/afspraken-per-sector")
    document = visitor.request.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")


def test_integrator_reads_the_card_of_the_dataset(visitor: Page) -> None:
    visitor.goto("/catalog")
    text = visitor.locator('script[type="application/ld+json"]').inner_text()
    assert json.loads(text)["@type"] == "Dataset"


# By keyboard only.


def test_a_question_by_keyboard_only(visitor: Page) -> None:
    visitor.goto(QUESTION)
    tab_to(visitor, "Onderwerp")
    visitor.keyboard.type(DROPOUT)
    tab_to(visitor, "Toon het antwoord", most=3)
    visitor.keyboard.press("Enter")
    expect(visitor.locator("tbody tr").first).to_contain_text("112")  # document 000, line 2392


def test_searching_by_keyboard_only(visitor: Page) -> None:
    visitor.goto("/")
    tab_to(visitor, "Zoek in alles")
    visitor.keyboard.type("PO-09")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/search?q=PO-09")
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    visitor.keyboard.press("Enter")
    found = visitor.locator(".hits a").first
    tab_to(visitor, found.inner_text(), most=10)
    visitor.keyboard.press("Enter")
    expect(visitor.locator("main")).to_contain_text("PO-09")


def test_the_menu_and_the_language_by_keyboard_only(visitor: Page) -> None:
    visitor.goto("/lists")
    tab_to(visitor, "Plichten")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/duties")
    tab_to(visitor, "English")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("h1")).to_have_text("Duties from the law")


# For everybody.


@pytest.mark.parametrize(
    "path",
    [
        "/",
        QUESTION,
        "/questions/gemeenten-in-swv-regios",
        "/doc/samenwerkingsverband/PO2604",
        "/lists/plicht",
        "/search?q=jeugdhulp",
        "/begrip/sector/po",
        "/def/Oogo",
        "/duties/PO-09",
        "/rules/PO-09a",
        "/dumps/1",
        "/bestaat-niet",
    ],
)
def test_nothing_is_lost_at_twice_the_size(browser: Browser, address: str, path: str) -> None:
    """A window of 1280 by 900 at 200 percent has room for 640 by 450."""
    context = browser.new_context(
        base_url=address, viewport={"width": 640, "height": 450}, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(path)
    wide = page.evaluate("document.documentElement.scrollWidth")
    shown = page.locator("h1").is_visible() and page.get_by_role("navigation").first.is_visible()
    context.close()
    assert wide <= 640
    assert shown


def test_nothing_is_cut_off_on_paper(visitor: Page) -> None:
    """A4 with the margins of our style sheet has room for 180 mm: 680 pixels."""
    visitor.set_viewport_size({"width": 680, "height": 960})
    visitor.emulate_media(media="print")
    too_wide = []
    for path in (
        QUESTION,
        "/questions/kengetallen-van-een-swv",
        "/questions/plichten-op-een-datum",
        "/doc/samenwerkingsverband/PO2604",
        "/duties",
        "/rules/PO-09c",
        "/def/module/overleg",
        "/docs/cookbook",
    ):
        visitor.goto(path)
        if visitor.evaluate("document.documentElement.scrollWidth") > 680:
            too_wide.append(path)
    assert too_wide == []
    expect(visitor.get_by_role("navigation")).to_be_hidden()


FIRST_PAINT = """() => new Promise((found) => {
    new PerformanceObserver((list) => {
        for (const each of list.getEntriesByName("first-contentful-paint")) found(each.startTime)
    }).observe({ type: "paint", buffered: true })
})"""
"""Milliseconds until the first words; a page that shows nothing runs into the test's own limit."""


@pytest.mark.parametrize("path", ["/", QUESTION, "/doc/samenwerkingsverband/PO2604", "/rules"])
def test_the_first_words_are_there_within_a_second(visitor: Page, path: str) -> None:
    times = []
    for _ in range(3):
        visitor.goto(path)
        times.append(visitor.evaluate(FIRST_PAINT))
    assert min(times) <= 1_000


@pytest.mark.parametrize(
    "words",
    ["<img src=x onerror=alert(1)>", "javascript:alert(1)", "\u202eevil", "a" * 10_000],
)
def test_hostile_words_are_only_words(visitor: Page, words: str) -> None:
    for path in ("/search?q=", "/doc?iri=", f"{QUESTION}?onderwerp="):
        visitor.goto(path + visitor.evaluate("encodeURIComponent", words))
        assert visitor.locator("main img[src=x]").count() == 0
        assert visitor.locator('a[href^="javascript:"]').count() == 0
        assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")

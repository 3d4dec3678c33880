"""A visitor in a real browser: home, a question, another value, the table, the CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_home_question_parameter_table_csv(visitor: Page, tmp_path: Path) -> None:
    visitor.goto("/")
    expect(visitor.locator("h1")).to_have_text("Wie met wie overlegt over onderwijs en jeugdhulp")
    visitor.get_by_role("link", name="Afspraken over een onderwerp, per sector").click()

    # Document 000, line 2142: leerlingenvervoer in po, 63 percent of 120.
    first = visitor.locator("tbody tr").first
    expect(first).to_contain_text("63")
    visitor.get_by_label("Onderwerp").select_option(label="voorkomen van schooluitval")
    visitor.get_by_role("button", name="Toon het antwoord").click()

    # Document 000, line 2392: voorkomen van schooluitval in po, 65 percent of 112.
    expect(first).to_contain_text("65")
    expect(first).to_contain_text("112")
    expect(visitor.locator("#bron-1")).to_contain_text("regel 2392")
    visitor.screenshot(path=tmp_path / "vraag.png", full_page=True)

    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="CSV").click()
    with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["percentage"] for row in rows] == ["65", "75", "65", "71"]


def test_english_with_the_keyboard_alone(visitor: Page) -> None:
    visitor.goto("/questions/agendapunten-per-thema")
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    visitor.get_by_role("link", name="English").focus()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("html")).to_have_attribute("lang", "en")
    expect(visitor.locator("h1")).to_have_text("Agenda items by theme of a monitor")


def test_workbench_without_script(visitor: Page) -> None:
    visitor.goto("/sparql")
    visitor.get_by_role("button", name="Voer uit").click()
    expect(visitor.locator("tbody")).to_contain_text("Oudewater")

"""In each of the eight templates: mistakes told at their cells, mended, published, changed."""

from __future__ import annotations

import copy
import io
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from oogo.keys import Keys
from tests.browser.stewards import VISITS, Entry, Rows, Visit
from tests.browser.test_steward import Desk, accessible, downloaded, filled
from tests.serving import serving
from tests.workbook.filling import letters

pytestmark = [pytest.mark.browser, pytest.mark.soak]


@pytest.fixture(scope="module")
def desks(
    browser: Browser, edition_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Desk]]:
    """A desk for each sender, on one service."""
    data_dir = tmp_path_factory.mktemp("stewards") / "data"
    shutil.copytree(edition_dir, data_dir, symlinks=True)
    until, keys = date.today() + timedelta(days=1), Keys(data_dir)
    secrets = {code: keys.add(code, "aanleveraar", until)[1] for code in ("PO2604", "0632")}
    with serving(data_dir) as address:
        context = browser.new_context(base_url=address, locale="nl-NL")
        page = context.new_page()
        yield {code: Desk(page, secret, "") for code, secret in secrets.items()}
        context.close()


def with_entries(rows: Rows, *entries: Entry) -> Rows:
    written = copy.deepcopy(rows)
    for sheet, row, heading, value in entries:
        written[sheet][row][written[sheet][0].index(heading)] = value
    return written


def template(desk: Desk, type_: str) -> bytes:
    """The template with what was published last."""
    desk.page.goto("/submit")
    desk.page.get_by_label("Sjabloon, ingevuld").select_option(type_)
    desk.page.locator("#key-for-all").fill(desk.sender)
    return downloaded(desk.page, "Haal het sjabloon op")


def reads_each_mistake_at_its_cell(desk: Desk, visit: Visit, empty: bytes) -> None:
    desk.drop(filled(empty, with_entries(visit.rows, *visit.mistakes)))
    desk.check()
    book = openpyxl.load_workbook(io.BytesIO(empty))
    for sheet, row, heading, _ in visit.mistakes:
        headings = [str(cell.value).removesuffix(" *") for cell in book[sheet][1]]
        place = f"{sheet}, {letters(headings.index(heading) + 1)}{row + 1}"
        found = desk.page.locator(".finding.violation .place").get_by_text(place, exact=False)
        expect(found.first, place).to_be_visible()
    assert accessible(desk.page)


def publishes(desk: Desk, data: bytes) -> None:
    desk.drop(data, key=desk.sender)
    desk.check()
    expect(desk.page.locator("#stand")).to_have_text("Aanlevering: ingediend")
    desk.act("Publiceer")
    expect(desk.page.locator("#stand")).to_have_text("Aanlevering: gepubliceerd")


def changes_one_cell(desk: Desk, visit: Visit, type_: str) -> None:
    """The template comes back as it was; delivered again nothing changes, then one thing does."""
    again = template(desk, type_)
    desk.drop(again, key=desk.sender)
    desk.check()
    expect(desk.page.locator("section.state")).to_contain_text("Er verandert niets.")
    desk.drop(filled(again, with_entries(visit.rows, visit.change)), key=desk.sender)
    desk.check()
    expect(desk.page.locator("section.state")).to_contain_text(visit.told)
    desk.act("Publiceer")
    expect(desk.page.locator("#stand")).to_have_text("Aanlevering: gepubliceerd")


@pytest.mark.parametrize("type_", VISITS)
def test_a_steward_goes_from_mistakes_to_a_published_change(
    desks: dict[str, Desk], type_: str
) -> None:
    visit = VISITS[type_]
    desk = desks[visit.sender]
    empty = template(desk, type_)
    reads_each_mistake_at_its_cell(desk, visit, empty)
    publishes(desk, filled(empty, visit.rows))
    desk.page.goto(f"/doc/{visit.page}")
    expect(desk.page.locator("h1")).to_have_text(visit.title)
    changes_one_cell(desk, visit, type_)

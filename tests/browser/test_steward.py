"""A steward without knowledge of RDF delivers, mends, publishes, resubmits and withdraws."""

from __future__ import annotations

import base64
import io
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from oogo.keys import Keys
from tests.serving import serving
from tests.workbook import filling
from tests.workbook.filling import Value

pytestmark = pytest.mark.browser

Rows = dict[str, list[list[Value]]]
NAME = "overleg.xlsx"
DROP = """([text, name]) => {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], name));
    return carried;
}"""


@dataclass(frozen=True)
class Desk:
    """The service, with the keys that its operator made."""

    page: Page
    sender: str
    assessor: str

    def drop(self, data: bytes, *, key: str = "", answer: str = "html") -> None:
        """Drag a file to the form."""
        self.page.goto("/submit")
        carried = self.page.evaluate_handle(DROP, [base64.b64encode(data).decode(), NAME])
        self.page.dispatch_event("#aanlevering", "drop", {"dataTransfer": carried})
        expect(self.page.locator("#file")).to_have_value(f"C:\\fakepath\\{NAME}")
        self.page.locator("#format").select_option(answer)
        self.page.locator("#key").fill(key)

    def check(self) -> None:
        self.page.locator("#aanlevering button").click()

    def act(self, name: str) -> None:
        self.page.locator("#again").fill(self.sender)
        self.page.locator("section.state").get_by_role("button", name=name, exact=True).click()


@pytest.fixture(scope="module")
def desk(
    browser: Browser, edition_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    data_dir = tmp_path_factory.mktemp("steward") / "data"
    shutil.copytree(edition_dir, data_dir, symlinks=True)
    until = date.today() + timedelta(days=1)
    keys = Keys(data_dir)
    inspectorate = "https://w3id.org/oogo/id/organisatie/inspectie-onderwijs"
    _, sender = keys.add("PO2604", "aanleveraar", until)
    _, assessor = keys.add(inspectorate, "beoordelaar", until)
    with serving(data_dir) as address:
        context = browser.new_context(base_url=address, locale="nl-NL")
        yield Desk(context.new_page(), sender, assessor)
        context.close()


def rows() -> Rows:
    return {name: [list(row) for row in lines] for name, lines in filling.MEETINGS.items()}


def filled(empty: bytes, sheets: Rows) -> bytes:
    """The template as a policy officer fills it in."""
    workbook = openpyxl.load_workbook(io.BytesIO(empty))
    for name, (headings, *lines) in sheets.items():
        page = workbook[name]
        columns = {str(cell.value).removesuffix(" *"): cell.column for cell in page[1]}
        for number, line in enumerate(lines, 2):
            for heading, value in zip(headings, line, strict=True):
                page.cell(number, columns[str(heading)], value)
    result = io.BytesIO()
    workbook.save(result)
    return result.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(download.value.path()).read_bytes()


def accessible(page: Page) -> bool:
    """Whether axe-core finds nothing on the page as it is now."""
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
    return True


def wrong(empty: bytes) -> bytes:
    """With a day that does not exist."""
    sheets = rows()
    sheets["Overleggen"][1][3] = "31-02-2026"
    return filled(empty, sheets)


def invited(page: Page) -> set[str]:
    """The meetings to which somebody was invited, as programs learn it."""
    query = "SELECT ?m { ?m <https://w3id.org/oogo/def/uitgenodigd> ?who }"
    told = page.request.get("/sparql", params={"query": query}).json()
    return {row["m"]["value"].rpartition("/")[2] for row in told["results"]["bindings"]}


def reads_which_cell(desk: Desk, empty: bytes) -> None:
    """A day that does not exist: which cell, why, how to mend it."""
    page = desk.page
    desk.drop(wrong(empty))
    desk.check()
    finding = page.locator(".finding", has_text="KW-201")
    expect(finding).to_contain_text("overleg.xlsx, Overleggen, D2 31-02-2026")
    expect(finding).to_contain_text("Schrijf de datum als dd-mm-jjjj")
    violation = page.locator(".finding.violation", has_text="Overleggen, D2")
    expect(violation, "what needs the day is not assessable, and no fault").to_have_count(1)
    expect(page.locator("main")).to_contain_text("nog niet publiceren: 1 overtreding houdt")


def gets_it_in_the_cells(desk: Desk, empty: bytes) -> None:
    """The same in the cells of the own workbook; nothing else in the file is touched."""
    page = desk.page
    data = wrong(empty)
    desk.drop(data, answer="xlsx")
    noted = downloaded(page, "Toets")
    cell = openpyxl.load_workbook(io.BytesIO(noted))["Overleggen"]["D2"]
    assert cell.comment is not None
    assert "KW-201" in cell.comment.text
    before, after = parts(data), parts(noted)
    changed = {name for name in before if after.get(name) != before[name]}
    assert all(
        name == "[Content_Types].xml" or "sheet" in name or "omment" in name or "egacy" in name
        for name in changed
    ), changed
    assert {"xl/styles.xml", "xl/workbook.xml", "docProps/custom.xml"} <= before.keys() - changed


def is_told_the_article(desk: Desk, data: bytes) -> None:
    """Mended, with the key: one article of the law is still missed."""
    page = desk.page
    desk.drop(data, key=desk.sender)
    desk.check()
    expect(page.locator("#stand")).to_have_text("Aanlevering: concept")
    finding = page.locator(".finding.violation")
    expect(finding).to_have_count(1)
    expect(finding).to_contain_text("PO-11c")
    expect(finding).to_contain_text("overtreding, wettelijk verplicht")
    expect(finding).to_contain_text("WPO art. 18a lid 9")
    assert page.get_by_role("button", name="Publiceer").count() == 0


def is_waived(desk: Desk) -> None:
    """An assessor waives that rule, with ground, document and end date."""
    page = desk.page
    page.goto("/waivers")
    page.get_by_label("Regel", exact=True).fill("PO-11c")
    page.get_by_label("Organisatie").fill("PO2604")
    page.get_by_label("Grond").fill("De procedure is van vóór de toetreding van Oudewater.")
    page.get_by_label("Document").fill("https://www.example.org/besluit")
    page.get_by_label("Tot (").fill((date.today() + timedelta(days=90)).isoformat())
    page.get_by_label("Sleutel van een beoordelaar", exact=True).fill(desk.assessor)
    page.get_by_role("button", name="Verleen").click()
    expect(page.locator("main")).to_contain_text("1 ontheffing geldt nu")
    assert accessible(page)


def publishes(desk: Desk, data: bytes) -> None:
    """Now it is counted apart, and published."""
    page = desk.page
    desk.drop(data, key=desk.sender)
    desk.check()
    expect(page.locator("#stand")).to_have_text("Aanlevering: ingediend")
    expect(page.locator(".counts")).to_contain_text("0 × overtreding")
    expect(page.locator(".counts")).to_contain_text("1 × ontheffing verleend")
    expect(page.locator(".finding.waived")).to_contain_text("vóór de toetreding van Oudewater")
    desk.act("Publiceer")
    expect(page.locator("#stand")).to_have_text("Aanlevering: gepubliceerd")
    page.goto("/doc/overleg/PO2604-o1")
    expect(page.locator("h1")).to_have_text("Oogo 2026")
    expect(page.locator("main")).to_contain_text("2026-03-12")
    assert invited(page) == {"PO2604-o1"}


def resubmits(desk: Desk, empty: bytes) -> None:
    """Resubmitted: the difference in words, and the earlier delivery gives way."""
    page = desk.page
    later = rows()
    later["Overleggen"][1][8] = "geen overeenstemming"
    del later["Deelnemers"][2], later["Agendapunten"][1]
    desk.drop(filled(empty, later), key=desk.sender)
    desk.check()
    state = page.locator("section.state")
    expect(state).to_contain_text("Komt in de plaats van:")
    assert accessible(page)
    expect(state).to_contain_text("had 2 deelnames, nu 1")
    expect(state).to_contain_text("had 1 agendapunt, nu 0")
    expect(state).to_contain_text("overeenstemming")
    desk.act("Publiceer")
    expect(page.locator("#stand")).to_have_text("Aanlevering: gepubliceerd")


def gets_the_template_again(desk: Desk) -> None:
    """The template comes back with what was published last."""
    page = desk.page
    page.goto("/submit")
    page.get_by_label("Sjabloon, ingevuld").select_option("overleg")
    page.locator("#key-for-all").fill(desk.sender)
    again = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Haal het sjabloon op")))
    assert again["Afzender"]["A2"].value == "PO2604"
    assert [row[0].value for row in again["Overleggen"].iter_rows(min_row=2)] == ["o1", "o2"]
    assert again["Overleggen"]["I2"].value == "geen overeenstemming"


def withdraws(desk: Desk) -> None:
    """Found again among the own deliveries, and withdrawn."""
    page = desk.page
    page.locator("#key-for-all").fill(desk.sender)
    page.get_by_role("button", name="Toon wat wij aanleverden").click()
    expect(page.locator("#eigen")).to_have_text("3 aanleveringen van uw organisatie")
    assert accessible(page)
    states = [row.locator("td").nth(2).inner_text() for row in page.locator("tbody tr").all()]
    assert states == ["gepubliceerd", "vervangen", "concept"]
    page.locator("#own-key").fill(desk.sender)
    page.locator("tbody button").first.click()
    desk.act("Trek in")
    expect(page.locator("#stand")).to_have_text("Aanlevering: ingetrokken")
    assert invited(page) == set()


def test_a_steward_delivers_mends_publishes_resubmits_and_withdraws(desk: Desk) -> None:
    desk.page.goto("/submit")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="Overleg", exact=True).click()
    empty = Path(download.value.path()).read_bytes()
    data = filled(empty, rows())
    reads_which_cell(desk, empty)
    gets_it_in_the_cells(desk, empty)
    is_told_the_article(desk, data)
    is_waived(desk)
    publishes(desk, data)
    resubmits(desk, empty)
    gets_the_template_again(desk)
    withdraws(desk)

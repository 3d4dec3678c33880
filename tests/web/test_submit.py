"""A file in, findings out; nothing is kept."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.testclient import TestClient

from oogo.content import folder
from oogo.intake import LIMIT
from oogo.rules import rules
from oogo.web import create_app
from oogo.web.reports import FORMATS
from oogo.workbook import forms
from tests.web.pages import HTML, Page
from tests.workbook import filling

EXAMPLES = folder("examples")
GOOD = EXAMPLES / "goed-ondersteuningsplan.ttl"
WITHOUT_OOGO = EXAMPLES / "fout-zonder-oogo.ttl"
ADDRESS = "/api/v1/validations"
TURTLE = {"Content-Type": "text/turtle"}


def test_good_plan_has_no_violations(site: TestClient) -> None:
    answer = site.post(ADDRESS, content=GOOD.read_bytes(), headers=TURTLE)
    assert answer.status_code == 200
    report = answer.json()
    assert report["accepted"] is True
    assert report["counts"]["violation"] == 0
    assert report["checked"] > 0


def test_bad_plan_is_an_answer_too(site: TestClient) -> None:
    answer = site.post(ADDRESS, content=WITHOUT_OOGO.read_bytes(), headers=TURTLE)
    assert answer.status_code == 200
    report = answer.json()
    assert report["accepted"] is False
    (finding,) = [each for each in report["findings"] if each["severity"] == "violation"]
    assert finding["rule"].startswith("PO-09")
    for text in ("message", "remedy"):
        assert set(finding[text]) == {"nl", "en"}
    assert "18a" in finding["article"]


def test_examples_are_read_by_their_suffix(site: TestClient) -> None:
    for path in (EXAMPLES / "goed-ondersteuningsplan.jsonld", EXAMPLES / "fout-vijf-jaar.ttl"):
        with path.open("rb") as file:
            answer = site.post(ADDRESS, files={"file": (path.name, file)})
        assert answer.status_code == 200, path.name
        assert answer.json()["accepted"] is path.name.startswith("goed"), path.name


def test_report_as_shacl(site: TestClient) -> None:
    answer = site.post(
        ADDRESS,
        content=WITHOUT_OOGO.read_bytes(),
        headers={**TURTLE, "Accept": "text/turtle"},
    )
    assert answer.headers["content-type"].startswith("text/turtle")
    predicates = {quad.predicate for quad in parse(answer.content, RdfFormat.TURTLE)}
    assert NamedNode("http://www.w3.org/ns/shacl#resultMessage") in predicates


@pytest.mark.parametrize(("language", "mend"), [("nl", "Zo herstelt u het:"), ("en", "How to")])
def test_form_shows_the_findings(site: TestClient, language: str, mend: str) -> None:
    with WITHOUT_OOGO.open("rb") as file:
        answer = site.post(
            "/submit",
            files={"file": (WITHOUT_OOGO.name, file)},
            data={"peildatum": "2026-05-01"},
            headers={**HTML, "Accept-Language": language},
        )
    page = Page(answer.text)
    assert answer.status_code == 200
    assert page.faults == []
    assert "2026-05-01" in page.text
    assert mend in page.text
    assert "WPO art. 18a" in page.text
    assert [each for each in page.attributes("a", "href") if each.startswith("/rules/PO-09")]


def test_good_plan_on_the_page(site: TestClient) -> None:
    with GOOD.open("rb") as file:
        answer = site.post("/submit", files={"file": (GOOD.name, file)}, headers=HTML)
    assert answer.status_code == 200
    assert "0 × overtreding" in Page(answer.text).text


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"dit is geen turtle", TURTLE, 400),
        (b"{", {"Content-Type": "application/ld+json"}, 400),
        (b"x", {"Content-Type": "application/pdf"}, 415),
        (b"x", {**TURTLE, "Content-Length": str(LIMIT + 1)}, 413),
        (b"x", {**TURTLE, "Accept": "image/png"}, 406),
    ],
)
def test_what_cannot_be_read(
    site: TestClient, content: bytes, headers: dict[str, str], status: int
) -> None:
    answer = site.post(ADDRESS, content=content, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["remedy"]


def test_nothing_to_check_is_not_accepted(site: TestClient) -> None:
    report = site.post(ADDRESS, content=b"", headers=TURTLE).json()
    assert (report["checked"], report["accepted"]) == (0, False)


def test_form_without_a_file(site: TestClient) -> None:
    assert site.post(ADDRESS, files={"ander": ("x.ttl", b"")}).status_code == 400


def test_day_that_is_none(site: TestClient) -> None:
    answer = site.post(ADDRESS + "?peildatum=morgen", content=GOOD.read_bytes(), headers=TURTLE)
    assert answer.status_code == 400
    assert answer.json()["place"] == "peildatum"


@pytest.fixture
def hurried(edition_dir: Path) -> Iterator[TestClient]:
    with TestClient(create_app(edition_dir, workers=1, seconds=0.05)) as client:
        yield client


def test_check_that_takes_too_long_is_ended(hurried: TestClient) -> None:
    answer = hurried.post(ADDRESS, content=GOOD.read_bytes(), headers=TURTLE)
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert hurried.get("/health").status_code == 200


def test_every_code_that_a_report_can_show_has_a_page(site: TestClient) -> None:
    known = forms.load()
    codes = {*known.rules, *(c.code for sheet in known.sheets.values() for c in sheet.columns)}
    codes |= {rule.code for rule in rules().by_shape.values()}
    listed = {rule["code"] for rule in site.get("/api/v1/rules").json()["rules"]}
    assert codes <= listed
    for code in ("PO-09a", "KW-201", "KW-301", "PG-01", "GP-09"):
        page = Page(site.get(f"/rules/{code}", headers=HTML).text)
        assert page.faults == []
        assert "Waarom" in page.text


def test_personal_data_are_masked_on_the_page(site: TestClient) -> None:
    data = b'<https://example.org/a> <http://schema.org/name> "111222333" .'
    answer = site.post("/submit", files={"file": ("x.ttl", data)}, headers=HTML)
    page = Page(answer.text)
    assert page.faults == []
    assert "persoonsgegevens" in page.text
    assert "111222333" not in answer.text


def test_personal_data_in_the_name_of_the_file(site: TestClient) -> None:
    name = "leerling-Sanne-Jansen.ttl"
    answer = site.post(ADDRESS, files={"file": (name, GOOD.read_bytes())})
    assert answer.json()["refused"] is True
    assert "Sanne" not in answer.text


@pytest.mark.parametrize("make", [filling.xlsx, filling.ods, filling.csv_zip])
def test_a_workbook_in_every_format(site: TestClient, make: Callable[..., bytes]) -> None:
    """The name says nothing: the first bytes decide."""
    data = make(filling.MEETINGS)
    report = site.post(ADDRESS, files={"file": ("bestand", data)}).json()
    assert report["template"] == "overleg"
    assert report["organisation"].endswith("/PO2604")
    assert report["checked"] > 0
    for finding in report["findings"]:
        assert finding["sheet"]
        assert finding["cell"]


def test_findings_name_cell_value_and_actor(site: TestClient) -> None:
    sheets = {
        "Afzender": filling.SENDER,
        "Afspraken": [["Kenmerk", "Soort", "Afspraak", "Onderwerp"], ["a1", "afspraak", "x", "y"]],
    }
    report = site.post(ADDRESS, files={"file": ("a.xlsx", filling.xlsx(sheets))}).json()
    (finding,) = [each for each in report["findings"] if each["rule"] == "KW-203"]
    assert (finding["file"], finding["sheet"], finding["cell"]) == ("a.xlsx", "Afspraken", "D2")
    assert finding["value"] == "y"
    assert finding["actor"] == {"nl": "afzender", "en": "sender"}


def test_own_workbook_with_comments_without_a_key(site: TestClient) -> None:
    data = filling.xlsx({**filling.MEETINGS, "Onbekend blad": [["x"]]})
    answer = site.post(
        ADDRESS, files={"file": ("overleg.xlsx", data)}, headers={"Accept": FORMATS["xlsx"]}
    )
    assert answer.headers["content-type"] == FORMATS["xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    comments = [c.comment for row in book["Onbekend blad"].iter_rows() for c in row if c.comment]
    assert comments
    form = site.post(
        "/submit", files={"file": ("overleg.xlsx", data)}, data={"format": "csv"}, headers=HTML
    )
    assert form.headers["content-type"].startswith("text/csv")


def test_names_of_persons_in_the_properties_are_removed_and_told(site: TestClient) -> None:
    parts = filling.xlsx_parts(filling.AREA)
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    parts["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>J. Jansen</dc:creator></cp:coreProperties>"
    )
    data = filling.zipped(parts)
    report = site.post(ADDRESS, files={"file": ("gebied.xlsx", data)}).json()
    assert report["removed"] == ["creator"]


def test_page_offers_templates_and_a_script(site: TestClient) -> None:
    answer = site.get("/submit", headers=HTML)
    page = Page(answer.text)
    assert page.faults == []
    links = [each for each in page.attributes("a", "href") if each.startswith("/api/v1/templates/")]
    assert len(links) == 8
    (script,) = page.attributes("script", "src")
    assert site.get(script).status_code == 200
    assert "https:" not in " ".join(page.attributes("script", "src"))


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("overleg.xlsx", b"", 415, "Het bestand is leeg."),
        ("plan.pdf", b"%PDF-1.7", 415, "Lever een werkmap (xlsx, ods), een zip met csv-bestanden,"),
        ("overleg.xlsx", filling.xlsx(filling.MEETINGS), 401, "Neem de hele sleutel over"),
    ],
)
def test_a_file_or_key_that_is_no_use_is_told_to_people(
    site: TestClient, name: str, data: bytes, status: int, words: str
) -> None:
    """With the way back to the form, and without a word of HTTP where it can be helped."""
    key = {"key": "oogo_fout"} if status == 401 else {}
    headers = {**HTML, "Accept-Language": "nl"}
    answer = site.post("/submit", files={"file": (name, data)}, data=key, headers=headers)
    assert answer.status_code == status
    page = Page(answer.text)
    assert words in page.text
    assert "/submit" in page.attributes("a", "href")

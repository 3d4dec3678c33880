"""The template is what the shapes say, the same each time, and opens in a spreadsheet."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from oogo import __version__
from oogo.content import folder
from oogo.errors import NotFoundError
from oogo.rules import OOGO, rules
from oogo.workbook import forms, read, vocabulary
from oogo.workbook.book import Cell
from oogo.workbook.cells import Fault, Reading, read_cell
from oogo.workbook.template import template
from tests.workbook import filling

SH = "http://www.w3.org/ns/shacl#"
TYPES = sorted(filling.ALL)


def facts() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for quad in parse(path=folder("shapes") / "sjablonen.ttl", format=RdfFormat.TURTLE):
        key = (str(quad.subject).strip("<>"), quad.predicate.value)
        found.setdefault(key, []).append(str(quad.object))
    return found


def test_the_issue_names_eight_types_and_each_is_there() -> None:
    # Issue 4, Template: organisaties en gebied … bewijs.
    assert set(forms.load().forms) == {
        "organisaties-en-gebied",
        "overleg",
        "ondersteuningsplan",
        "jeugdplan",
        "samenwerkingsagenda",
        "afspraken",
        "aanbod",
        "bewijs",
    }
    with pytest.raises(NotFoundError, match="overleg"):
        template("leerlingen")


@pytest.mark.parametrize("type_", TYPES)
def test_the_bytes_are_the_same_each_time(type_: str) -> None:
    first = template(type_, None, "PO2604")
    time.sleep(0.01)
    assert template(type_, None, "PO2604") == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        core = archive.read("docProps/core.xml")
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"openpyxl" not in core
    assert b"created" not in core


@pytest.mark.parametrize("type_", TYPES)
def test_each_sheet_has_its_headings_with_help_and_no_data(type_: str) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(type_)))
    form = forms.load().forms[type_]
    assert workbook.sheetnames == [
        "Toelichting",
        *(sheet.name.nl for sheet in form.sheets),
        "Lijsten",
    ]
    assert workbook["Lijsten"].sheet_state == "hidden"
    for sheet in form.sheets:
        page = workbook[sheet.name.nl]
        assert page.max_row == 1
        for cell, column in zip(page[1], sheet.columns, strict=True):
            assert str(cell.value).removesuffix(" *") == column.name.nl
            assert cell.comment is not None
            assert column.help.nl in cell.comment.text
            assert column.example in cell.comment.text


@pytest.mark.parametrize("type_", TYPES)
def test_lists_stand_on_a_sheet_and_never_inside_a_cell_rule(type_: str) -> None:
    data = template(type_)
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    for page in workbook:
        for validation in page.data_validations.dataValidation:
            found = re.fullmatch(
                r"'?([^'!]|'')+'?!\$([A-Z]+)\$2:\$[A-Z]+\$([0-9]+)", validation.formula1
            )
            assert found, validation.formula1
            assert len(validation.formula1) <= 255
            name = validation.formula1.partition("!")[0].strip("'").replace("''", "'")
            source = workbook[name]
            if name == "Lijsten":
                values = [source[f"{found[2]}{row}"].value for row in range(2, int(found[3]) + 1)]
                assert all(values)


def test_a_list_holds_all_concepts_of_its_scheme() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template("samenwerkingsagenda")))
    lists = {
        str(column[0].value): [c.value for c in column[1:] if c.value]
        for column in workbook["Lijsten"].columns
    }
    # Source 003: four colours, donkergroen is the final goal.
    assert lists["stoplicht"] == ["donkergroen", "groen", "oranje", "rood"]


@pytest.mark.parametrize("type_", TYPES)
def test_the_stamp_is_in_a_property_and_on_the_explanation(type_: str) -> None:
    data = template(type_)
    version = forms.load().version
    assert version.startswith(__version__ + "+")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("docProps/custom.xml"))  # noqa: S314
    assert {e.get("name"): "".join(e.itertext()) for e in root} == {
        "oogo-sjabloon": type_,
        "oogo-versie": version,
    }
    page = openpyxl.load_workbook(io.BytesIO(data))["Toelichting"]
    rows = {row[0].value: row[1].value for row in page.iter_rows(max_col=2)}
    assert (rows["oogo-sjabloon"], rows["oogo-versie"]) == (type_, version)
    assert read(data, "a.xlsx").template == type_


def test_every_example_can_be_read_in_its_own_column() -> None:
    known = forms.load()
    for sheet in known.sheets.values():
        for column in sheet.columns:
            reading = Reading(
                vocabulary.load(),
                known.not_known,
                0,
                lambda column, text: None if not column.sheets else column.iri,
                lambda column: [],
            )
            for meaning in read_cell(Cell(column.example), column, reading):
                assert not isinstance(meaning, Fault), (column.iri, meaning)


def test_whatever_a_rule_asks_for_has_a_place_in_a_template() -> None:
    known = forms.load()
    columns = [column for sheet in known.sheets.values() for column in sheet.columns]
    places = {place for c in columns for place in (c.path, c.then, c.opposite, c.between_class)}
    places |= {kind for sheet in known.sheets.values() for kind in sheet.classes}
    places |= {kind for c in columns for choice in c.choices for kind in choice.classes}
    asked = {
        (rule.code, name)
        for rule in rules().by_shape.values()
        for name in re.findall(r"oogo:(\w+)", rule.remedy["nl"])
    }
    assert len(asked) > 200
    offered = {place.value for place in places if place}
    assert {(code, name) for code, name in asked if str(OOGO[name]) not in offered} == set()


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("groeipeildag", Cell("15-02"), "--02-15"),
        ("groeipeildag", Cell("1 juni"), "--06-01"),
        ("groeipeildag", Cell("15-02-2026", date(2026, 2, 15)), "--02-15"),
        ("groeipeildag", Cell("29-2"), "--02-29"),
        ("groeipeildag", Cell("30-02"), "KW-229"),
        ("groeipeildag", Cell("februari"), "KW-229"),
        ("verslagjaar", Cell("2025", Decimal(2025)), "2025"),
        ("verslagjaar", Cell("2025"), "2025"),
        ("verslagjaar", Cell("2024-2025"), "KW-202"),
        ("verslagjaar", Cell("25"), "KW-202"),
        ("verslagjaar", Cell("2025,5"), "KW-202"),
        ("bewijst", Cell("po-08g-OVD"), "https://w3id.org/oogo/id/plicht/PO-08g-ovd"),
        ("bewijst", Cell("GM-14a"), "https://w3id.org/oogo/id/plicht/GM-14a"),
        ("bewijst", Cell("GM-14z"), "KW-207"),
    ],
)
def test_a_year_a_day_and_a_duty_are_read_as_people_write_them(
    kind: str, cell: Cell, expected: str
) -> None:
    columns = [column for sheet in forms.load().sheets.values() for column in sheet.columns]
    (column,) = (c for c in columns if c.path == NamedNode(str(OOGO[kind])))
    reading = Reading({}, forms.load().not_known, 0, lambda column, text: None, lambda column: [])
    (meaning,) = read_cell(cell, column, reading)
    assert (meaning.rule if isinstance(meaning, Fault) else meaning.value) == expected  # type: ignore[union-attr]


def test_every_text_is_there_in_dutch_and_english() -> None:
    known = forms.load()
    for sheet in known.sheets.values():
        assert sheet.name.nl
        assert sheet.name.en
        for column in sheet.columns:
            for text in (column.name, column.help, column.message):
                assert text.nl
                assert text.en
    for rule in known.rules.values():
        for text in (rule.name, rule.message, rule.remedy):
            assert text.nl
            assert text.en


def test_codes_of_rules_are_given_once() -> None:
    codes = [
        value
        for (subject, predicate), values in facts().items()
        if predicate.endswith("/identifier") and "/sjabloon/" not in subject
        for value in values
    ]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r'"(KW-[2-9][0-9]{2}|PG-0[1-9])"', code) for code in codes)


def test_every_list_of_a_column_exists() -> None:
    schemes = vocabulary.load()
    for sheet in forms.load().sheets.values():
        for column in sheet.columns:
            if column.scheme is not None:
                assert len(schemes[column.scheme].labels) > 1, column.scheme


def test_sheet_names_fit_in_a_spreadsheet() -> None:
    for form in forms.load().forms.values():
        names = [sheet.name.nl.casefold() for sheet in form.sheets]
        assert len(names) == len(set(names))
        assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sheets = {**filling.EVIDENCE}
    rows = [list(row) for row in sheets["Bewijsstukken"]]
    rows[1][1] = "=HYPERLINK(1)"
    delivered = read(filling.xlsx({**sheets, "Bewijsstukken": rows}), "a.xlsx")
    page = openpyxl.load_workbook(io.BytesIO(template("bewijs", delivered.triples, "PO2604")))
    assert page["Bewijsstukken"]["B2"].data_type == "s"

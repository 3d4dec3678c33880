"""Whoever fills in a workbook is told sheets and columns, never properties and classes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from oogo.judging import judge
from oogo.reception import receive
from oogo.rules import Rule, rules
from oogo.workbook import forms
from oogo.workbook.wording import example_in_cells, in_sheets, spots
from tests.deliveries import TODAY, plain_edition
from tests.workbook import filling

TERM = re.compile(r"\b(?:oogo|xsd|foaf):\w|@prefix|<https?:|\^\^")
# Figures of publications: no template is for them.
FIGURES = {"KW-30", "KW-31"}
EVERY = sorted(rules().by_shape.values(), key=lambda rule: rule.code)


@pytest.mark.parametrize(
    ("code", "type_", "sheet", "expected"),
    [
        (
            "PO-09a",
            "ondersteuningsplan",
            "Versies",
            "Vermeld het oogo over het concept: een rij op blad ‘Overleggen’ (Soort: oogo "
            "ondersteuningsplan) met datum, ‘Over planversie’ op blad ‘Overleggen’ en deelnemers.",
        ),
        (
            "GM-01d",
            "jeugdplan",
            "Versies",
            "Noem in kolom ‘Vastgesteld door’ van blad ‘Versies’ de gemeente waarvan de raad het "
            "plan vaststelde.",
        ),
        (
            "PO-11c",
            "ondersteuningsplan",
            "Overleggen",
            "Noem bij de procedure elke gemeente in kolom ‘Vastgesteld door’ van blad "
            "‘Procedures’.",
        ),
        (
            "KW-06",
            "ondersteuningsplan",
            "Versies",
            "Geef één ‘Geldig vanaf’ op blad ‘Versies’ als datum (dd-mm-jjjj).",
        ),
        (
            "PO-09d",
            "overleg",
            "Overleggen",
            "Lever de gebiedstoedeling aan: per gemeente een rij op blad ‘Gebied’ van sjabloon "
            "‘Organisaties en gebied’ aan de swv-regio.",
        ),
    ],
)
def test_a_remedy_in_the_words_of_the_workbook(
    code: str, type_: str, sheet: str, expected: str
) -> None:
    (rule,) = (rule for rule in EVERY if rule.code == code)
    assert in_sheets(rule.remedy, type_, sheet=sheet)["nl"] == expected


def test_of_two_columns_for_one_property_the_one_with_the_missing_word_is_meant() -> None:
    (rule,) = (rule for rule in EVERY if rule.code == "GP-01")
    missing = "https://w3id.org/oogo/begrip/ontwikkelagendaonderwerp/toegang"
    words = in_sheets(rule.remedy, "overleg", sheet="Overleggen", value=missing)
    assert "in kolom ‘Onderdeel van het oogo’ van blad ‘Agendapunten’" in words["nl"]
    assert "in column ‘Onderdeel van het oogo’ of sheet ‘Agendapunten’" in words["en"]


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.code)
def test_every_remedy_and_example_fits_a_template(rule: Rule) -> None:
    if rule.code in FIGURES:
        assert spots(rule.example) == ()
        return
    found = spots(rule.example)
    type_ = found[0].form.type
    remedy = in_sheets(rule.remedy, type_, sheet=found[0].sheet.name.nl)
    example = example_in_cells(rule.example, type_)
    for text in (*remedy.values(), example):
        assert not TERM.search(text), text
    for name in re.findall(r"(?:blad|sheet) ‘([^’]+)’", remedy["nl"] + remedy["en"]):
        assert name in {sheet.name.nl for sheet in forms.load().sheets.values()}


@pytest.mark.parametrize("bare", [False, True], ids=["filled", "first-column-only"])
@pytest.mark.parametrize("type_", sorted(filling.ALL))
def test_a_report_on_a_workbook_is_in_its_own_words(type_: str, bare: bool) -> None:
    sheets = {name: _bare(rows) if bare else rows for name, rows in filling.ALL[type_].items()}
    report = judge(receive(filling.xlsx(sheets), f"{type_}.xlsx"), plain_edition(), on=TODAY)
    assert report.findings or not bare
    for finding in report.findings:
        for text in (*finding.message.values(), *finding.remedy.values(), finding.example):
            assert not TERM.search(text), (finding.rule, text)
        grid = sheets[finding.sheet]
        row, column = int(finding.cell[1:]) - 1, ord(finding.cell[0]) - ord("A")
        cell = grid[row][column] if column < len(grid[row]) else None
        assert finding.value == str("" if cell is None else cell)


def _bare(rows: Sequence[Sequence[filling.Value]]) -> list[list[filling.Value]]:
    """The rows with nothing in them but what they are called."""
    head, *filled = rows
    return [list(head), *([row[0], *[None] * (len(row) - 1)] for row in filled)]


def test_a_report_on_triples_keeps_the_terms() -> None:
    text = b"<https://w3id.org/oogo/id/plan/PO2604-x> a <https://w3id.org/oogo/def/Plan> ."
    text = text.replace(b"def/Plan", b"def/Ondersteuningsplan")
    report = judge(receive(text, "plan.ttl"), plain_edition(), on=TODAY)
    (finding,) = [each for each in report.findings if each.rule == "KW-01"]
    assert "oogo:opgesteldDoor" in finding.remedy["nl"]
    assert "oogo:opgesteldDoor" in finding.example

"""The rule catalogue: what, why, how to mend, good and bad examples, and since when."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse
from starlette.testclient import TestClient

from oogo import releases
from oogo.examples import cases, read_example
from oogo.rules import rules
from oogo.workbook import forms
from oogo.workbook.cells import Fault, Reading, read_cell
from oogo.workbook.wording import misfit
from tests.conftest import ROOT
from tests.web.pages import HTML, Page

DUTCH = {**HTML, "Accept-Language": "nl"}
ENGLISH = {**HTML, "Accept-Language": "en"}


def shown(site: TestClient, path: str, headers: dict[str, str] = DUTCH) -> str:
    answer = site.get(path, headers=headers)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.faults == []
    return page.text


def test_a_rule_shows_what_why_how_good_bad_and_since_when(site: TestClient) -> None:
    text = shown(site, "/rules/PO-09c")
    for words in (
        "… ligt in het gebied, maar deed niet mee aan het oogo",  # what, from the shape
        "PO-09 OOGO ondersteuningsplan",  # why: law/requirements.csv, row PO-09
        "noem haar in kolom ‘Namens’ van blad ‘Deelnemers’",  # how
        "Zo is het goed Sjabloon Blad Kolom Voorbeeld Overleg Deelnemers",
        # tests/shapes/PO-09c/sparql.violation.ru, in the words of its first line
        "Zo is het niet goed De Ronde Venen deed niet mee en was niet vertegenwoordigd.",
        "had 5 deelnames, nu 4; deelname De Ronde Venen hoort er niet meer bij.",
        "De Ronde Venen had Woerden gemachtigd.",  # …/regeling.ok.ru
        "In het model sinds versie 1.0.0.",  # ontology/uitgaven/1.0.0.nt has this shape
        "vanaf tussen 2013-07-05 en 2014-01-06",
    ):
        assert words in text
    assert "oogo:" not in text.partition("In Turtle")[0]
    english = shown(site, "/rules/PO-09c", ENGLISH)
    assert "had 5 participations, now 4" in english


def test_a_rule_of_the_reader_and_of_a_column_show_good_and_bad(site: TestClient) -> None:
    text = shown(site, "/rules/KW-201")
    assert "Zo is het goed 28-02-2026 Zo is het niet goed 31-02-2026" in text
    assert "‘…’ is geen datum." in text
    assert "‘31-02-2026’ is geen datum." in shown(site, "/rules/KW-327")
    assert "een lege cel" in shown(site, "/rules/KW-304")
    # KW-229 came after 1.0.0: ontology/uitgaven/1.0.0.nt does not have it.
    assert "In het model sinds versie 1.1.0." in shown(site, "/rules/KW-229")
    said = site.get("/api/v1/rules/KW-201").json()
    assert (said["example"], said["bad_example"], said["since"]) == (
        "28-02-2026",
        "31-02-2026",
        "1.0.0",
    )


def test_every_rule_has_a_page_with_a_good_and_a_bad_example(site: TestClient) -> None:
    codes = [rule["code"] for rule in site.get("/api/v1/rules").json()["rules"]]
    assert len(codes) > 500
    columns = {c.code: c for sheet in forms.load().sheets.values() for c in sheet.columns}
    declared = {"KW-226", "KW-227", "KW-228"}  # of what a sender does not know: written by us
    for code in codes[::25] + sorted(forms.load().rules)[::6]:
        text = shown(site, f"/rules/{code}")
        assert "Zo is het goed" in text, code
        free = code in declared or (code in columns and misfit(columns[code]) is None)
        assert ("Zo is het niet goed" in text) is not free, code
    shaped = {rule.code for rule in rules().by_shape.values()}
    for code in shaped:
        paths = (ROOT / "tests" / "shapes" / code).glob("*.ru")
        assert any(read_example(path).outcome != "ok" for path in paths), code


def test_every_bad_value_of_a_reading_rule_breaks_that_rule() -> None:
    known = forms.load()
    columns = [column for sheet in known.sheets.values() for column in sheet.columns]
    bad = {
        quad.subject.value: quad.object.value  # type: ignore[union-attr]
        for quad in parse(path=ROOT / "shapes" / "sjablonen.ttl", format=RdfFormat.TURTLE)
        if quad.predicate.value.endswith("/foutVoorbeeld") and quad.object.language == "nl"  # type: ignore[union-attr]
    }
    assert len(bad) == len(known.rules)
    from oogo.workbook import vocabulary
    from oogo.workbook.book import Cell

    reading = Reading(vocabulary.load(), known.not_known, 0, lambda *_: None, lambda _: {})
    for rule, name in (
        ("KW-201", "datum"),
        ("KW-202", "getal"),
        ("KW-203", "lijstwaarde"),
        ("KW-206", "sleutel"),
        ("KW-207", "code"),
        ("KW-218", "webadres"),
        ("KW-229", "dag"),
    ):
        (value,) = [text for iri, text in bad.items() if iri.endswith(f"leesregel/{name}")]
        found = {
            meaning.rule
            for column in columns
            for meaning in read_cell(Cell(value), column, reading)
            if isinstance(meaning, Fault)
        }
        assert rule in found, (rule, value)


def test_what_an_example_changes_is_its_update() -> None:
    first = cases("KW-01")[0]
    assert first.outcome == "violation"
    example = read_example(ROOT / "tests" / "shapes" / "KW-01" / "minCount.violation.ru")
    left = example.applied().quads_for_pattern(None, None, None, DefaultGraph())
    assert [quad.object.value.rpartition("/")[2] for quad in left] == ["Ondersteuningsplan"]


def test_a_bad_example_that_stands_by_itself_is_told_by_itself(site: TestClient) -> None:
    # tests/shapes/PO-21a/sparql.warning.ru clears the plan and adds one document.
    text = shown(site, "/rules/PO-21a")
    assert "Bewijsstuk van 1 september 2026 is nieuw." in text
    assert "verdwenen" not in text
    assert "Dit onderdeel ontbreekt: … " in text


def test_a_duty_shows_its_rules_or_why_it_has_none(site: TestClient, shared: Path) -> None:
    # law/requirements.csv has 139 rows; ontology/wet/plichten.ttl says why a row has no shape.
    with (shared / "law" / "requirements.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row["id"] for row in csv.DictReader(file)]
    found = {duty["id"]: duty for duty in site.get("/api/v1/duties").json()["duties"]}
    assert sorted(found) == sorted(rows)
    without = [code for code, duty in found.items() if not duty["rules"]]
    assert len(without) == 10
    every = shown(site, "/duties")
    for code, duty in found.items():
        assert bool(duty["unchecked_because"]) is not bool(duty["rules"]), code
        if duty["unchecked_because"]:
            assert duty["unchecked_because"] in every
            assert duty["unchecked_because"] in shown(site, f"/duties/{code}")
    assert found["PO-09"]["rules"][:2] == ["PO-09a", "PO-09b"]


def test_the_history_of_a_rule_is_what_the_law_and_the_versions_of_the_model_say(
    site: TestClient,
) -> None:
    # law/requirements.csv, row VO-06; ontology/wet/wetten.ttl: WVO 2020 from 2022-08-01.
    vo = shown(site, "/rules/VO-06a")
    for words in (
        "tussen 2013-07-05 en 2013-08-01: De plicht begint te gelden: WVO art. 17a lid 9.",
        "2015-09-01: Gelezen: WVO artikel 17a, tekst van 2015-09-01.",
        "2022-08-01: WVO 2020 artikel 2.47 komt in de plaats van WVO artikel 17a:"
        " nu WVO 2020 art. 2.47 lid 10.",
        "Sindsdien is er niets aan veranderd.",
    ):
        assert words in vo
    assert "takes the place of WVO article 17a" in shown(site, "/duties/VO-06", ENGLISH)
    told = site.get("/api/v1/rules/VO-06a").json()
    begin = told["law"][0]
    assert (begin["duty"], begin["earliest"], begin["latest"]) == (
        "VO-06",
        "2013-07-05",
        "2013-08-01",
    )
    assert told["changes"] == []
    # Row PO-21 has another article in each column, and no day; row RMC-02 starts in 2001 or later.
    other = "tussen 2022 en 2026: Eerst WPO art. 171, nu WPO art. 165; de dag is niet nagegaan."
    assert other in shown(site, "/rules/PO-21a")
    assert "op zijn vroegst 2001-12-06: De plicht begint" in shown(site, "/duties/RMC-02")
    # Row PO-08f: pupils are in the text of 2026, so the rule starts later than its duty.
    assert "eigen geldigheid" in shown(site, "/rules/PO-08fb")
    # 1.0.0 had another message, and its shape says why it is a warning.
    changed = shown(site, "/rules/GM-04a")
    assert "Versie 1.1.0: De melding was Er staat niet bij volgens welke ene procedure" in changed
    was = [each["was"] for each in site.get("/api/v1/rules/GM-04a").json()["changes"]]
    assert any(text.startswith("Er staat niet bij volgens welke ene procedure") for text in was)
    assert "een ontbrekende opvolger niet in die aanlevering" in shown(site, "/rules/PO-06c")


def test_the_history_of_rules_is_the_difference_of_the_versions() -> None:
    version, before = releases.kept()
    changed = releases.changes(before, releases.present()).changed
    for code in ("GM-04a", "GP-06", "PO-09c", "PO-09a", "KW-201"):
        (iri,) = {
            quad.subject.value
            for file in (ROOT / "shapes").glob("*.ttl")
            for quad in parse(path=file, format=RdfFormat.TURTLE)
            if quad.predicate.value.endswith("/identifier") and quad.object.value == code
        }
        kept = dict(releases.rule_in_versions(iri))
        assert kept[version]["severity"], code
        assert (code in {"GM-04a", "GP-06", "PO-09c"}) == (iri in changed), code


def test_a_rule_of_reading_tells_how_to_mend_it_without_gaps_to_fill_in(site: TestClient) -> None:
    """shapes/sjablonen.ttl, KW-201: the remedy has ‘{voorbeeld}’, the example is 28-02-2026."""
    assert "dd-mm-jjjj, bijvoorbeeld 28-02-2026." in shown(site, "/rules/KW-201")
    for number in range(201, 230):
        told, _, _ = shown(site, f"/rules/KW-{number}").partition("Geschiedenis")
        assert not re.search(r"\{\w+\}", told)


@pytest.mark.parametrize("kind", ["Wet", "Goede praktijk", "Persoonsgegevens"])
def test_the_catalogue_is_by_kind(site: TestClient, kind: str) -> None:
    assert kind in shown(site, "/rules")

"""The law register says what the rows of law/requirements.csv say."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from oogo.addresses import BASE
from oogo.content import folder
from oogo.rdf import read_turtle

DEF = BASE + "def/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SEE_ALSO = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"
NOTATION = "http://www.w3.org/2004/02/skos/core#notation"
IDENTIFIER = "http://purl.org/dc/terms/identifier"

# Column of the register → property that holds it as it is printed.
PRINTED = {
    "id": IDENTIFIER,
    "law": DEF + "regelingZoalsGedrukt",
    "article_then (2014-2022)": DEF + "artikelToenZoalsGedrukt",
    "article_now (2026)": DEF + "artikelNuZoalsGedrukt",
    "jci_or_wetten_url": SEE_ALSO,
    "actor": DEF + "plichtdragerZoalsGedrukt",
    "counterparty": DEF + "tegenpartijZoalsGedrukt",
    "valid_from": DEF + "geldigVanafZoalsGedrukt",
    "valid_to": DEF + "geldigTotZoalsGedrukt",
    "checkable_as": DEF + "bewijs",
    "confidence": DEF + "onderbouwing",
    "from_earliest": DEF + "vanafVroegst",
    "from_latest": DEF + "vanafLaatst",
    "to_earliest": DEF + "totVroegst",
    "to_latest": DEF + "totLaatst",
}


@pytest.fixture(scope="module")
def law() -> Store:
    store = Store()
    files = [*(folder("ontology") / "wet").glob("*.ttl")]
    files += (folder("ontology") / "begrippen").glob("*.ttl")
    for file in files:
        triples = read_turtle(file, BASE + "graph/wet")
        store.extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    return store


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "law" / "requirements.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def values(store: Store, subject: str, predicate: str, language: str | None = None) -> set[str]:
    found = set()
    for quad in store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None):
        if isinstance(quad.object, NamedNode) or quad.object.language == language:
            found.add(quad.object.value)
    return found


def duty(row: dict[str, str]) -> str:
    return f"{BASE}id/plicht/{row['id']}"


def test_all_139_duties_and_no_other(law: Store, rows: list[dict[str, str]]) -> None:
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    stored = {
        quad.subject.value
        for quad in law.quads_for_pattern(None, kind, NamedNode(DEF + "Plicht"), None)
    }
    assert len(rows) == 139
    assert stored == {duty(row) for row in rows}


@pytest.mark.parametrize("column", sorted(PRINTED))
def test_every_column_as_printed(law: Store, rows: list[dict[str, str]], column: str) -> None:
    for row in rows:
        expected = {row[column]} if row[column] else set()
        assert values(law, duty(row), PRINTED[column]) == expected, row["id"]


def test_words_in_both_languages(law: Store, rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert values(law, duty(row), LABEL, "nl") == {row["object"]}
        assert len(values(law, duty(row), LABEL, "en")) == 1
        assert values(law, duty(row), DEFINITION, "nl") == {row["requirement_nl"]}
        assert values(law, duty(row), DEFINITION, "en") == {row["requirement_en"]}


def test_severity_and_confidence_as_concepts(law: Store, rows: list[dict[str, str]]) -> None:
    for row in rows:
        (severity,) = values(law, duty(row), DEF + "ernst")
        assert values(law, severity, NOTATION) == {row["severity"]}
        (confidence,) = values(law, duty(row), DEF + "zekerheid")
        first_word = re.search(r"partly", row["confidence"]) or re.match(
            r"[a-z]+", row["confidence"]
        )
        assert first_word and values(law, confidence, NOTATION) == {first_word[0]}


def test_law_of_each_duty(law: Store, rows: list[dict[str, str]]) -> None:
    for row in rows:
        expected = {f"{BASE}wet/{row['bwb_id']}"} if row["bwb_id"] else set()
        assert values(law, duty(row), DEF + "regeling") == expected


def test_the_linked_article_is_a_basis_with_a_dated_text(
    law: Store, rows: list[dict[str, str]]
) -> None:
    link = re.compile(r"https://wetten\.overheid\.nl/jci1\.3:c:(\w+)&artikel=([^&]+)&z=([\d-]+)&")
    for row in rows:
        if not (match := link.match(row["jci_or_wetten_url"])):
            continue
        bwb, article, date = match.groups()
        basis = f"{BASE}wet/{bwb}/{article}"
        bases = values(law, duty(row), DEF + "grondslag")
        assert basis in bases | values(law, duty(row), DEF + "grondslagToen"), row["id"]
        version = f"{basis}/{date}"
        assert version in values(law, duty(row), DEF + "grondslagversie"), row["id"]
        eli = "http://data.europa.eu/eli/ontology#"
        assert values(law, version, eli + "realizes") == {basis}
        assert values(law, version, eli + "version_date") == {date}
        assert values(law, version, SEE_ALSO) == {row["jci_or_wetten_url"]}
        assert values(law, basis, DEF + "jci") == {f"jci1.3:c:{bwb}&artikel={article}"}


@pytest.mark.parametrize(
    ("code", "when", "article", "paragraphs"),
    [  # law/requirements.csv, columns article_then and article_now of these rows
        ("PO-09", "Toen", "WPO art. 18a lid 9", {"9"}),
        ("PO-09", "Nu", "WPO art. 18a lid 9", {"9"}),
        ("VO-06", "Toen", "WVO art. 17a lid 9", {"9"}),
        ("VO-06", "Nu", "WVO 2020 art. 2.47 lid 10", {"10"}),
        ("GM-03", "Toen", "Jeugdwet art. 2.2 lid 3", {"3"}),
        ("PO-05", "Nu", "WPO art. 18a lid 6 a-d", {"6"}),
        ("SB-13", "Toen", "WEC art. 40 lid 10, 12; 41a", {"10", "12"}),
        ("SB-13", "Nu", "WEC art. 40 lid 10-13, 15; 40b; 41a", {"10", "11", "12", "13", "15"}),
    ],
)
def test_numbering_then_and_now(
    law: Store, code: str, when: str, article: str, paragraphs: set[str]
) -> None:
    subject = f"{BASE}id/plicht/{code}"
    assert values(law, subject, DEF + "artikel" + when) == {article}
    paragraph = DEF + "lid" + when.removesuffix("Nu")
    assert values(law, subject, paragraph) == paragraphs


def test_a_lapsed_duty_keeps_its_old_article_and_its_end(law: Store) -> None:
    # law/requirements.csv, row PO-08hij: article_now "vervallen", end between the two dates
    subject = f"{BASE}id/plicht/PO-08hij"
    assert values(law, subject, DEF + "artikelNu") == set()
    assert values(law, subject, DEF + "artikelToen") == {"WPO art. 18a lid 8 h-j"}
    assert values(law, subject, DEF + "onderdeel") == {"h", "i", "j"}
    assert values(law, subject, DEF + "totVroegst") == {"2022-01-02"}
    assert values(law, subject, DEF + "totLaatst") == {"2022-04-01"}


@pytest.mark.parametrize(
    ("new", "old"),
    [  # law/verification.md, facts 1, 11 and 13, and row VO-10
        ("BWBR0044212/2.47", {"BWBR0002399/17a"}),
        ("BWBR0044212/8.9", {"BWBR0002399/27"}),
        ("BWBR0007625/9.2.10", {"BWBR0002399/118h", "BWBR0002399/118i"}),
        ("BWBR0045787/2.51", {"BWBR0005946/15a"}),
        ("BWBR0003420/18a", set()),
    ],
)
def test_an_article_of_a_new_law_follows_the_old_one(law: Store, new: str, old: set[str]) -> None:
    found = values(law, f"{BASE}wet/{new}", DEF + "opvolgerVanBepaling")
    assert found == {f"{BASE}wet/{article}" for article in old}


def test_articles_behind_the_duty_of_oogo(law: Store) -> None:
    # questions/examples.json, Q30: evidence 000:1551 and 002:2084, 2086
    answer = law.query(
        "PREFIX oogo: <https://w3id.org/oogo/def/> SELECT DISTINCT ?plan ?artikel WHERE {"
        " ?plicht oogo:vereisteHandeling <https://w3id.org/oogo/begrip/handeling/oogo> ;"
        " oogo:betreftPlantype ?plan ; oogo:artikelToen ?artikel }"
    )
    pairs = {(row["plan"].value.rpartition("/")[2], row["artikel"].value) for row in answer}
    assert pairs == {
        ("ondersteuningsplan", "WPO art. 18a lid 9"),
        ("ondersteuningsplan", "WVO art. 17a lid 9"),
        ("jeugdplan", "Jeugdwet art. 2.2 lid 3"),
    }


def test_every_concept_and_article_that_a_duty_names_exists(law: Store) -> None:
    label = NamedNode(LABEL)
    preferred = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    ours = (BASE + "wet/", BASE + "begrip/")
    for quad in law.quads_for_pattern(None, None, None, None):
        if quad.subject.value.startswith(BASE + "id/plicht/") and isinstance(
            quad.object, NamedNode
        ):
            named = quad.object
            if named.value.startswith(ours):
                languages = {
                    name.object.language
                    for predicate in (label, preferred)
                    for name in law.quads_for_pattern(named, predicate, None, None)
                    if isinstance(name.object, Literal)
                }
                assert languages == {"nl", "en"}, named

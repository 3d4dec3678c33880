"""The same facts in every format give the same graph with the same addresses."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pyoxigraph import RdfFormat, parse, serialize

from oogo.reception import receive
from oogo.workbook import read
from oogo.workbook.template import template
from tests.workbook import filling

GRAPHS = Path(__file__).parent / "graphs"
PREFIXES = """
PREFIX begrip: <https://w3id.org/oogo/begrip/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX gm: <https://identifier.overheid.nl/tooi/id/gemeente/>
PREFIX id: <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def turtle(text: str) -> set[str]:
    return {str(quad.triple) for quad in parse(text, RdfFormat.TURTLE)}


def json_ld(text: bytes) -> bytes:
    triples = [quad.triple for quad in parse(text, RdfFormat.TURTLE)]
    return serialize(triples, format=RdfFormat.JSON_LD) or b""


def in_template(type_: str) -> bytes:
    """The template itself, filled as a person would in a spreadsheet program."""
    workbook = openpyxl.load_workbook(io.BytesIO(template(type_)))
    for name, rows in filling.ALL[type_].items():
        page = workbook[name]
        columns = {str(cell.value).removesuffix(" *"): cell.column for cell in page[1]}
        for number, row in enumerate(rows[1:], 2):
            for heading, value in zip(rows[0], row, strict=True):
                page.cell(number, columns[str(heading)], value)
    result = io.BytesIO()
    workbook.save(result)
    return result.getvalue()


@pytest.mark.parametrize("type_", sorted(filling.ALL))
def test_every_format_gives_the_graph_that_a_person_would_write_in_turtle(type_: str) -> None:
    sheets = filling.ALL[type_]
    written = (GRAPHS / f"{type_}.ttl").read_bytes()
    expected = turtle(written.decode())
    assert len(expected) > 10
    for data, name in (
        (filling.xlsx(sheets), "a.xlsx"),
        (filling.xlsx(sheets, era=1904), "a.xlsx"),
        (in_template(type_), "a.xlsx"),
        (filling.ods(sheets), "a.ods"),
        (filling.csv_zip(sheets), "a.zip"),
        (filling.csv_zip(sheets, delimiter=",", encoding="cp1252"), "a.zip"),
        (written, "a.ttl"),
        (json_ld(written), "a.jsonld"),
    ):
        received = receive(data, name)
        assert [str(f.place) + f.message["nl"] for f in received.findings] == []
        assert {str(triple) for triple in received.submission.graph} == expected, name


@pytest.mark.parametrize("type_", sorted(filling.ALL))
def test_a_prefilled_template_says_what_was_delivered(type_: str) -> None:
    first = read(filling.xlsx(filling.ALL[type_]), "a.xlsx")
    assert first.organisation is not None
    sender = first.organisation.value.rpartition("/")[2]
    again = read(template(type_, first.triples, sender), "b.xlsx")
    assert [str(f.place) + f.message["nl"] for f in again.findings] == []
    assert set(again.triples) == set(first.triples)
    assert again.organisation == first.organisation


def test_not_known_is_kept_as_what_it_is_and_differs_from_empty() -> None:
    sheets = {name: [list(row) for row in rows] for name, rows in filling.MEETINGS.items()}
    sheets["Overleggen"][2][3] = "weet niet"
    sheets["Overleggen"][2][2] = "n.v.t."
    data = filling.xlsx(sheets)
    delivery = read(data, "a.xlsx")
    assert delivery.findings == ()
    said = {str(triple) for triple in delivery.triples}
    expected = turtle(
        PREFIXES
        + r"""
id:opgave\/overleg-PO2604-o2-datum a oogo:Opgave ; oogo:opgaveOver id:overleg\/PO2604-o2 ;
    oogo:opgaveBij <https://w3id.org/oogo/vorm/kolom/Overleg-datum> ;
    oogo:opgegevenAntwoord begrip:antwoord\/weet-niet .
id:opgave\/overleg-PO2604-o2-naam a oogo:Opgave ; oogo:opgaveOver id:overleg\/PO2604-o2 ;
    oogo:opgaveBij <https://w3id.org/oogo/vorm/kolom/Overleg-naam> ;
    oogo:opgegevenAntwoord begrip:antwoord\/n-v-t .
"""
    )
    assert expected <= said
    again = read(template("overleg", delivery.triples, "PO2604"), "b.xlsx")
    assert set(again.triples) == set(delivery.triples)


def test_every_statement_has_its_cell() -> None:
    delivery = read(filling.xlsx(filling.MEETINGS), "a.xlsx")
    meeting, when = (
        next(t for t in delivery.triples if str(t.object).startswith('"2026-03-12"')).subject,
        next(t for t in delivery.triples if t.predicate.value.endswith("/datum")).predicate,
    )
    place = delivery.places[meeting, when]  # type: ignore[index]
    assert (place.file, place.sheet, place.cell, place.value) == (
        "a.xlsx",
        "Overleggen",
        "D2",
        "12-03-2026",
    )
    for triple in delivery.triples:
        assert (triple.subject, triple.predicate, triple.object) in delivery.places


def test_a_finding_is_led_to_its_cell() -> None:
    delivery = read(filling.xlsx(filling.MEETINGS), "a.xlsx")
    meeting, oogo = "https://w3id.org/oogo/id/overleg/PO2604-o1", "https://w3id.org/oogo/def/"
    agreed = "https://identifier.overheid.nl/tooi/id/gemeente/gm0632"
    procedure = "https://w3id.org/oogo/id/oogoprocedure/PO2604-proc"
    for question, sheet, cell in (
        ((meeting, oogo + "datum", "2026-03-12"), "Overleggen", "D2"),
        ((meeting, oogo + "datum"), "Overleggen", "D2"),
        ((meeting, oogo + "geldigVanaf"), "Overleggen", "A2"),
        ((procedure, oogo + "vastgesteldDoor", agreed), "Procedures", "C2"),
    ):
        place = delivery.place(*question)
        assert place is not None
        assert (place.sheet, place.cell) == (sheet, cell)
    assert delivery.place("urn:other") is None


def test_an_empty_cell_has_a_place_too() -> None:
    delivery = read(filling.xlsx(filling.MEETINGS), "a.xlsx")
    empty = [
        place
        for key, place in delivery.places.items()
        if isinstance(key, tuple)
        and len(key) == 2
        and str(key[0]).endswith("PO2604-o2>")
        and str(key[1]).endswith("volgensProcedure>")
    ]
    assert [(place.cell, place.value) for place in empty] == [("F3", "")]


def test_the_key_of_a_sender_decides_the_addresses() -> None:
    sheets = {**filling.EVIDENCE, "Afzender": [["Organisatie"], [None]]}
    delivery = read(filling.xlsx(sheets), "a.xlsx", "0632")
    assert delivery.findings == ()
    assert any("/id/bewijsstuk/gm0632-b1" in str(triple) for triple in delivery.triples)
    other = read(filling.xlsx(filling.EVIDENCE), "a.xlsx", "0632")
    assert [(f.rule, f.place.cell) for f in other.findings] == [("KW-220", "A2")]
    assert other.findings[0].message["nl"].endswith("de sleutel hoort bij ‘0632’.")


def test_the_date_in_a_cell_may_be_written_in_seven_ways() -> None:
    expected = turtle((GRAPHS / "overleg.ttl").read_text("utf-8"))
    for written in (
        "12-03-2026",
        "12-3-2026",
        "2026-03-12",
        "12/03/2026",
        "12 maart 2026",
        "12 mrt. 2026",
        46093,
        date(2026, 3, 12),
    ):
        sheets = {name: [list(row) for row in rows] for name, rows in filling.MEETINGS.items()}
        sheets["Overleggen"][1][3] = written
        delivery = read(filling.xlsx(sheets), "a.xlsx")
        assert delivery.findings == ()
        assert {str(triple) for triple in delivery.triples} == expected, written

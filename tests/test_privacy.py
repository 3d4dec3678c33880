"""Personal data is found in memory, told masked, and what is allowed passes."""

from __future__ import annotations

import io
import logging
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from pyoxigraph import RdfFormat, parse

from oogo.content import folder
from oogo.personal import in_text, is_citizen_number
from oogo.privacy import scan, scan_graph, without_authors
from oogo.rdf import read_turtle
from oogo.workbook.template import template
from tests.workbook import filling
from tests.workbook.filling import Value

# 111222333 and 123456782 are the numbers government test sets use; both pass the eleven test.
NUMBER, OTHER = "111222333", "123456782"


def eleven(text: str) -> bool:
    """The eleven test as the law on the number describes it: 9×a + 8×b … + 2×h − 1×i."""
    total = sum(
        int(sign) * weight for sign, weight in zip(text, [9, 8, 7, 6, 5, 4, 3, 2, -1], strict=True)
    )
    return total % 11 == 0


def found(text: str) -> list[str]:
    return [rule for rule, _ in in_text(text)]


def cells(rows: list[list[Value]], sheet: str = "Blad") -> list[str]:
    data = filling.xlsx({sheet: rows})
    return [f"{finding.rule}@{finding.place.cell}" for finding in scan(data, "a.xlsx")]


def test_the_eleven_test_is_that_of_the_number() -> None:
    for number in range(100_000_000, 100_002_000):
        assert is_citizen_number(str(number)) == eleven(str(number))
    assert not is_citizen_number("000000000")


@pytest.mark.parametrize(
    "text",
    [
        f"bsn {NUMBER}",
        NUMBER,
        "111.222.333",
        "111 222 333",
        "1234.56.782",
        f"zie {OTHER}, klaar",
        f"({OTHER})",
        f"https://w3id.org/oogo/id/leerling/{NUMBER}",
    ],
)
def test_a_citizen_number_is_found(text: str) -> None:
    assert found(text) == ["PG-01"]


@pytest.mark.parametrize(
    "text",
    [
        "111222334",
        f"1{NUMBER}",
        f"{NUMBER}4",
        f"RSIN: {NUMBER}",
        f"https://www.example.org/{NUMBER}.pdf",
        f"a{NUMBER}b",
        f"0,{NUMBER}",
        "corsa 19.010937",
        "PO2604",
        "dossier 123456782",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "leerling Sanne de Vries",
        "De leerling J. Jansen zit thuis",
        "Kind: Piet",
        "casus Mohammed el Amrani",
        "thuiszitter Lisa",
    ],
)
def test_the_name_of_a_pupil_is_found(text: str) -> None:
    assert found(text) == ["PG-02"]


@pytest.mark.parametrize(
    "text",
    [
        "van één kind – één gezin",  # source 002, line 2228
        "Geen kind zit langer dan drie maanden thuis",
        "Centrum voor Jeugd en Gezin",
        "elke leerling Passend onderwijs",
        "leerling De school",
        "wethouder onderwijs",
        "jeugdige Jeugdhulp",
        "Regionaal Bureau Leerplicht",
        "Eén kind, één plan",
    ],
)
def test_words_that_are_no_name_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("geboren op 12-03-2014", "PG-03"),
        ("geb. 1 april 2012", "PG-03"),
        ("geboortedatum: 2012-04-01", "PG-03"),
        ("sanne@gmail.com", "PG-04"),
        ("bel 06-12345678", "PG-04"),
        ("+31 6 12 34 56 78", "PG-04"),
        ("In Oudewater zijn 3 thuiszitters", "PG-05"),
        ("twee leerlingen van De Regenboog", "PG-05"),
    ],
)
def test_dates_contacts_and_small_counts_are_found(text: str, rule: str) -> None:
    assert found(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "overleg op 12-03-2014",
        "info@woerden.nl",
        "0348-428911",
        "14 0348",
        "3 overleggen en 2 afspraken",
        "12 leerlingen",
        "1.204 leerlingen",
        "1 op de 3 leerlingen",
        "maximaal 4 leerlingen",
        "groepen van 3 leerlingen",
        "groep 3 leerlingen",
        "minder dan 5 leerlingen",
        "een leerling",
        "lid 2 personen",
    ],
)
def test_what_is_allowed_passes(text: str) -> None:
    assert found(text) == []


def test_a_heading_tells_what_stands_below_it() -> None:
    assert cells([["Voornaam", "School"], ["Sanne", "01AB"]]) == ["PG-02@A2"]
    assert cells([["Naam leerling"], ["S. de V."], ["Piet"]]) == ["PG-02@A2", "PG-02@A3"]
    assert cells([["Geboortedatum"], ["12-03-2014"]]) == ["PG-03@A2"]
    assert cells([["BSN"], [int(NUMBER)]]) == ["PG-01@A2"]
    assert cells([["Privé-e-mail"], ["a@woerden.nl"]]) == ["PG-04@A2"]
    assert cells([["Naam", "Leerlingenvervoer"], ["Woerden", "ja"]]) == []
    assert cells([["Leerlingen per klas"], ["vast"]]) == []


def test_small_counts_of_persons_are_found_per_gemeente_and_school() -> None:
    rows: list[list[Value]] = [
        ["Gemeente", "Aantal thuiszitters", "Aantal overleggen"],
        ["0632", 3, 2],
        ["0589", 0, 1],
        ["0335", 5, 0],
    ]
    assert cells(rows) == ["PG-05@B2", "PG-05@B3"]
    assert cells([["School", "Uren leerlingen"], ["01AB", 3]]) == []
    assert cells([["Samenwerkingsverband", "Leerlingen"], ["PO2604", 3]]) == []
    sourced: list[list[Value]] = [
        ["Gemeente", "Thuiszitters", "Bron"],
        ["0632", 3, "https://www.example.org/rapport.pdf"],
        ["0589", 3, None],
    ]
    assert cells(sourced) == ["PG-05@B3"]


def test_every_sheet_is_read_hidden_foreign_and_csv() -> None:
    hidden = filling.xlsx({"Overleggen": [["x"]], "Kladje": [["a", NUMBER]]}, hidden=["Kladje"])
    assert [(f.place.sheet, f.place.cell) for f in scan(hidden, "a.xlsx")] == [("Kladje", "B1")]
    rows: list[list[Value]] = [["BSN"], [NUMBER]]
    assert [f.rule for f in scan(filling.ods({"x": rows}), "a.ods")] == ["PG-01"]
    assert [f.rule for f in scan(filling.csv_zip({"x": rows}), "a.zip")] == ["PG-01"]
    assert [f.rule for f in scan(filling.csv_text(rows).encode(), "a.csv")] == ["PG-01"]


def test_notes_beside_the_cells_are_read_too() -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "x"
    workbook.worksheets[0]["A1"].comment = Comment(f"bsn {NUMBER}", "x")
    saved = io.BytesIO()
    workbook.save(saved)
    findings = scan(saved.getvalue(), "a.xlsx")
    assert [f.rule for f in findings] == ["PG-01"]
    assert "comment" in findings[0].place.file


def test_text_and_graphs_are_read() -> None:
    turtle = f'<urn:a> <urn:p#bsn> "{NUMBER}" ;\n <urn:p#voornaam> "Sanne" .\n'
    assert [(f.rule, f.place.cell) for f in scan(turtle.encode(), "a.ttl")] == [
        ("PG-01", "regel 1")
    ]
    triples = [quad.triple for quad in parse(turtle, RdfFormat.TURTLE)]
    assert {(f.rule, f.place.cell) for f in scan_graph(triples, "a.ttl")} == {
        ("PG-01", "urn:a"),
        ("PG-02", "urn:a"),
    }


def test_a_figure_with_its_source_passes_in_a_graph() -> None:
    count = '<urn:a> <https://w3id.org/oogo/def/aantal> 3 ; <urn:p#label> "3 leerlingen"'
    bare = [quad.triple for quad in parse(count + " .", RdfFormat.TURTLE)]
    assert {f.rule for f in scan_graph(bare, "a.ttl")} == {"PG-05"}
    derived = count + " ; <http://www.w3.org/ns/prov#wasDerivedFrom> <urn:bron> ."
    assert scan_graph([quad.triple for quad in parse(derived, RdfFormat.TURTLE)], "a.ttl") == ()


def test_a_finding_never_holds_the_value(caplog: pytest.LogCaptureFixture) -> None:
    rows: list[list[Value]] = [
        ["BSN", "Voornaam", "Geboortedatum", "Mail"],
        [NUMBER, "Sanne", "12-03-2014", "sanne@gmail.com"],
    ]
    with caplog.at_level(logging.DEBUG):
        findings = scan(filling.xlsx({"Blad": rows}), "a.xlsx")
    assert [f.rule for f in findings] == ["PG-01", "PG-02", "PG-03", "PG-04"]
    told = repr(findings) + caplog.text
    for value in (NUMBER, "Sanne", "12-03", "2014", "sanne@"):
        assert value not in told
    for finding in findings:
        assert finding.place.value
        assert finding.message["nl"]
        assert finding.message["en"]
        assert finding.remedy["nl"]


@pytest.mark.parametrize("type_", sorted(filling.ALL))
def test_what_the_templates_ask_for_passes(type_: str) -> None:
    assert scan(template(type_, None, "PO2604"), "a.xlsx") == ()
    assert scan(filling.xlsx(filling.ALL[type_]), "a.xlsx") == ()


def test_what_this_release_publishes_passes() -> None:
    for name in ("data", "examples"):
        for file in sorted(folder(name).rglob("*.ttl")):
            assert scan_graph(read_turtle(file, "urn:test"), file.name) == (), file


def test_authors_are_removed_and_that_is_said() -> None:
    workbook = openpyxl.Workbook()
    workbook.properties.creator = "Jan Jansen"
    workbook.properties.lastModifiedBy = "Piet"
    workbook.properties.title = "Titel"
    saved = io.BytesIO()
    workbook.save(saved)
    cleaned = without_authors(saved.getvalue(), "a.xlsx")
    assert set(cleaned.removed) == {"creator", "lastModifiedBy"}
    properties = openpyxl.load_workbook(io.BytesIO(cleaned.data)).properties
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.title == "Titel"
    with (
        zipfile.ZipFile(io.BytesIO(saved.getvalue())) as before,
        zipfile.ZipFile(io.BytesIO(cleaned.data)) as after,
    ):
        changed = [n for n in before.namelist() if before.read(n) != after.read(n)]
    assert changed == ["docProps/core.xml"]
    assert without_authors(cleaned.data, "a.xlsx").removed == ()


def test_a_file_without_properties_stays_as_it_is() -> None:
    for data in (b"", b"no zip", filling.csv_zip(filling.MEETINGS)):
        assert without_authors(data, "a.zip").data == data

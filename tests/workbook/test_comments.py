"""Findings come back in the sender's own workbook, of which nothing else changes."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.comments import Comment

from oogo.workbook import read
from oogo.workbook.comments import Note, annotated, findings_workbook, note_of
from oogo.workbook.places import Place
from oogo.workbook.template import template
from tests.workbook import filling
from tests.workbook.ugly import meetings, put, with_part

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PACKAGE_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def note(sheet: str, cell: str, text: str = "KW-1: fout") -> Note:
    return Note(Place("a.xlsx", sheet, cell, ""), text)


def noted(data: bytes, *notes: Note, name: str = "a.xlsx") -> bytes:
    result = annotated(data, name, notes)
    assert result is not None
    return result[0]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def comments(data: bytes) -> dict[tuple[str, str], str]:
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (page.title, cell.coordinate): cell.comment.text
        for page in workbook
        for row in page.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def check_package(data: bytes) -> None:
    """Every relation leads to a part, every part has a content type, ids are unique."""
    files = parts(data)
    types = ElementTree.fromstring(files["[Content_Types].xml"])  # noqa: S314
    suffixes = {e.get("Extension", "").lower() for e in types if e.tag.endswith("Default")}
    overrides = [e.get("PartName", "") for e in types if e.tag.endswith("Override")]
    assert len(set(overrides)) == len(overrides)
    for name in files:
        if name != "[Content_Types].xml":
            assert "/" + name in overrides or name.rpartition(".")[2].lower() in suffixes, name
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(files[name])  # noqa: S314
        if name.endswith(".rels"):
            root = ElementTree.fromstring(files[name])  # noqa: S314
            relations = [element for element in root if element.tag == PACKAGE_REL]
            identifiers = [e.get("Id") for e in relations]
            assert len(set(identifiers)) == len(identifiers)
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for relation in relations:
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                steps: list[str] = []
                for step in path.split("/"):
                    if step == "..":
                        steps.pop()
                    elif step:
                        steps.append(step)
                assert "/".join(steps) in files or relation.get("TargetMode") == "External"


def test_every_finding_is_a_comment_in_its_cell() -> None:
    data = filling.xlsx(put("Overleggen", (2, 4), "31-31-2026"))
    findings = read(data, "a.xlsx").findings
    result = noted(data, *map(note_of, findings))
    assert comments(result) == {
        (
            "Overleggen",
            "D2",
        ): "KW-201 (violation): ‘31-31-2026’ is geen datum. Schrijf de datum als "
        "dd-mm-jjjj, bijvoorbeeld 12-03-2026."
    }
    check_package(result)
    assert [str(f.place) for f in read(result, "a.xlsx").findings] == [
        str(f.place) for f in findings
    ]


def test_all_other_parts_stay_byte_for_byte() -> None:
    data = with_part("xl/vbaProject.bin", b"\xd0\xcf macros")
    with_image = filling.zipped(
        {
            **parts(data),
            "xl/media/image1.png": b"\x89PNG",
            "xl/pivotTables/pivotTable1.xml": b"<pivot  a = '1'/>",
            "customXml/item1.xml": b"<?xml version='1.0'?>\r\n<x>\xc3\xa9</x>",
        }
    )
    before, after = parts(with_image), parts(noted(with_image, note("Overleggen", "C2")))
    sheet = f"xl/worksheets/sheet{list(filling.MEETINGS).index('Overleggen') + 1}.xml"
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", sheet}
    assert set(after) - set(before) == {
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels",
    }
    assert list(after)[: len(before)] == list(before)


def test_a_workbook_with_macros_keeps_its_suffix() -> None:
    result = annotated(with_part("xl/vbaProject.bin", b"x"), "a.xlsm", [note("Overleggen", "A1")])
    assert result is not None
    assert result[1] == ".xlsm"


def test_the_notes_of_the_template_stay_and_get_company() -> None:
    data = template("overleg")
    before = comments(data)
    result = noted(data, note("Overleggen", "A1", "eerste"), note("Overleggen", "B7", "tweede"))
    after = comments(result)
    assert set(after) == {*before, ("Overleggen", "B7")}
    assert after["Overleggen", "A1"] == before["Overleggen", "A1"] + "\n\nOOGO: eerste"
    assert after["Overleggen", "B7"] == "tweede"
    changed = {("Overleggen", "A1"), ("Overleggen", "B7")}
    assert {key: after[key] for key in after if key not in changed} == {
        key: before[key] for key in before if key not in changed
    }
    check_package(result)
    again = noted(result, note("Overleggen", "B7", "derde"))
    assert comments(again)["Overleggen", "B7"] == "tweede\n\nOOGO: derde"
    check_package(again)


def test_boxes_of_notes_have_their_own_number_and_cell() -> None:
    result = noted(template("overleg"), *(note("Overleggen", f"C{row}") for row in range(2, 40)))
    drawing = next(
        text.decode()
        for name, text in parts(result).items()
        if name.endswith(".vml") and text.count(b"<x:Row>37</x:Row>")
    )
    numbers = [piece.split('"')[0] for piece in drawing.split('id="_x0000_s')[1:]]
    assert len(numbers) == len(set(numbers)) == 38 + 12


def test_a_cell_with_a_conversation_gets_its_note_beside_it() -> None:
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    page.title = "Overleggen"
    page["B2"] = "x"
    page["B2"].comment = Comment("[Threaded comment]", "tc={1}")
    saved = io.BytesIO()
    workbook.save(saved)
    files = parts(saved.getvalue())
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    entry = (
        b'<Relationship Id="rt" Type="http://schemas.microsoft.com/office/2017/10/relationships/'
        b'threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    thread = b'<ThreadedComments><threadedComment ref="B2" id="{1}"/></ThreadedComments>'
    files[relations] = files[relations].replace(b"</Relationships>", entry)
    files["xl/threadedComments/threadedComment1.xml"] = thread
    data = filling.zipped(files)
    result = noted(data, note("Overleggen", "B2", "fout"))
    assert parts(result)["xl/threadedComments/threadedComment1.xml"] == thread
    assert comments(result) == {
        ("Overleggen", "B2"): "[Threaded comment]",
        ("Overleggen", "C2"): "Bij cel B2: fout",
    }
    check_package(result)


def test_the_drawing_stands_where_the_standard_wants_it() -> None:
    extra = '<pageMargins left="1"/><tableParts count="0"/><extLst/>'
    parts_ = filling.xlsx_parts({"Overleggen": []})
    parts_["xl/worksheets/sheet1.xml"] = filling.sheet_xml([["a"]], extra=extra)
    after = parts(noted(filling.zipped(parts_), note("Overleggen", "A1")))
    root = ElementTree.fromstring(after["xl/worksheets/sheet1.xml"])  # noqa: S314
    assert [child.tag.removeprefix(MAIN) for child in root] == [
        "sheetData",
        "pageMargins",
        "legacyDrawing",
        "tableParts",
        "extLst",
    ]


def test_what_has_no_cell_stands_in_the_first_one() -> None:
    result = noted(filling.xlsx(meetings()), note("", ""), note("Overleggen", ""))
    assert set(comments(result)) == {("Afzender", "A1"), ("Overleggen", "A1")}


def cells_of(data: bytes) -> dict[tuple[str, int, int], tuple[str, str]]:
    """Text and annotation of each cell of a document of LibreOffice, rows written out."""
    names = {
        "t": "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
        "o": "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
        "p": "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    }
    root = ElementTree.fromstring(parts(data)["content.xml"])  # noqa: S314
    found = {}
    for table in root.iter(names["t"] + "table"):
        row_number = 0
        for row in table.iter(names["t"] + "table-row"):
            times = int(row.get(names["t"] + "number-rows-repeated", "1"))
            column = 0
            for cell in row:
                wide = int(cell.get(names["t"] + "number-columns-repeated", "1"))
                note = cell.find(names["o"] + "annotation")
                words = (
                    ""
                    if note is None
                    else "|".join(p.text or "" for p in note.findall(names["p"] + "p"))
                )
                text = "".join(p.text or "" for p in cell.findall(names["p"] + "p"))
                if text or words:
                    assert times * wide == 1 or not words
                    found[table.get(names["t"] + "name", ""), row_number + 1, column + 1] = (
                        text,
                        words,
                    )
                column += wide
            row_number += times
    return found


def test_a_document_of_libreoffice_gets_annotations() -> None:
    data = filling.ods(meetings())
    before = cells_of(data)
    notes = [note("Overleggen", cell, cell) for cell in ("A2", "E3", "C9", "ZZ12", "A1048570")]
    result = annotated(data, "a.ods", notes)
    assert result is not None
    assert result[1] == ".ods"
    after = cells_of(result[0])
    assert {place: text for place, (text, _) in after.items() if text} == {
        place: text for place, (text, _) in before.items()
    }
    assert {place[1:]: words for place, (_, words) in after.items() if words} == {
        (2, 1): "A2",
        (3, 5): "E3",
        (9, 3): "C9",
        (12, 702): "ZZ12",
        (1048570, 1): "A1048570",
    }
    before_parts, after_parts = parts(data), parts(result[0])
    assert [n for n in before_parts if before_parts[n] != after_parts[n]] == ["content.xml"]
    again = annotated(result[0], "a.ods", [note("Overleggen", "A2", "nog een")])
    assert again is not None
    assert cells_of(again[0])["Overleggen", 2, 1] == ("o1", "A2|OOGO: nog een")
    tidy, noted_ = read(data, "a.ods"), read(result[0], "a.ods")
    assert set(noted_.triples) == set(tidy.triples)
    assert noted_.findings == ()


@pytest.mark.parametrize("name", ["a.zip", "a.csv"])
def test_what_cannot_hold_notes_gets_a_workbook_of_findings(name: str) -> None:
    sheets = put("Overleggen", (2, 4), "=cmd|ooit")
    data = filling.csv_zip(sheets)
    assert annotated(data, name, []) is None
    findings = read(data, "a.zip").findings
    content = findings_workbook(findings)
    assert content == findings_workbook(findings)
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[1][:6] == [
        "KW-201",
        "violation",
        "a.zip/Overleggen.csv",
        "Overleggen",
        "D2",
        "=cmd|ooit",
    ]
    assert page["F2"].data_type == "s"

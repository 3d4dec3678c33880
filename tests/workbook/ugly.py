"""Files as they come in: broken, odd, hostile; each with the answer it must get."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tests.workbook import filling
from tests.workbook.filling import Value

Rows = dict[str, list[list[Value]]]


@dataclass(frozen=True)
class Ugly:
    """A file, its name and what is expected: findings as rule@sheet!cell, or an error's status."""

    name: str
    data: bytes
    file: str
    findings: tuple[str, ...] = ()
    status: int = 0
    same: bool = False  # whether the graph is that of the tidy file


def meetings(change: Callable[[Rows], object] | None = None) -> Rows:
    """A copy of the tidy rows, changed."""
    rows: Rows = {name: [list(row) for row in lines] for name, lines in filling.MEETINGS.items()}
    if change:
        change(rows)
    return rows


def put(sheet: str, cell: tuple[int, int], value: Value) -> Rows:
    """The tidy rows with one other value; row and column count from 1."""

    def change(rows: Rows) -> None:
        rows[sheet][cell[0] - 1][cell[1] - 1] = value

    return meetings(change)


def with_part(name: str, content: str | bytes, sheets: Rows | None = None) -> bytes:
    return filling.zipped({**filling.xlsx_parts(sheets or meetings()), name: content})


def replaced(part: str, old: str, new: str, sheets: Rows | None = None) -> bytes:
    """The tidy file with other markup at one place."""
    parts = filling.xlsx_parts(sheets or meetings())
    content = parts[part]
    assert isinstance(content, str)
    assert old in content, (part, old)
    return filling.zipped({**parts, part: content.replace(old, new)})


def sheet_number(name: str) -> str:
    return f"xl/worksheets/sheet{list(filling.MEETINGS).index(name) + 1}.xml"


OVERLEGGEN, DEELNEMERS = sheet_number("Overleggen"), sheet_number("Deelnemers")


def in_ods(old: str, new: str, sheets: Rows | None = None) -> bytes:
    content = filling.ods_content(sheets or meetings())
    assert old in content, old
    return filling.zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.replace(old, new),
        }
    )


def csv_with(name: str, content: bytes, **others: str) -> bytes:
    parts: dict[str, bytes | str] = {
        f"{sheet}.csv": filling.csv_text(rows).encode("utf-8-sig")
        for sheet, rows in meetings().items()
    }
    return filling.zipped({**parts, name: content, **others})


def renamed(old: str, new: str) -> Rows:
    return {new if name == old else name: rows for name, rows in meetings().items()}


def bomb(megabytes: int) -> bytes:
    """A workbook whose sheet unpacks to this many megabytes of nothing."""
    parts = filling.xlsx_parts(meetings())
    parts[OVERLEGGEN] = b"<worksheet>" + b" " * (megabytes * 2**20) + b"</worksheet>"
    return filling.zipped(parts)


def overlapping() -> bytes:
    """A zip whose directory names one compressed part a hundred times."""
    data = bytearray(filling.xlsx(meetings()))
    end = data.rfind(b"PK\x05\x06")
    start = struct.unpack("<L", data[end + 16 : end + 20])[0]
    directory = bytes(data[start:end])
    copies = directory * 100
    count = struct.unpack("<H", data[end + 10 : end + 12])[0] * 100
    tail = bytearray(data[end:])
    tail[8:10] = tail[10:12] = struct.pack("<H", count)
    tail[12:16] = struct.pack("<L", len(copies))
    return bytes(data[:start]) + copies + bytes(tail)


def locked_zip() -> bytes:
    """A zip whose parts say that they need a password."""
    data = bytearray(filling.csv_zip(meetings()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(mark)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(mark, position + 4)
    return bytes(data)


def cut(data: bytes, part: float) -> bytes:
    return data[: int(len(data) * part)]


def old_version() -> bytes:
    from oogo.workbook.layout import STAMP_TYPE, STAMP_VERSION

    stamp: list[list[Value]] = [
        ["Sjabloon Overleg"],
        [STAMP_TYPE, "overleg"],
        [STAMP_VERSION, "0.0.1+abc"],
    ]
    return filling.xlsx({"Toelichting": stamp, **meetings()})


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "&{before};&{before};&{before};&{before};&{before};&{before};">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><worksheet>&i;</worksheet>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>"
)
# What a reader of Japanese sees above the text is no part of it.
SOUNDING = "gecombineerd oogo</t><rPh sb='0' eb='1'><t>gecombineerd</t></rPh>"
DATE_CELL = '<c r="D2" s="1"><v>46093</v></c>'


def corpus() -> Iterator[Ugly]:
    """All files."""
    yield from _cells()
    yield from _structure()
    yield from _packages()
    yield from _open_documents()
    yield from _csv()


def _x(name: str, data: bytes | Rows, *findings: str, status: int = 0, same: bool = False) -> Ugly:
    content = filling.xlsx(data) if isinstance(data, dict) else data
    return Ugly(name, content, "bestand.xlsx", findings, status, same)


def _cells() -> Iterator[Ugly]:
    when = (2, 4)
    yield _x("month first", put("Overleggen", when, "03-31-2026"), "KW-201@Overleggen!D2")
    yield _x("30 February", put("Overleggen", when, "30-02-2026"), "KW-201@Overleggen!D2")
    yield _x("two digits", put("Overleggen", when, "12-03-26"), "KW-201@Overleggen!D2")
    yield _x("a word", put("Overleggen", when, "vandaag"), "KW-201@Overleggen!D2")
    yield _x("29 February 1900", put("Overleggen", when, 60), "KW-201@Overleggen!D2")
    yield _x("a huge number", put("Overleggen", when, 9e300), "KW-201@Overleggen!D2")
    yield _x("a text date", put("Overleggen", when, " 12 maart 2026 "), same=True)
    yield _x("a serial number", put("Overleggen", when, 46093), same=True)
    yield _x("1904 dates", filling.xlsx(meetings(), era=1904), same=True)
    yield _x("weet niet", put("Overleggen", (2, 9), "Weet niet"))
    yield _x("n.v.t.", put("Overleggen", (2, 9), "N.v.t."))
    yield _x("date n.v.t.", put("Overleggen", when, "n.v.t."))
    yield _x("trailing spaces", put("Deelnemers", (2, 2), "0632   "), same=True)
    yield _x("spaces", put("Overleggen", (2, 2), "  Gecombineerd   OOGO "), same=True)
    yield _x("hard space", put("Overleggen", (2, 1), "o1\xa0"), same=True)
    yield _x("code as number", put("Deelnemers", (2, 2), 632), same=True)
    yield _x("lower case code", put("Deelnemers", (3, 2), "po2604"), same=True)
    yield _x("code with GM", put("Deelnemers", (2, 2), "GM0632"), same=True)
    yield _x(
        "misspelt list value", put("Overleggen", (2, 2), "oogo jeugdpan"), "KW-203@Overleggen!B2"
    )
    yield _x("unknown topic", put("Agendapunten", (2, 5), "voetbal"), "KW-203@Agendapunten!E2")
    yield _x("dangling", put("Deelnemers", (2, 1), "o9"), "KW-204@Deelnemers!A2")
    yield _x("wrong code", put("Afzender", (2, 1), "XX99"), "KW-207@Afzender!A2")
    yield _x("twice", put("Overleggen", (3, 1), "o1"), "KW-205@Overleggen!A3")
    yield _x("no key", put("Agendapunten", (2, 1), None), "KW-206@Agendapunten!A2")
    yield _x("odd key", put("Agendapunten", (2, 1), "a/b <c>"), "KW-206@Agendapunten!A2")
    yield _x("key n.v.t.", put("Agendapunten", (2, 1), "n.v.t."), "KW-206@Agendapunten!A2")
    yield _x("key as date", put("Agendapunten", (2, 1), date(2026, 1, 2)), "KW-221@Agendapunten!A2")
    yield _x("not a number", put("Agendapunten", (2, 3), "eerste"), "KW-202@Agendapunten!C2")
    yield _x("half a number", put("Agendapunten", (2, 3), 1.5), "KW-202@Agendapunten!C2")
    yield _x("required empty", put("Overleggen", when, None), "KW-353@Overleggen!D2")
    yield _x("two values", put("Overleggen", (2, 7), "tafel; tafel"), "KW-212@Overleggen!G2")
    yield _x("control", put("Overleggen", (2, 3), "a_x0007_b"), "KW-217@Overleggen!C2")
    yield _x("formula text", put("Overleggen", (2, 3), "=1+1"))
    yield _x(
        "cached formula",
        replaced(OVERLEGGEN, DATE_CELL, DATE_CELL.replace("<v>", "<f>TODAY()</f><v>")),
        same=True,
    )
    yield _x(
        "formula without result",
        replaced(OVERLEGGEN, DATE_CELL, '<c r="D2" s="1"><f>TODAY()</f></c>'),
        "KW-214@Overleggen!D2",
    )
    yield _x(
        "formula error",
        replaced(OVERLEGGEN, DATE_CELL, '<c r="D2" t="e"><f>X()</f><v>#NAME?</v></c>'),
        "KW-214@Overleggen!D2",
    )
    yield _x(
        "ISO date cell",
        replaced(OVERLEGGEN, DATE_CELL, '<c r="D2" t="d"><v>2026-03-12T00:00:00</v></c>'),
        same=True,
    )
    yield _x(
        "missing string",
        replaced(OVERLEGGEN, DATE_CELL, '<c r="D2" t="s"><v>99</v></c>'),
        "KW-214@Overleggen!D2",
    )
    yield _x(
        "cells without addresses",
        replaced(DEELNEMERS, '<c r="', '<c x="'),
        same=True,
    )


def _structure() -> Iterator[Ugly]:
    merged = '<mergeCells count="1"><mergeCell ref="{}"/></mergeCells></worksheet>'
    yield _x(
        "merged downwards",
        replaced(
            DEELNEMERS, "</worksheet>", merged.format("A2:A3"), put("Deelnemers", (3, 1), None)
        ),
        same=True,
    )
    yield _x(
        "merged across",
        replaced(
            DEELNEMERS, "</worksheet>", merged.format("A4:B4"), put("Deelnemers", (4, 2), None)
        ),
        "KW-215@Deelnemers!A4",
        "KW-206@Deelnemers!B4",
    )
    yield _x(
        "hidden row",
        replaced(DEELNEMERS, '<row r="3">', '<row r="3" hidden="1">'),
        "KW-213@Deelnemers!",
        same=True,
    )
    yield _x(
        "hidden column",
        replaced(
            DEELNEMERS, "<sheetData>", '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
        ),
        "KW-213@Deelnemers!",
        same=True,
    )
    hidden = filling.xlsx(meetings(), hidden=["Deelnemers"])
    yield _x("hidden sheet", hidden, "KW-213@Deelnemers!", same=True)
    yield _x("renamed sheet", renamed("Agendapunten", "Agenda punten"), "KW-208@Agenda punten!A1")
    yield _x("foreign sheet", {**meetings(), "Kladje": [["x"]]}, "KW-208@Kladje!A1", same=True)
    yield _x("empty sheet", {**meetings(), "Blad1": []}, "KW-222@Blad1!", same=True)
    yield _x("sheet in capitals", renamed("Overleggen", "OVERLEGGEN "))
    yield _x("renamed column", put("Overleggen", (1, 3), "Titel"), "KW-209@Overleggen!C1")
    yield _x(
        "renamed required column",
        put("Overleggen", (1, 4), "Dag"),
        "KW-209@Overleggen!D1",
        "KW-210@Overleggen!",
    )
    yield _x(
        "column twice",
        put("Overleggen", (1, 3), "Datum"),
        "KW-223@Overleggen!C1",
        "KW-223@Overleggen!D1",
    )
    yield _x("heading in English", put("Overleggen", (1, 4), "Date"), same=True)
    yield _x("heading with star", put("Overleggen", (1, 4), "datum *"), same=True)
    yield _x(
        "column without heading",
        meetings(lambda rows: rows["Deelnemers"][1].append("los")),
        "KW-216@Deelnemers!F2",
        same=True,
    )
    yield _x(
        "title above",
        meetings(lambda rows: rows["Deelnemers"].insert(0, ["Onze deelnemers"])),
        "KW-216@Deelnemers!A1",
        same=True,
    )
    yield _x(
        "empty rows and columns",
        meetings(lambda rows: rows["Deelnemers"].insert(2, [None] * 5)),
        same=True,
    )
    yield _x("no template", {"Blad1": [["a", "b"], [1, 2]]}, "KW-224@!")
    yield _x("nothing", {"Blad1": []}, "KW-224@!")
    yield _x("old version", old_version(), "KW-211@!", same=True)
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    yield _x(
        "the last cell",
        replaced(DEELNEMERS, "</sheetData>", far),
        "KW-216@Deelnemers!XFD1048576",
        same=True,
    )
    yield _x(
        "used range to the end",
        replaced(DEELNEMERS, "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
        same=True,
    )
    yield _x("cell beyond the end", replaced(DEELNEMERS, 'r="A2"', 'r="XFE1"'), status=400)


def _packages() -> Iterator[Ugly]:
    tidy = filling.xlsx(meetings())
    yield _x("sound", replaced(OVERLEGGEN, "gecombineerd oogo</t>", SOUNDING), same=True)
    yield _x("macros", with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros"), same=True)
    yield _x("image", with_part("xl/media/image1.png", b"\x89PNG"), same=True)
    yield _x("broken styles", with_part("xl/styles.xml", "<styleSheet><cellXfs>"), status=400)
    yield _x("no styles", replaced("xl/_rels/workbook.xml.rels", "styles.xml", "none.xml"))
    yield _x("zip bomb", bomb(400), status=413)
    yield _x("entities", with_part(OVERLEGGEN, ENTITIES), status=400)
    yield _x("outside entity", with_part(OVERLEGGEN, OUTSIDE), status=400)
    yield _x("deep markup", with_part(OVERLEGGEN, "<a>" * 100_000), status=400)
    yield _x("overlapping parts", overlapping(), status=400)
    yield _x("cut off", cut(tidy, 0.5), status=400)
    yield _x(
        "parts with other folders in their names",
        with_part("../../../../etc/passwd", "x"),
        same=True,
    )
    relations = '<Relationships><Relationship Id="rId1" Target="../../../etc/passwd"/>'
    elsewhere = with_part("xl/_rels/workbook.xml.rels", f"{relations}</Relationships>")
    yield _x("sheets outside the file", elsewhere, status=400)
    yield _x("only a signature", b"PK\x03\x04", status=400)
    yield _x("empty file", b"", status=415)
    yield _x("a letter", b"Beste meneer, mevrouw,", status=415)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield Ugly("old Excel", old, "oud.xls", (), 415)
    yield _x("password", old + "EncryptedPackage".encode("utf-16-le"), status=415)
    yield Ugly(
        "word processor", filling.zipped({"[Content_Types].xml": "<Types/>"}), "a.docx", (), 415
    )
    yield _x("binary workbook", with_part("xl/workbook.bin", b"x"), status=415)
    rows = "<row>" + "<c><v>1</v></c>" * 16_000 + "</row>"
    many = f"<worksheet><sheetData>{rows * 40}</sheetData></worksheet>"
    yield _x("too many cells", with_part(OVERLEGGEN, many), status=413)
    empty = f"<worksheet><sheetData>{'<row/>' * 1_000_000}</sheetData></worksheet>"
    yield _x("a million empty rows", with_part(sheet_number("Agendapunten"), empty))


def _open_documents() -> Iterator[Ugly]:
    def one(name: str, data: bytes, *findings: str, status: int = 0, same: bool = False) -> Ugly:
        return Ugly(name, data, "bestand.ods", findings, status, same)

    note = "<text:p>o1</text:p><office:annotation><text:p>let op</text:p></office:annotation>"
    yield one("ods with note", in_ods("<text:p>o1</text:p>", note), same=True)
    spaced = "<text:p>gecombineerd<text:s/>oogo</text:p>"
    yield one("ods with spaces", in_ods("<text:p>gecombineerd oogo</text:p>", spaced), same=True)
    wrong = in_ods('office:date-value="2026-03-12"', 'office:date-value="ooit"')
    yield one("ods wrong date", wrong, "KW-201@Overleggen!D2")
    endless = in_ods("<table:table-row>", '<table:table-row table:number-rows-repeated="900000">')
    yield one("ods repeated rows", endless, status=413)
    formula = in_ods(
        '<table:table-cell office:value-type="string"><text:p>Oogo 2026</text:p>',
        '<table:table-cell table:formula="of:=X()" office:value-type="string">'
        "<text:p>Err:508</text:p>",
    )
    yield one("ods formula error", formula, "KW-214@Overleggen!C2")
    locked = filling.zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b"\x00",
            "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
        }
    )
    yield one("ods password", locked, status=415)
    none = filling.ods_content({})
    bare = filling.zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": none}
    )
    yield one("ods without sheets", bare, status=400)
    text = filling.zipped({"mimetype": "application/vnd.oasis.opendocument.text"})
    yield one("ods that is a text", text, status=415)


def _csv() -> Iterator[Ugly]:
    def one(name: str, data: bytes, *findings: str, status: int = 0, same: bool = False) -> Ugly:
        return Ugly(name, data, "bestand.zip", findings, status, same)

    tidy = filling.MEETINGS
    yield one("csv semicolons", filling.csv_zip(tidy, encoding="utf-8"), same=True)
    yield one("csv byte order mark", filling.csv_zip(tidy, encoding="utf-8-sig"), same=True)
    yield one("csv tabs", filling.csv_zip(tidy, delimiter="\t"), same=True)
    yield one("csv commas", filling.csv_zip(tidy, delimiter=","), same=True)
    yield one("csv cp1252", filling.csv_zip(tidy, encoding="cp1252"), same=True)
    yield one("csv utf-16", filling.csv_zip(tidy, encoding="utf-16"), same=True)
    separator = b"sep=;\r\n" + filling.csv_text(tidy["Deelnemers"]).encode()
    yield one("csv sep line", csv_with("Deelnemers.csv", separator), same=True)
    yield one("csv other file", csv_with("foto.jpg", b"\xff\xd8"), "KW-208@foto.jpg!A1", same=True)
    clutter = csv_with("__MACOSX/._Overleggen.csv", b"\x00")
    yield one("csv clutter", clutter, same=True)
    yield one("csv zeros", csv_with("Deelnemers.csv", b"\x00\x01\x02"), "KW-209@Deelnemers!A1")
    huge = b'"' + b"a" * 200_000
    yield one("csv open quote", csv_with("Deelnemers.csv", huge), status=400)
    yield one("csv password", locked_zip(), status=415)
    one_sheet = filling.csv_text(tidy["Deelnemers"]).encode()
    dangling = tuple(f"KW-204@Deelnemers!{cell}" for cell in ("A2", "A3", "A4", "B4", "C4"))
    yield Ugly("one csv", one_sheet, "Deelnemers.csv", ("KW-219@Afzender!A2", *dangling))
    yield one("empty zip", b"PK\x05\x06" + bytes(18), status=415)

"""Personal data, looked for in memory before anything is kept or logged.

A finding holds a rule code, a place and a masked value; never the value itself.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from pyoxigraph import Literal, NamedNode, Triple

from oogo.errors import OogoError
from oogo.personal import SMALL, in_text, is_citizen_number, mask
from oogo.workbook import forms, is_workbook, open_book
from oogo.workbook.archive import Archive
from oogo.workbook.book import Book, Cell, Grid
from oogo.workbook.markup import events
from oogo.workbook.places import CellFinding, Place, cell_name
from oogo.workbook.splice import elements

__all__ = ["Cleaned", "scan", "scan_book", "scan_graph", "without_authors"]

_HEADINGS = {
    "PG-01": re.compile(r"\bbsn\b|burgerservice|sofi-?nummer|persoonsgebonden nummer|\bpgn\b"),
    "PG-02": re.compile(
        r"(?:leerling(?!en)|kind(?!er)|jeugdige|pupil|scholier|casus).*(?:naam|name|initial)|"
        r"(?:naam|name|initialen).*(?:leerling(?!en)|kind(?!er)|jeugdige|pupil|scholier)|"
        r"\b(?:voornaam|voornamen|achternaam|roepnaam|geslachtsnaam|first name|last name)\b|"
        r"^(?:leerling|kind|jeugdige|pupil)$"
    ),
    "PG-03": re.compile(r"geboorte|geb\.? ?datum|^geboren$|\bdob\b|date of birth"),
    "PG-04": re.compile(r"priv[eé].*(?:mail|tel|mobiel)|(?:mail|tel|mobiel).*priv[eé]"),
}
_PERSONS = re.compile(
    r"leerling(?:en)?\b|kinderen\b|jeugdigen|thuiszitter|jongeren|scholier|personen|pupils|children|cliënten"
)
_NO_PERSONS = re.compile(r"uren|percentage|%|euro|bedrag|budget|kosten|datum|arrangement|gemiddeld")
_PLACES = re.compile(r"gemeente|school|vestiging|brin|klas|locatie|woonplaats|kern|wijk")
_WIDE = re.compile(r"samenwerkingsverband|swv|regio|provincie|landelijk|nederland")
_SOURCES = re.compile(r"^(?:bron|bronnen|webadres|vindplaats|source)\b")
_MARKS = re.compile(r"[\s*:]+$")
_PREDICATE = re.compile(r"([a-z])([A-Z])")
_COUNT = NamedNode("https://w3id.org/oogo/def/aantal")
_DERIVED = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
_TEXTS = re.compile(
    r"xl/(?:comments.*|threadedComments/[^/]+|drawings/[^/]+|charts/[^/]+)\.xml", re.IGNORECASE
)
_AUTHORS = {
    "docProps/core.xml": ("creator", "lastModifiedBy"),
    "docProps/app.xml": ("Manager",),
    "meta.xml": ("initial-creator", "creator", "printed-by"),
}


@dataclass(frozen=True)
class Cleaned:
    """A file without the names in its properties, and which properties those were."""

    data: bytes
    removed: tuple[str, ...]


def scan(data: bytes, name: str) -> tuple[CellFinding, ...]:
    """What looks like personal data in this file; empty where the file may be kept.

    A file that is no workbook is read as text, line by line; call ``scan_graph`` as well when
    it is parsed. A workbook that cannot be opened raises as reading it does.
    """
    if not is_workbook(data, name):
        text = data.decode("utf-8-sig", "replace")
        lines = enumerate(text.splitlines(), 1)
        return tuple(
            _finding(rule, Place(name, "", f"regel {number}", mask(rule, words)))
            for number, line in lines
            for rule, words in in_text(line)
        )
    found = [*scan_book(open_book(data, name)), *_beside_the_cells(data, name)]
    return tuple(found)


def scan_book(book: Book) -> tuple[CellFinding, ...]:
    """What looks like personal data in the cells of a workbook, on every sheet."""
    return tuple(finding for grid in book.sheets for finding in _scan_grid(grid))


def scan_graph(triples: Iterable[Triple], name: str) -> tuple[CellFinding, ...]:
    """What looks like personal data in the literals of a graph; the place is the thing."""
    statements = list(triples)
    published = {triple.subject for triple in statements if triple.predicate == _DERIVED}
    found = []
    for triple in statements:
        if not isinstance(triple.object, Literal):
            continue
        heading = _PREDICATE.sub(r"\1 \2", re.split(r"[/#]", triple.predicate.value)[-1]).lower()
        text = triple.object.value
        rules = dict.fromkeys([*_by_heading(heading, text), *(rule for rule, _ in in_text(text))])
        if triple.predicate == _COUNT and _is_small(text):
            rules["PG-05"] = None
        if triple.subject in published:
            rules.pop("PG-05", None)
        subject = triple.subject if isinstance(triple.subject, NamedNode) else None
        for rule in rules:
            place = Place(name, "", subject.value if subject else "", mask(rule, text))
            found.append(_finding(rule, place, subject, triple.predicate))
    return tuple(found)


def _scan_grid(grid: Grid) -> Iterator[CellFinding]:
    headings = _headings(grid)
    context = " ".join([grid.name.lower(), *headings.values()])
    sourced = _sourced_rows(grid, headings)
    local = bool(_PLACES.search(context)) or not _WIDE.search(context)
    for (row, column), cell in sorted(grid.cells.items()):
        heading = headings.get(column, "")
        is_heading = re.sub(_MARKS, "", cell.text.strip().lower()) == heading
        rules = dict(in_text(cell.text)) if is_heading else _cell_rules(heading, cell)
        if not local or row in sourced:
            rules.pop("PG-05", None)
        for rule, words in rules.items():
            place = Place(grid.file, grid.name, cell_name(row, column), mask(rule, words))
            yield _finding(rule, place)


def _headings(grid: Grid) -> dict[int, str]:
    """The first text of each column, which tells what stands below it."""
    headings: dict[int, str] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        if row <= 20 and column not in headings and cell.value is None:
            headings[column] = re.sub(_MARKS, "", cell.text.strip().lower())
    return headings


def _sourced_rows(grid: Grid, headings: Mapping[int, str]) -> set[int]:
    """The rows that name the public source their figures come from."""
    columns = {column for column, heading in headings.items() if _SOURCES.search(heading)}
    return {
        row
        for (row, column), cell in grid.cells.items()
        if column in columns and re.search(r"https?://|10\.[0-9]{4}/", cell.text)
    }


def _cell_rules(heading: str, cell: Cell) -> dict[str, str]:
    """Rule code → the words that break it, for one cell under its heading."""
    rules = dict(in_text(cell.text))
    for rule in _by_heading(heading, cell.text):
        rules.setdefault(rule, cell.text)
    persons = _PERSONS.search(heading) and not _NO_PERSONS.search(heading)
    if persons and (isinstance(cell.value, Decimal) or cell.value is None) and _is_small(cell.text):
        rules["PG-05"] = cell.text
    return rules


def _by_heading(heading: str, text: str) -> Iterator[str]:
    """The rules that a value breaks because of what stands above it."""
    for rule, pattern in _HEADINGS.items():
        if not pattern.search(heading) or not text.strip():
            continue
        digits = re.sub(r"[^0-9]", "", text)
        if rule == "PG-01" and not is_citizen_number(digits.zfill(9)):
            continue
        if rule in {"PG-03", "PG-04"} and not digits and "@" not in text:
            continue
        if rule == "PG-02" and not re.search(r"[A-Za-zÀ-ÿ]{2}", text):
            continue
        yield rule


def _is_small(text: str) -> bool:
    return text.strip().isdecimal() and int(text.strip()[:9]) < SMALL


def _beside_the_cells(data: bytes, name: str) -> Iterator[CellFinding]:
    """What stands in notes, text boxes and charts; the place is the part of the file."""
    if not data.startswith(b"PK"):
        return
    archive = Archive(data, name)
    for part in archive.parts:
        if _TEXTS.fullmatch(part):
            for rule, words in in_text(_text_of(archive, part)):
                yield _finding(rule, Place(f"{name}, {part}", "", "", mask(rule, words)))
    if "content.xml" in archive and "mimetype" in archive:
        for rule, words in in_text(_text_of(archive, "content.xml", "annotation")):
            yield _finding(rule, Place(f"{name}, notities", "", "", mask(rule, words)))


def _text_of(archive: Archive, part: str, inside: str = "") -> str:
    """The text of a part, or only that inside elements of one name."""
    words: list[str] = []
    depth = 0
    for kind, name, _ in events(archive.read(part), f"{archive.name}, {part}"):
        if kind == "text" and (depth or not inside):
            words.append(name)
        elif name == inside and kind != "text":
            depth += 1 if kind == "start" else -1
        elif kind == "end" and name in {"p", "t", "text"}:
            words.append("\n" if name != "t" else "")
    return "".join(words)


def _finding(
    rule: str, place: Place, subject: NamedNode | None = None, path: NamedNode | None = None
) -> CellFinding:
    known = forms.load().rules[rule]
    words = {"waarde": place.value}
    return CellFinding(
        rule,
        "violation",
        place,
        subject,
        path,
        known.message.filled(words),
        known.remedy.filled(words),
    )


def without_authors(data: bytes, name: str) -> Cleaned:
    """The file without the names of who made and saved it; other parts stay as they are."""
    try:
        archive = Archive(data, name)
    except OogoError:
        return Cleaned(data, ())
    changed: dict[str, bytes] = {}
    removed: dict[str, None] = defaultdict()
    for part, names in _AUTHORS.items():
        if part in archive and (part != "meta.xml" or "mimetype" in archive):
            content = archive.read(part)
            found = [e for e in elements(content, part, *names) if e.name in names and e.depth]
            for element in reversed([e for e in found if e.close > e.inside]):
                content = content[: element.inside] + content[element.close :]
                removed[element.name] = None
            changed[part] = content
    if not removed:
        return Cleaned(data, ())
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            content = archive.read(info.filename) if info.filename in archive.parts else b""
            target.writestr(info, changed.get(info.filename, content))
    return Cleaned(result.getvalue(), tuple(removed))

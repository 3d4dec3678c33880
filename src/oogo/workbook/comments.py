"""A sender's own workbook with the findings in its cells, or else a workbook of findings."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from oogo.errors import OogoError
from oogo.workbook import notes_ods, notes_xlsx, ods
from oogo.workbook.archive import Archive
from oogo.workbook.places import CellFinding, Place
from oogo.workbook.template import fixed
from oogo.workbook.xlsx import sheet_parts

__all__ = ["Note", "annotated", "findings_workbook", "note_of"]

_LENGTH = 8_000  # characters; Excel itself stops at 32,767
_MOMENT = (1980, 1, 1, 0, 0, 0)
_HEADINGS = {
    "nl": ("Regel", "Ernst", "Bestand", "Blad", "Cel", "Waarde", "Wat is er mis", "Herstel"),
    "en": ("Rule", "Severity", "File", "Sheet", "Cell", "Value", "What is wrong", "Remedy"),
}


@dataclass(frozen=True)
class Note:
    """The words for one place."""

    place: Place
    text: str


def note_of(finding: CellFinding, language: str = "nl") -> Note:
    """The words of a finding: code, how much it weighs, what is wrong, how to mend it."""
    words = f"{finding.message[language]} {finding.remedy[language]}"
    return Note(finding.place, f"{finding.rule} ({finding.severity}): {words}")


def annotated(data: bytes, name: str, notes: Iterable[Note]) -> tuple[bytes, str] | None:
    """The same file with these notes and its suffix; None where the format holds no notes."""
    try:
        archive = Archive(data, name)
        if "xl/workbook.bin" in archive or archive.locked():
            return None
        if "content.xml" in archive and "mimetype" in archive:
            changed = notes_ods.annotate(archive, name, _placed(notes, _tables(archive, name)))
            return _repacked(data, archive, changed), ".ods"
        if "[Content_Types].xml" in archive:
            sheets = [sheet.name for sheet in sheet_parts(archive, name)[0]]
            changed = notes_xlsx.annotate(archive, name, _placed(notes, sheets))
            suffix = ".xlsm" if "xl/vbaProject.bin" in archive else ".xlsx"
            return _repacked(data, archive, changed), suffix
    except OogoError:
        return None
    return None


def _tables(archive: Archive, name: str) -> list[str]:
    return [grid.name for grid in ods.read(archive, name).sheets]


def _placed(notes: Iterable[Note], sheets: Sequence[str]) -> dict[str, dict[str, str]]:
    """The words by sheet and cell; what has no cell stands in the first one."""
    placed: dict[str, dict[str, str]] = {}
    for note in notes:
        sheet = note.place.sheet if note.place.sheet in sheets else sheets[0]
        cell = note.place.cell if note.place.cell and sheet == note.place.sheet else "A1"
        known = placed.setdefault(sheet, {})
        words = f"{known[cell]}\n\n{note.text}" if cell in known else note.text
        known[cell] = words if len(words) <= _LENGTH else words[: _LENGTH - 1] + "…"
    return placed


def _repacked(data: bytes, archive: Archive, changed: Mapping[str, bytes]) -> bytes:
    """The package with the changed parts in their place and the new ones at the end."""
    result = BytesIO()
    by_name = {name.lower(): content for name, content in changed.items()}
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            new = by_name.pop(info.filename.lstrip("/").lower(), None)
            content = archive.read(info.filename) if info.filename in archive.parts else b""
            target.writestr(info, content if new is None else new)
        for name, content in changed.items():
            if name.lower() in by_name:
                info = zipfile.ZipInfo(name, _MOMENT)
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, content)
    return result.getvalue()


def findings_workbook(findings: Iterable[CellFinding], language: str = "nl") -> bytes:
    """A workbook with one finding per row, for formats that cannot hold notes."""
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.title = "Bevindingen" if language == "nl" else "Findings"
    lines = [
        (
            finding.rule,
            finding.severity,
            finding.place.file,
            finding.place.sheet,
            finding.place.cell,
            finding.place.value,
            finding.message[language],
            finding.remedy[language],
        )
        for finding in findings
    ]
    for row, line in enumerate([_HEADINGS[language], *lines], 1):
        for column, text in enumerate(line, 1):
            cell = page.cell(row, column)
            cell.value = _printable(text)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if row == 1:
                cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGH", (10, 12, 28, 20, 8, 24, 60, 60), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:H{len(lines) + 1}"
    content = BytesIO()
    workbook.save(content)
    return fixed(content.getvalue())


def _printable(text: str) -> str:
    """The text as a cell can hold it."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in text)[:32_000]

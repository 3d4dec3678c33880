"""An empty or prefilled workbook, made from the shapes; the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from pyoxigraph import NamedNode, Triple

from oogo.workbook import forms, vocabulary
from oogo.workbook.forms import Column, Form, Forms, Sheet
from oogo.workbook.layout import EXPLANATION, LISTS, STAMP_TYPE, STAMP_VERSION
from oogo.workbook.places import column_name
from oogo.workbook.prefill import Prefill, Value
from oogo.workbook.vocabulary import Scheme

__all__ = ["fixed", "template"]

_ROWS = 5_000  # rows with a drop-down list
_HEADING = PatternFill("solid", fgColor="FF154273")
_NUMBERS = ("#integer", "#decimal", "#gYear")
_CODE = "@"
_DATE = "dd-mm-yyyy"
_MOMENT = (1980, 1, 1, 0, 0, 0)
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>OOGO</dc:title>'
    "</cp:coreProperties>"
)
_INTRODUCTION = (
    "Vul de bladen in. Verander de namen van bladen en kolommen niet.",
    "Een kolom met een sterretje is verplicht. Tussen twee waarden in één cel staat een puntkomma.",
    "Weet u iets niet, schrijf dan ‘weet niet’; is iets niet van toepassing, schrijf dan ‘n.v.t.’.",
    "Zet geen gegevens van leerlingen of andere personen in dit bestand.",
)


def template(
    type_: str,
    previous: Iterable[Triple] | None = None,
    organisation: str | None = None,
    licence: str = "",
) -> bytes:
    """The workbook of this type, filled with what this organisation delivered before.

    A licence that is in the list of the template is chosen in it.
    """
    known, schemes = forms.load(), vocabulary.load()
    form = known.form(type_)
    sender = _sender(organisation, known)
    stated = _stated(form.sheets[0], licence)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _explain(workbook.create_sheet(EXPLANATION), form, known)
    sheets = {sheet.iri: workbook.create_sheet(sheet.name.nl) for sheet in form.sheets}
    lists = workbook.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    before = Prefill.of(previous or (), known, schemes, sender.key)
    for sheet in form.sheets:
        filled = before.rows(sheet) if sheet.address else [[*row, stated] for row in sender.rows]
        _fill(sheets[sheet.iri], sheet, filled)
        _offer(sheets[sheet.iri], sheet, lists, form, schemes)
    for name, value in ((STAMP_TYPE, form.type), (STAMP_VERSION, known.version)):
        workbook.custom_doc_props.append(  # type: ignore[attr-defined]  # not in the stubs
            StringProperty(name=name, value=value)
        )
    workbook.active = 1
    bytes_ = BytesIO()
    workbook.save(bytes_)
    return fixed(bytes_.getvalue())


class _Sender:
    def __init__(self, code: str, key: str) -> None:
        self.key = key
        self.rows: list[list[Value | None]] = [[code]] if code else []


def _sender(organisation: str | None, known: Forms) -> _Sender:
    """The code of the sender as it is written in a cell and in addresses."""
    for kind in known.codes:
        code = kind.normal((organisation or "").removeprefix("gm"))
        if code:
            return _Sender(code, kind.node(code).value.rpartition("/")[2])
    return _Sender("", organisation or "onbekend")


def _stated(sheet: Sheet, licence: str) -> str | None:
    """The choice on the first sheet that stands for this licence."""
    choices = (choice for column in sheet.columns for choice in column.choices)
    return (
        next((c.label.nl for c in choices if c.value == NamedNode(licence)), None)
        if licence
        else None
    )


def _explain(page: Worksheet, form: Form, known: Forms) -> None:
    """The explanation sheet: what to do, the stamp, and each column with an example."""
    lines: list[list[str]] = [[f"Sjabloon {form.name.nl}"], *([line] for line in _INTRODUCTION), []]
    lines += [[STAMP_TYPE, form.type], [STAMP_VERSION, known.version], []]
    headings = ["Blad", "Kolom", "Uitleg", "Verplicht", "Meer waarden", "Voorbeeld"]
    lines.append(headings)
    for sheet in form.sheets:
        lines.append([sheet.name.nl, "", sheet.help.nl])
        for column in sheet.columns:
            advised = "aanbevolen" if column.required else ""
            required = "ja" if column.blocks else advised
            many = "ja" if column.many else ""
            name = column.name.nl
            lines.append([sheet.name.nl, name, column.help.nl, required, many, column.example])
    for number, line in enumerate(lines, 1):
        for column_number, text in enumerate(line, 1):
            _write(page.cell(number, column_number), text)
        if line in (lines[0], headings):
            for cell in page[number]:
                cell.font = Font(bold=True)
    for letter, width in zip("ABCDEF", (24, 24, 90, 11, 14, 40), strict=True):
        page.column_dimensions[letter].width = width


def _fill(page: Worksheet, sheet: Sheet, filled: list[list[Value | None]]) -> None:
    """Headings with their help as a note, column formats, and the rows known already."""
    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(1, number, column.name.nl + (" *" if column.blocks else ""))
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = _HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        note = Comment(f"{column.help.nl}\nVoorbeeld: {column.example}", "OOGO", 140, 320)
        cell.comment = note
        dimension = page.column_dimensions[column_name(number)]
        dimension.width = max(14, min(40, len(column.name.nl) + 6))
        dimension.number_format = _format(column)
    for row, values in enumerate(filled, 2):
        for number, (value, column) in enumerate(zip(values, sheet.columns, strict=False), 1):
            if value is not None:
                filled_cell = page.cell(row, number)
                _write(filled_cell, value)
                filled_cell.number_format = _format(column)
    page.freeze_panes = "A2"


def _write(cell: Cell | object, value: Value) -> None:
    """Put a value in a cell; text that looks like a formula stays text."""
    if not isinstance(cell, Cell):
        return
    cell.value = float(value) if isinstance(value, Decimal) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _format(column: Column) -> str:
    if column.datatype.endswith("#date"):
        return _DATE
    return "General" if column.datatype.endswith(_NUMBERS) else _CODE


def _offer(
    page: Worksheet,
    sheet: Sheet,
    lists: Worksheet,
    form: Form,
    schemes: Mapping[NamedNode, Scheme],
) -> None:
    """The drop-down lists; their values stand on the list sheet or on the sheet referred to."""
    for number, column in enumerate(sheet.columns, 1):
        source, strict = _source(column, lists, form, schemes)
        if source:
            validation = DataValidation("list", formula1=source, allow_blank=True)
            validation.showErrorMessage = strict
            validation.errorTitle = column.name.nl
            validation.error = "Kies een waarde uit de lijst."
            letter = column_name(number)
            validation.add(f"{letter}2:{letter}{_ROWS + 1}")
            page.add_data_validation(validation)


def _source(
    column: Column, lists: Worksheet, form: Form, schemes: Mapping[NamedNode, Scheme]
) -> tuple[str, bool]:
    """The range a list is taken from, and whether other values are stopped."""
    labels = [choice.label.nl for choice in column.choices]
    title = column.iri.value.rpartition("/")[2]
    if column.scheme is not None and column.scheme in schemes:
        labels = list(schemes[column.scheme].labels.values())
        title = column.scheme.value.rpartition("/")[2]
    for kind in column.codes:
        if kind.known:
            labels, title = list(kind.known.values()), kind.iri.rpartition("/")[2]
    if labels:
        return _listed(lists, title, labels), not (column.many or column.scheme or column.codes)
    if column.example.startswith("https://"):
        return "", False  # what it names stands in the delivery of another
    for other in form.sheets:
        if other.iri in column.sheets and other.simple:
            letter = column_name(other.columns.index(other.key[0]) + 1)
            return f"{quote_sheetname(other.name.nl)}!${letter}$2:${letter}${_ROWS + 1}", False
    return "", False


def _listed(lists: Worksheet, title: str, labels: list[str]) -> str:
    """The range of this list on the list sheet, written there when it is new."""
    number = 1
    while lists.cell(1, number).value not in {None, title}:
        number += 1
    if lists.cell(1, number).value is None:
        for row, label in enumerate([title, *labels], 1):
            _write(lists.cell(row, number), label)
    letter = column_name(number)
    return f"{LISTS}!${letter}$2:${letter}${len(labels) + 1}"


def fixed(data: bytes) -> bytes:
    """The same package without the moment and the name of its making."""
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _CORE.encode()
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, content)
    return result.getvalue()

"""An answer as JSON, CSV, XLSX and text: one row of names, one row per answer row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from oogo.library import Column, Question
from oogo.questions import Cell, QuestionAnswer, Scalar, Source

__all__ = ["as_csv", "as_json", "as_text", "as_xlsx", "question_json"]

_WIDEST = 60


def question_json(question: Question, language: str) -> dict[str, object]:
    """The question as the list of questions shows it."""
    address = f"/api/v1/questions/{question.name}"
    return {
        "name": question.name,
        "title": question.title[language],
        "question": question.question[language],
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "label": parameter.label[language],
                "example": parameter.example,
            }
            for parameter in question.parameters
        ],
        "links": {
            "self": address,
            "csv": f"{address}.csv",
            "xlsx": f"{address}.xlsx",
            "page": f"/questions/{question.name}",
        },
    }


def as_json(answer: QuestionAnswer) -> dict[str, object]:
    """The answer as programs read it: numbers are numbers, what is not there is null."""
    language = answer.language
    names = _names(answer.columns)
    return {
        "name": answer.question.name,
        "title": answer.question.title[language],
        "question": answer.question.question[language],
        "parameters": dict(answer.values),
        "examples_used": answer.examples,
        "edition": answer.edition,
        "coverage": {
            "n": answer.coverage.n,
            "of": answer.coverage.of,
            "note": answer.coverage.note[language],
        },
        "rests_on": answer.question.rests_on[language],
        "sources": [_source_json(source, language) for source in answer.sources],
        "columns": names,
        "rows": [
            dict(zip(names, _values(answer.columns, row, language), strict=True))
            for row in answer.rows
        ],
    }


def as_csv(answer: QuestionAnswer) -> str:
    """The answer as RFC 4180 CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_table(answer))
    return text.getvalue()


def as_text(answer: QuestionAnswer) -> str:
    """The answer as a terminal shows it: what is asked, the rows, n of N and the sources."""
    language = answer.language
    columns = [column for column in answer.columns if column.type != "sources"]
    positions = [answer.columns.index(column) for column in columns]
    lines = [[column.label[language] for column in columns]]
    lines += [
        ["" if (v := row[i].shown(language)) is None else str(v) for i in positions]
        for row in answer.rows
    ]
    lines = [[cell[:_WIDEST] for cell in line] for line in lines]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    asked = [f"{name} = {value}" for name, value in answer.values.items()]
    table = [
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    ]
    table.insert(1, "  ".join("─" * width for width in widths))
    places = [_place(source, language) for source in answer.sources]
    return "\n".join(
        [
            answer.question.question[language],
            *asked,
            "",
            *table,
            "",
            answer.coverage.note[language],
            *dict.fromkeys(places),
            f"{'Editie' if language == 'nl' else 'Edition'} {answer.edition}.",
            "",
        ]
    )


def as_xlsx(answer: QuestionAnswer) -> bytes:
    """The answer as a workbook: one sheet of rows, one of what they rest on."""
    language = answer.language
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "antwoord" if language == "nl" else "answer"
    for row in _table(answer):
        _append(sheet, row)
    _finish(sheet)
    about = book.create_sheet("herkomst" if language == "nl" else "provenance")
    _append(about, [answer.question.question[language]])
    for name, value in answer.values.items():
        _append(about, [name, value])
    _append(about, ["edition", answer.edition])
    _append(about, ["coverage", answer.coverage.note[language]])
    _append(about, ["iri", "document", "table", "line"])
    for source in answer.sources:
        _append(about, [source.iri, source.title[language], source.table, source.line])
    _finish(about)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _names(columns: Sequence[Column]) -> list[str]:
    names: list[str] = []
    for column in columns:
        names.append(column.name)
        if column.type == "iri":
            names.append(f"{column.name}_label")
    return names


def _values(
    columns: Sequence[Column], row: Sequence[Cell], language: str
) -> list[Scalar | list[str]]:
    values: list[Scalar | list[str]] = []
    for column, cell in zip(columns, row, strict=True):
        if column.type == "iri":
            values += [cell.value, cell.name[language] if cell.name else None]
        elif column.type == "sources":
            values.append(str(cell.value).split())
        else:
            values.append(cell.shown(language))
    return values


def _table(answer: QuestionAnswer) -> Iterator[list[Scalar]]:
    yield [*_names(answer.columns)]
    for row in answer.rows:
        yield [
            " ".join(value) if isinstance(value, list) else value
            for value in _values(answer.columns, row, answer.language)
        ]


def _source_json(source: Source, language: str) -> dict[str, object]:
    return {
        "iri": source.iri,
        "document": source.document,
        "title": source.title[language],
        "table": source.table or None,
        "table_title": source.table_title[language] or None,
        "line": source.line,
        "link": source.link,
    }


def _place(source: Source, language: str) -> str:
    words = {"nl": ("tabel", "regel"), "en": ("table", "line")}[language]
    table = f", {words[0]} {source.table}" if source.table else ""
    line = f", {words[1]} {source.line}" if source.line is not None else ""
    return f"– {source.title[language]}{table}{line}"


def _append(sheet: Worksheet, row: Sequence[Scalar]) -> None:
    number = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for position, value in enumerate(row, 1):
        cell = sheet.cell(number, position, value)
        if isinstance(value, str):
            # A text that begins like a formula stays a text.
            cell.data_type = "s"


def _finish(sheet: Worksheet) -> None:
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for position in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(position)].width = 24

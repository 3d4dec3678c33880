"""Transcribed publications: each printed cell becomes one observation with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from oogo.importers.notations import Notations
from oogo.importers.transcript import MEASURES, SOURCES, Cell, Figure, Kind, read
from oogo.importers.turtle import Statement, decimal, document, node, number, text

__all__ = ["run"]

_Record = TypeVar("_Record")
_Key = TypeVar("_Key")
_MONTHS = {"sept": "09", "okt": "10"}
_MOMENT = re.compile(r"\b(sept|okt) (\d{4})$")
_SCHOOL_YEAR = re.compile(r"^(?:schooljaar )?(\d{4}-\d{4})\b")


def run(files: Sequence[Path], output: Path) -> Iterator[Path]:
    """Write one Turtle file per table, and one for the figures in running text, per source."""
    cells: list[Cell] = []
    figures: list[Figure] = []
    kinds: list[Kind] = []
    for path in files:
        for record in read(path):
            if isinstance(record, Cell):
                cells.append(record)
            elif isinstance(record, Figure):
                figures.append(record)
            else:
                kinds.append(record)
    notations = Notations.load()
    measured = {kind.table_id: notations.find("gemeten", kind.kind, kind.place) for kind in kinds}
    for (doc, table_id), rows in _grouped(cells, lambda cell: (cell.doc, cell.table_id)).items():
        statements = _table(rows, measured.get(table_id) if doc == "000" else None, notations)
        comment = f"Tabel {table_id}: {rows[0].table_title_nl}."
        yield _write(output, doc, f"tabel-{table_id}", document(comment, statements))
    for doc, printed in _grouped(figures, lambda figure: figure.doc).items():
        statements = _running_text(printed, notations)
        comment = "Cijfers die alleen in de lopende tekst staan."
        yield _write(output, doc, "lopende-tekst", document(comment, statements))


def _write(output: Path, doc: str, name: str, turtle: str) -> Path:
    path = output / SOURCES[doc].slug / f"{name}.ttl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(turtle, encoding="utf-8")
    return path


def _table(rows: list[Cell], measured: NamedNode | None, notations: Notations) -> list[Statement]:
    first = rows[0]
    dataset = node(f"dataset/{first.doc}-{first.table_id}")
    statements: list[Statement] = [
        (dataset, node("rdf:type"), node("qb:DataSet")),
        (dataset, node("rdf:type"), node("oogo:Tabel")),
        (dataset, node("dcterms:identifier"), Literal(first.table_id)),
        (dataset, node("dcterms:title"), text(first.table_title_nl)),
        *_frame(dataset, first.doc),
    ]
    if measured:
        statements.append((dataset, node("oogo:meet"), measured))
    items: dict[tuple[str, str, str], NamedNode] = {}
    for row in rows:
        key = (row.row_label_nl, row.row_code, row.row_group_nl)
        if key not in items:
            items[key] = node(f"begrip/item/{row.doc}-{row.table_id}-{len(items) + 1}")
            statements += _item(items[key], *key)
    for row in rows:
        item = items[row.row_label_nl, row.row_code, row.row_group_nl]
        statements += _observation(dataset, item, row, notations)
    return statements


def _frame(dataset: NamedNode, doc: str) -> Iterator[Statement]:
    """The publication, structure, period and area that all cells of a dataset share."""
    source = SOURCES[doc]
    yield dataset, node("dcterms:isPartOf"), node(f"id/bron/{source.slug}")
    yield dataset, node("qb:structure"), node("dataset/structuur")
    yield dataset, node("oogo:refPeriode"), node(f"id/periode/{source.period}")
    yield dataset, node("oogo:refGebied"), node(f"id/gebied/{source.area}")


def _item(item: NamedNode, label: str, code: str = "", group: str = "") -> Iterator[Statement]:
    yield item, node("rdf:type"), node("skos:Concept")
    yield item, node("skos:prefLabel"), text(label)
    if code:
        yield item, node("skos:notation"), Literal(code)
    if group:
        yield item, node("oogo:rijgroep"), text(group)
    yield item, node("skos:inScheme"), node("begrip/item")


def _observation(
    dataset: NamedNode, item: NamedNode, cell: Cell, notations: Notations
) -> Iterator[Statement]:
    line = cell.line or "zonder-regel"
    place = f"{cell.doc}-{cell.table_id}-{line}-{cell.position}"
    observation = node(f"id/waarneming/{place}")
    yield observation, node("rdf:type"), node("qb:Observation")
    yield observation, node("qb:dataSet"), dataset
    yield from _group(observation, cell.sector, cell.place, notations)
    if SOURCES[cell.doc].respondents and not notations.known("respondentgroep", cell.sector):
        group = node(f"begrip/respondentgroep/{SOURCES[cell.doc].respondents}")
        yield observation, node("oogo:respondentgroep"), group
    yield observation, node("oogo:item"), item
    if cell.topic_key:
        topic = notations.find("onderwerp", cell.topic_key, cell.place)
        yield observation, node("oogo:onderwerp"), topic
    answer = notations.find("antwoord", cell.answer_category_nl, cell.place)
    yield observation, node("oogo:antwoord"), answer
    yield from _moment(observation, cell)
    yield from _measure(observation, cell)
    if cell.population_n:
        yield observation, node("oogo:noemer"), number(cell.population_n)
    yield from _place(observation, cell, dataset)


def _running_text(rows: list[Figure], notations: Notations) -> list[Statement]:
    doc = rows[0].doc
    dataset = node(f"dataset/{doc}-tekst")
    statements: list[Statement] = [
        (dataset, node("rdf:type"), node("qb:DataSet")),
        (dataset, node("dcterms:identifier"), Literal("tekst")),
        (dataset, node("dcterms:title"), text("Cijfers in de lopende tekst")),
        (dataset, node("dcterms:title"), text("Figures in the running text", "en")),
        *_frame(dataset, doc),
    ]
    items: dict[str, NamedNode] = {}
    for row in rows:
        if row.label_nl not in items:
            items[row.label_nl] = node(f"begrip/item/{doc}-tekst-{len(items) + 1}")
            statements += _item(items[row.label_nl], row.label_nl)
    for row in rows:
        observation = node(f"id/waarneming/{doc}-tekst-{row.line}-{row.position}")
        statements += [
            (observation, node("rdf:type"), node("qb:Observation")),
            (observation, node("qb:dataSet"), dataset),
            *_group(observation, row.sector_or_population, row.place, notations),
            (observation, node("oogo:item"), items[row.label_nl]),
            (observation, node("oogo:paragraaf"), Literal(row.ref)),
            *_measure(observation, row),
            *_place(observation, row, dataset),
        ]
    return statements


def _group(
    observation: NamedNode, printed: str, place: str, notations: Notations
) -> Iterator[Statement]:
    """The sector, or the group of respondents, that a cell is about."""
    scheme = "respondentgroep" if notations.known("respondentgroep", printed) else "sector"
    group = notations.find(scheme, printed, place)
    yield observation, node(f"oogo:{scheme}"), group
    if notations.notation(group) != printed:
        yield observation, node("oogo:groepZoalsGedrukt"), text(printed)


def _moment(observation: NamedNode, cell: Cell) -> Iterator[Statement]:
    """The period and the area that a column heading names, where it names one."""
    heading = cell.answer_category_nl
    if moment := _MOMENT.search(heading):
        period = f"{moment[2]}-{_MONTHS[moment[1]]}"
        yield observation, node("oogo:refPeriode"), node(f"id/periode/{period}")
        area = "nederland" if heading.startswith("landelijk") else SOURCES[cell.doc].area
        yield observation, node("oogo:refGebied"), node(f"id/gebied/{area}")
    elif year := _SCHOOL_YEAR.search(heading):
        yield observation, node("oogo:refPeriode"), node(f"id/periode/schooljaar-{year[1]}")


def _measure(observation: NamedNode, record: Cell | Figure) -> Iterator[Statement]:
    """The value in its unit; a printed gap has a unit and a status, and no value."""
    measure = node(MEASURES[record.unit])
    yield observation, node("qb:measureType"), measure
    if record.value == "":
        status = node("sdmx-code:obsStatus-M")
        yield observation, node("sdmx-attribute:obsStatus"), status
        return
    value = number(record.value) if record.unit == "count" else decimal(record.value)
    yield observation, measure, value
    if value.value.removesuffix(".0") != record.value:
        yield observation, node("oogo:zoalsGedrukt"), Literal(record.value)


def _place(
    observation: NamedNode, record: Cell | Figure, dataset: NamedNode
) -> Iterator[Statement]:
    if record.line:
        yield observation, node("oogo:regel"), number(record.line)
    yield observation, node("oogo:volgnummer"), number(record.position)
    yield observation, node("prov:wasDerivedFrom"), dataset
    if record.note:
        yield observation, node("skos:note"), text(record.note)


def _grouped(
    records: Iterable[_Record], key: Callable[[_Record], _Key]
) -> dict[_Key, list[_Record]]:
    groups: dict[_Key, list[_Record]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return groups

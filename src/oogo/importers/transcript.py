"""Reading transcribed tables and figures (csv), refusing what cannot become an observation."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from oogo.errors import SubmissionError

__all__ = ["MEASURES", "SOURCES", "Cell", "Figure", "Kind", "Source", "read"]


@dataclass(frozen=True)
class Source:
    """A publication: its name in addresses, its year, its area, and who answered."""

    slug: str
    period: str
    area: str = "nederland"
    respondents: str = ""


@dataclass(frozen=True)
class Cell:
    """One printed cell of a table, and the line of the file that carries it."""

    doc: str
    table_id: str
    table_title_nl: str
    population_n: str
    sector: str
    row_label_nl: str
    row_code: str
    answer_category_nl: str
    value: str
    unit: str
    line: str
    note: str
    row_group_nl: str
    topic_key: str
    place: str = ""
    position: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure that a publication prints in its running text only."""

    doc: str
    ref: str
    label_nl: str
    value: str
    unit: str
    sector_or_population: str
    line: str
    note: str
    place: str = ""
    position: str = ""


@dataclass(frozen=True)
class Kind:
    """What a table measures, by topic and sector."""

    topic_key: str
    table_id: str
    sector: str
    row_code: str
    row_label_nl: str
    kind: str
    place: str = ""


SOURCES: Mapping[str, Source] = {
    "000": Source("monitor-gemeenten-2017", "2017", respondents="gemeenten"),
    "001": Source("inventarisatie-2018", "2018"),
    "002": Source("planalyse-2014", "2014"),
    "003": Source("utrecht-west-2019", "2019", area="PO2604"),
}
MEASURES = {
    "percent": "oogo:percentage",
    "count": "oogo:aantal",
    "mean": "oogo:gemiddelde",
    "correlation": "oogo:correlatie",
    "chi2": "oogo:chikwadraat",
}


def read(path: Path) -> Iterator[Cell | Figure | Kind]:
    """The records of one file; its header says which kind they are."""
    try:
        lines = io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        raise SubmissionError(
            "dit bestand is geen UTF-8",
            "this file is not UTF-8",
            place=str(path),
            remedy_nl="Sla het op als csv in UTF-8.",
            remedy_en="Save it as csv in UTF-8.",
        ) from error
    reader = csv.reader(lines, strict=True)
    header = tuple(next(reader, ()))
    kind = next((kind for kind in (Cell, Figure, Kind) if _columns(kind) == header), None)
    if kind is None:
        raise SubmissionError(
            "deze kolomkoppen zijn niet die van een overgeschreven tabel",
            "these column headings are not those of a transcribed table",
            place=f"{path}, regel 1",
            remedy_nl=f"Gebruik de kolommen {', '.join(_columns(Cell))}.",
            remedy_en=f"Use the columns {', '.join(_columns(Cell))}.",
        )
    positions: Counter[tuple[str, ...]] = Counter()
    for values in reader:
        place = f"{path}, regel {reader.line_num}"
        if len(values) != len(header):
            raise SubmissionError(
                f"deze regel heeft {len(values)} cellen, de kop heeft er {len(header)}",
                f"this line has {len(values)} cells, the header has {len(header)}",
                place=place,
                remedy_nl="Zet tekst met een komma tussen aanhalingstekens.",
                remedy_en="Put text that holds a comma between quotation marks.",
            )
        record = kind(**dict(zip(header, values, strict=True)), place=place)
        if isinstance(record, Cell | Figure):
            _check(record)
            table = record.table_id if isinstance(record, Cell) else ""
            key = (record.doc, table, record.line)
            positions[key] += 1
            record = replace(record, position=str(positions[key]))
        yield record


def _columns(kind: type[Cell | Figure | Kind]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in {"place", "position"})


def _check(record: Cell | Figure) -> None:
    """Refuse what cannot become an observation, naming the line and the remedy."""
    faults = [
        (
            record.doc in SOURCES,
            (f"bron ‘{record.doc}’ is onbekend", f"source ‘{record.doc}’ is unknown"),
            (f"Gebruik een van {', '.join(SOURCES)}.", f"Use one of {', '.join(SOURCES)}."),
        ),
        (
            record.unit in MEASURES,
            (f"eenheid ‘{record.unit}’ is onbekend", f"unit ‘{record.unit}’ is unknown"),
            (f"Gebruik een van {', '.join(MEASURES)}.", f"Use one of {', '.join(MEASURES)}."),
        ),
        (
            record.value == "" or _is_number(record.value, whole=record.unit == "count"),
            (f"waarde ‘{record.value}’ is geen getal", f"value ‘{record.value}’ is not a number"),
            (
                "Schrijf een getal met een punt, of laat de cel leeg waar de bron een gat drukt.",
                "Write a number with a point, or leave it empty where the source prints a gap.",
            ),
        ),
        (
            record.line == "" or record.line.isdecimal(),
            (f"regel ‘{record.line}’ is geen getal", f"line ‘{record.line}’ is not a number"),
            ("Schrijf het regelnummer in de bron.", "Write the line number in the source."),
        ),
        (
            isinstance(record, Figure)
            or record.population_n == ""
            or record.population_n.isdecimal(),
            ("de noemer is geen heel getal", "the base is not a whole number"),
            (
                "Schrijf het aantal, of laat de cel leeg waar de bron er geen drukt.",
                "Write the number, or leave the cell empty where the source prints none.",
            ),
        ),
    ]
    for right, fault, remedy in faults:
        if not right:
            raise SubmissionError(
                *fault, place=record.place, remedy_nl=remedy[0], remedy_en=remedy[1]
            )


def _is_number(value: str, *, whole: bool) -> bool:
    if whole:
        return value.isdecimal()
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False

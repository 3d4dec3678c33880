"""Deliveries to measure with, made as a sender makes them, and how long their answers take."""

from __future__ import annotations

import io
import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from pyoxigraph import Store

from oogo.bench.generate import NamedGraph
from oogo.bench.probes import Span, as_triples, span
from oogo.bench.world import World
from oogo.judging import judge
from oogo.published import check_published
from oogo.reception import receive
from oogo.store import edition

__all__ = ["submissions", "whole_graph", "workbooks"]

_ON = date(2025, 11, 1)
_Row = Sequence[str | int | date | None]
_Sheets = Mapping[str, Iterable[_Row]]


def submissions(data_dir: Path, plans: Iterator[NamedGraph], times: int, size: int = 2000) -> Span:
    """Deliveries of so many triples, from bytes to report, beside all that is published."""
    files = list(itertools.islice(_files(plans, size), times))
    return span(f"report on {size} triples, all in", _answered(data_dir, files, "delivery.nt"))


def workbooks(data_dir: Path, world: World, rows: int, times: int = 3) -> Iterator[Span]:
    """Workbooks of about so many rows, from bytes to report, beside all that is published."""
    for name, made in _WORKBOOKS.items():
        files = [_xlsx(made(world, rows))] * times
        taken = _answered(data_dir, files, f"{name}.xlsx")
        yield span(f"report on a workbook of {rows} rows, {name}", taken)


def whole_graph(data_dir: Path) -> float:
    """Seconds to hold all that is published against all rules."""
    start = time.perf_counter()
    check_published(data_dir, on=_ON)
    return time.perf_counter() - start


def _answered(data_dir: Path, files: Sequence[bytes], name: str) -> list[float]:
    taken = []
    with edition.reading(data_dir) as (_, store):
        for data in files:
            start = time.perf_counter()
            _answer(data, name, store)
            taken.append(time.perf_counter() - start)
    return taken


def _answer(data: bytes, name: str, store: Store) -> None:
    judge(receive(data, name), store, on=_ON).as_json()


def _files(plans: Iterator[NamedGraph], size: int) -> Iterator[bytes]:
    """The plans in files of about this many triples."""
    part: list[bytes] = []
    for plan in plans:
        part.append(as_triples(plan))
        if sum(triples.count(b"\n") for triples in part) >= size:
            yield b"".join(part)
            part = []


# --- workbooks: headings and words as the templates print them


def _xlsx(sheets: _Sheets) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _day(number: int) -> date:
    return date(2025, 1, 1) + timedelta(days=number % 300)


def _sender(world: World) -> list[_Row]:
    return [("Organisatie", "Licentie"), (world.swv[0].code, None)]


def _codes(world: World) -> Callable[[int], str]:
    """The code of a gemeente by number."""
    now = [each.code for each in world.gemeenten if each.until is None]
    return lambda number: now[number % len(now)].removeprefix("gm")


def _meetings(world: World, rows: int) -> _Sheets:
    code, swv, times = _codes(world), world.swv[0].code, range(rows // 5)
    return {
        "Afzender": _sender(world),
        "Overleggen": [
            ("Kenmerk", "Soort", "Naam", "Datum", "Sector"),
            *((f"o{n}", "ambtelijk overleg", f"Overleg {n}", _day(n), None) for n in times),
        ],
        "Deelnemers": [
            ("Overleg", "Deelnemer", "Namens", "Rol", "Functie"),
            *((f"o{n}", swv, swv, "vaste deelnemer", "directeur") for n in times),
            *((f"o{n}", code(n), code(n), None, "wethouder onderwijs") for n in times),
            *((f"o{n}", code(n + 1), code(n + 1), None, "wethouder jeugd") for n in times),
        ],
        "Agendapunten": [
            ("Kenmerk", "Overleg", "Nummer", "Titel", "Onderwerp"),
            *((f"o{n}-1", f"o{n}", 1, "Vervoer", "leerlingenvervoer") for n in times),
        ],
    }


def _agreements(world: World, rows: int) -> _Sheets:
    code, swv, times = _codes(world), world.swv[0].code, range(rows // 2)
    return {
        "Afzender": _sender(world),
        "Afspraken": [
            ("Kenmerk", "Soort", "Afspraak", "Onderwerp", "Partijen"),
            *(
                (f"a{n}", "afspraak", f"Afspraak {n}", "leerlingenvervoer", f"{code(n)}; {swv}")
                for n in times
            ),
        ],
        "Status": [
            ("Afspraak", "Datum", "Beoordeeld door", "Status"),
            *((f"a{n}", _day(n), swv, "gestart") for n in times),
        ],
    }


def _evidence(world: World, rows: int) -> _Sheets:
    code, site = _codes(world), "https://www.example.org"
    return {
        "Afzender": _sender(world),
        "Bewijsstukken": [
            ("Kenmerk", "Titel", "Webadres", "Plicht", "Van", "Datum"),
            *(
                (f"b{n}", f"Verslag {n}", f"{site}/{n}.pdf", "PO-09", code(n), _day(n))
                for n in range(rows)
            ),
        ],
    }


_WORKBOOKS: Mapping[str, Callable[[World, int], _Sheets]] = {
    "overleg": _meetings,
    "afspraken": _agreements,
    "bewijs": _evidence,
}

"""Deliveries to measure with, made as a sender makes them, and how long their answers take."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pyoxigraph import Store

from oogo.bench.generate import NamedGraph
from oogo.bench.probes import Span, as_triples, span
from oogo.bench.workbooks import WORKBOOKS, xlsx
from oogo.bench.world import World
from oogo.judging import judge
from oogo.published import check_published
from oogo.reception import receive
from oogo.store import edition

__all__ = ["submissions", "whole_graph", "workbooks"]

_ON = date(2025, 11, 1)


def submissions(data_dir: Path, plans: Iterator[NamedGraph], times: int, size: int = 2000) -> Span:
    """Deliveries of so many triples, from bytes to report, beside all that is published."""
    files = list(itertools.islice(_files(plans, size), times))
    return span(f"report on {size} triples, all in", _answered(data_dir, files, "delivery.nt"))


def workbooks(data_dir: Path, world: World, rows: int, times: int = 3) -> Iterator[Span]:
    """Workbooks of about so many rows, from bytes to report, beside all that is published."""
    for name, made in WORKBOOKS.items():
        files = [xlsx(made(world, rows))] * times
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

"""Importers by name: each reads files of one source and writes Turtle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from oogo.importers import transcription

__all__ = ["ALL", "Importer"]


@dataclass(frozen=True)
class Importer:
    """One source: its name, what it is, where it comes from, and the function that reads it."""

    name: str
    title: Mapping[str, str]
    address: str
    run: Callable[[Sequence[Path], Path], Iterable[Path]]


ALL: Mapping[str, Importer] = {
    importer.name: importer
    for importer in (
        Importer(
            name="transcription",
            title={
                "nl": "Tabellen en cijfers uit publicaties, overgeschreven als csv",
                "en": "Tables and figures of publications, transcribed as csv",
            },
            address="https://evaluatiepassendonderwijs.nl/",
            run=transcription.run,
        ),
    )
}

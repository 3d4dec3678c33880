"""Which cell is at fault when a reference and the row it means do not agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from oogo.workbook.places import CellFinding
from oogo.workbook.vocabulary import closest

__all__ = ["Dangling", "References"]


@dataclass(frozen=True, eq=False)
class Dangling:
    """A reference that led nowhere: one value of its cell, and where it could have led."""

    finding: CellFinding
    value: str
    sheets: tuple[str, ...]


@dataclass
class References:
    """The references of one workbook: those that were found, and those that led nowhere."""

    named: dict[str, dict[str, NamedNode]] = field(default_factory=dict)  # sheet → written → row
    found: set[NamedNode] = field(default_factory=set)
    faulty_keys: dict[str, list[CellFinding]] = field(default_factory=lambda: defaultdict(list))
    dangling: list[Dangling] = field(default_factory=list)
    called: dict[str, dict[str, str]] = field(default_factory=dict)  # sheet → its name → written

    def meant(self, sheets: Iterable[str]) -> Mapping[str, str]:
        """What can be referred to on these sheets, also by the name that people give it."""
        found: dict[str, str] = {}
        for sheet in sheets:
            found |= self.called.get(sheet, {})
            found |= {name: name for name in self.named.get(sheet, ())}
        return found

    def explained(self) -> Mapping[CellFinding, CellFinding]:
        """Dangling references that are the work of a row whose own key is faulty, with that."""
        values: dict[str, Counter[str]] = defaultdict(Counter)
        for each, sheet in self.missing():
            values[sheet][each.value] += 1
        missed = set()
        for sheet, counts in values.items():
            likely = counts.most_common(len(self.faulty_keys[sheet]))
            least = likely[-1][1] if likely else len(self.dangling) + 1
            missed |= {(sheet, value) for value, count in counts.items() if count >= least}
        return {
            each.finding: self.faulty_keys[sheet][0]
            for each in self.dangling
            for sheet in each.sheets
            if (sheet, each.value) in missed
        }

    def missing(self) -> Iterator[tuple[Dangling, str]]:
        """References that resemble no row of a sheet, with that sheet: there a row is missing."""
        for each in self.dangling:
            for sheet in each.sheets:
                if not closest(each.value, self.named.get(sheet, ())):
                    yield each, sheet

    def misspelt_keys(self) -> Mapping[NamedNode, list[Dangling]]:
        """Rows that nothing refers to, with two or more references that nearly name them."""
        groups: dict[tuple[tuple[str, ...], str], list[Dangling]] = defaultdict(list)
        for each in self.dangling:
            groups[each.sheets, each.value].append(each)
        misspelt = {}
        for (sheets, value), dangling in groups.items():
            lonely = {
                name: row
                for sheet in sheets
                for name, row in self.named.get(sheet, {}).items()
                if row not in self.found
            }
            name = closest(value, lonely)
            if name and len(dangling) > 1:
                misspelt[lonely[name]] = dangling
        return misspelt

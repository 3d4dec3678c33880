"""Which cell is at fault when a reference and the row it means do not agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from oogo.workbook.places import CellFinding
from oogo.workbook.vocabulary import closest

__all__ = ["References"]


@dataclass
class References:
    """The references of one workbook: those that were found, and those that led nowhere."""

    named: dict[str, dict[str, NamedNode]] = field(default_factory=dict)  # sheet → written → row
    found: set[NamedNode] = field(default_factory=set)
    faulty_keys: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    dangling: list[tuple[CellFinding, tuple[str, ...]]] = field(default_factory=list)

    def names(self, sheets: Iterable[str]) -> list[str]:
        """What can be referred to on these sheets."""
        return [name for sheet in sheets for name in self.named.get(sheet, ())]

    def explained(self) -> Set[CellFinding]:
        """Dangling references that are the work of a row whose own key is faulty."""
        values: dict[str, Counter[str]] = defaultdict(Counter)
        for finding, sheets in self.dangling:
            for sheet in sheets:
                if not closest(finding.place.value, self.named.get(sheet, ())):
                    values[sheet][finding.place.value] += 1
        missed = set()
        for sheet, counts in values.items():
            likely = counts.most_common(self.faulty_keys[sheet])
            least = likely[-1][1] if likely else len(self.dangling) + 1
            missed |= {(sheet, value) for value, count in counts.items() if count >= least}
        return {
            finding
            for finding, sheets in self.dangling
            if missed & {(sheet, finding.place.value) for sheet in sheets}
        }

    def misspelt_keys(self) -> Mapping[NamedNode, list[CellFinding]]:
        """Rows that nothing refers to, with two or more references that nearly name them."""
        groups: dict[tuple[tuple[str, ...], str], list[CellFinding]] = defaultdict(list)
        for finding, sheets in self.dangling:
            groups[sheets, finding.place.value].append(finding)
        misspelt = {}
        for (sheets, value), findings in groups.items():
            lonely = {
                name: row
                for sheet in sheets
                for name, row in self.named.get(sheet, {}).items()
                if row not in self.found
            }
            name = closest(value, lonely)
            if name and len(findings) > 1:
                misspelt[lonely[name]] = findings
        return misspelt

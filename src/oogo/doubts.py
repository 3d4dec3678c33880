"""What a rule concludes from the silence of a cell that could not be read, it cannot conclude.

Such a finding is *not assessable* and points to that cell. It never makes a delivery better: what
could not be read is a violation itself. What a rule finds in spite of the cell stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from pyoxigraph import NamedNode

from oogo.reads import reads
from oogo.report import Finding
from oogo.rules import Rules
from oogo.slice import Path, Term, World
from oogo.workbook.places import Place
from oogo.workbook.unread import Fitting, Unread

__all__ = ["Doubts"]

_MESSAGE = {
    "nl": "Of hier aan deze regel is voldaan, is niet te beoordelen zolang deze cel niet is "
    "hersteld.",
    "en": "Whether this rule is met here cannot be assessed until this cell has been mended.",
}
_REMEDY = {
    "nl": "Herstel eerst deze cel en toets daarna opnieuw.",
    "en": "Mend this cell first and then check again.",
}
_Places = dict[tuple[NamedNode, object], Place]


class Doubts:
    """The statements that are perhaps made where nothing could be read, by either end."""

    def __init__(self, unread: Iterable[Unread], world: World, by: Rules) -> None:
        """The doubts about a delivery in this world."""
        self._unread = tuple(unread)
        self._world = world
        self._rules = by

    def weighed(self, finding: Finding) -> Finding:
        """The finding; not assessable, at the cell to blame, where it may follow from silence."""
        place = self._cause(finding) if self._unread and finding.focus else None
        if place is None:
            return finding
        return replace(
            finding,
            severity="not-assessable",
            path="",
            value=place.value,
            value_label="",
            message=_MESSAGE,
            remedy=_REMEDY,
            example="",
            file=place.file,
            sheet=place.sheet,
            cell=place.cell,
        )

    def _cause(self, finding: Finding) -> Place | None:
        read = reads(self._rules, finding.shape)
        act = self._rules.by_shape[finding.shape].act if finding.in_force else ()
        dating = frozenset(hop.predicate for step in act for hop in step)
        if self._anything is not None and (read.sought or dating):
            return self._anything
        ways = [(path, read.sought) for path in ((), *read.paths)] + [(act, dating)]
        for path, sought in ways:
            if place := self._along(NamedNode(finding.focus), path, sought & self._said):
                return place
        return None

    def _along(self, start: NamedNode, path: Path, sought: frozenset[NamedNode]) -> Place | None:
        """The first cell that may say something of what is sought along this path."""
        if not sought:
            return None
        steps = [*path, ()]
        for reached, step in zip(self._world.stations(start, path), steps, strict=True):
            back = {hop.predicate for hop in step if hop.inverse} & sought
            for node in sorted(filter(_is_thing, reached), key=str):
                for predicate in sorted(sought, key=str):
                    if place := self._at(node, predicate, self._ahead, self._ahead_of_any):
                        return place
                for predicate in sorted(back, key=str):
                    if place := self._at(node, predicate, self._back, self._back_of_any):
                        return place
        return None

    def _at(
        self,
        node: Term,
        predicate: NamedNode,
        exact: _Places,
        fitting: Mapping[NamedNode, dict[Fitting, Place]],
    ) -> Place | None:
        if place := exact.get((predicate, node)):
            return place
        for form, place in fitting.get(predicate, {}).items():
            if isinstance(node, NamedNode) and form.holds(node):
                return place
        return None

    @cached_property
    def _anything(self) -> Place | None:
        """The cell without which no thing has its address."""
        return next((each.place for each in self._unread if each.predicate is None), None)

    @cached_property
    def _said(self) -> frozenset[NamedNode]:
        return frozenset(each.predicate for each in self._unread if each.predicate is not None)

    @cached_property
    def _ahead(self) -> _Places:
        return self._exact("subject")

    @cached_property
    def _back(self) -> _Places:
        return self._exact("object")

    @cached_property
    def _ahead_of_any(self) -> Mapping[NamedNode, dict[Fitting, Place]]:
        return self._fitting("subject")

    @cached_property
    def _back_of_any(self) -> Mapping[NamedNode, dict[Fitting, Place]]:
        return self._fitting("object")

    def _exact(self, end: str) -> _Places:
        found: _Places = {}
        for each in self._unread:
            if each.predicate is not None and not isinstance(getattr(each, end), Fitting):
                found.setdefault((each.predicate, getattr(each, end)), each.place)
        return found

    def _fitting(self, end: str) -> Mapping[NamedNode, dict[Fitting, Place]]:
        found: dict[NamedNode, dict[Fitting, Place]] = defaultdict(dict)
        for each in self._unread:
            form = getattr(each, end)
            if each.predicate is not None and isinstance(form, Fitting):
                found[each.predicate].setdefault(form, each.place)
        return found


def _is_thing(term: Term) -> bool:
    return isinstance(term, NamedNode)

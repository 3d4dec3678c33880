"""Where in a delivery a finding is to be mended: the cell of a value, of a property, of a thing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from oogo.reads import asks
from oogo.reception import Received
from oogo.report import Finding
from oogo.rules import Rules
from oogo.slice import Path, World
from oogo.workbook.places import Key, Place, row_and_column
from oogo.workbook.unread import Unread

__all__ = ["Places"]


@dataclass
class Places:
    """Where statements stand: by thing, by property of a thing, and by single value."""

    file: str
    world: World
    rules: Rules
    by_value: dict[tuple[str, str, str], Place] = field(default_factory=dict)
    by_path: dict[tuple[str, str], Place] = field(default_factory=dict)
    by_thing: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def of(cls, received: Received, world: World, rules: Rules) -> Places:
        """The places of what was received; in a file of triples there is only the file."""
        places = cls(received.submission.name, world, rules)
        for key, place in (received.places or {}).items():
            places._add(key, place)
        return places

    def _add(self, key: Key, place: Place) -> None:
        if isinstance(key, NamedNode):
            self.by_thing[key.value] = place
        elif len(key) == 2:
            self.by_path[key[0].value, key[1].value] = place
        else:
            self.by_value[key[0].value, key[1].value, key[2].value] = place

    def placed(self, finding: Finding) -> Finding:
        """The finding with its cell, else that of its thing, and what is written there."""
        place = self._at(finding) or self.by_thing.get(finding.focus)
        if place is None:
            return replace(finding, file=self.file) if finding.focus else finding
        return replace(
            finding, file=place.file, sheet=place.sheet, cell=place.cell, value=place.value
        )

    def missing(self, finding: Finding) -> Unread | None:
        """What the empty cell of a placed finding should say, where a rule asks for a value."""
        own = self._own(finding.focus, finding.path)
        if own is None or own.value or finding.severity != "violation":
            return None
        if (finding.sheet, finding.cell) != (own.sheet, own.cell):
            return None
        if not asks(self.rules, finding.shape):
            return None
        return Unread(own, NamedNode(finding.focus), NamedNode(finding.path))

    def _at(self, finding: Finding) -> Place | None:
        """The cell of the value at the end of what the rule looks at, else where it should be."""
        rule = self.rules.by_shape.get(finding.shape)
        path = rule.path if rule and len(rule.path) > 1 else ()
        if not path:
            exact = self.by_value.get((finding.focus, finding.path, finding.value))
            return exact or self._own(finding.focus, finding.path)
        *_, before, _ = self.world.stations(NamedNode(finding.focus), path)
        last = [hop.predicate.value for hop in path[-1] if not hop.inverse]
        ends = sorted(node.value for node in before if isinstance(node, NamedNode))
        for node in ends:
            for predicate in last:
                if place := self.by_value.get((node, predicate, finding.value)):
                    return place
        return self._along(finding.focus, path)

    def _along(self, focus: str, path: Path) -> Place | None:
        """The last cell to which cells of rows lead, one by one, from the row of this thing."""
        if any(len(step) > 1 or step[0].inverse for step in path):
            return None
        place, node = None, NamedNode(focus)
        for (hop,) in path:
            own = self._own(node.value, hop.predicate.value)
            if own is None:
                break
            place = own
            following = self.world.values(node, hop.predicate)
            if len(following) != 1 or not isinstance(following[0], NamedNode):
                break
            node = following[0]
        return place

    def _own(self, thing: str, path: str) -> Place | None:
        """The cell for this property in the row of this thing itself."""
        place, row = self.by_path.get((thing, path)), self.by_thing.get(thing)
        if place is None or row is None or not place.cell or not row.cell:
            return None
        same = place.sheet == row.sheet and _row(place) == _row(row)
        return place if same else None


def _row(place: Place) -> int:
    return row_and_column(place.cell)[0]

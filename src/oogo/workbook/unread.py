"""What a cell would say if it could be read, so that nothing is concluded from its silence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from oogo.workbook.cells import Meaning
from oogo.workbook.forms import RDF_TYPE, Column, Forms, Sheet
from oogo.workbook.layout import Layout
from oogo.workbook.places import CellFinding, Place

__all__ = ["Fitting", "Losses", "Unread", "statements"]

_PLACEHOLDER = re.compile(r"\{[A-Za-z]+\}")


@dataclass(frozen=True)
class Fitting:
    """Anything with an address of one of these forms; without any, anything at all.

    What is ``besides`` is known, and not meant.
    """

    addresses: tuple[str, ...] = ()
    besides: frozenset[NamedNode] = frozenset()

    def holds(self, node: NamedNode) -> bool:
        """Whether this thing may be meant."""
        if node in self.besides:
            return False
        return not self.addresses or any(
            re.fullmatch(address, node.value) for address in self.addresses
        )


End = NamedNode | Literal | Fitting
Node = TypeVar("Node", NamedNode, NamedNode | Fitting)


@dataclass(frozen=True)
class Unread:
    """A statement that is perhaps made in the cell at ``place``; without predicate, any at all."""

    place: Place
    subject: End = Fitting()
    predicate: NamedNode | None = None
    object: End = Fitting()


def statements(
    subject: Node, column: Column, value: Node | Literal
) -> Iterator[tuple[Node, NamedNode, Node | Literal]]:
    """What a row says by this value in this column; either end may be something that fits."""
    if column.inverse and not isinstance(value, Literal):
        yield value, column.path, subject
    elif column.then is not None and column.between_class is not None:
        if isinstance(subject, NamedNode):
            between = NamedNode(column.between.replace("{rij}", subject.value.rpartition("/")[2]))
            yield subject, column.path, between
            yield between, RDF_TYPE, column.between_class
            yield between, column.then, value
        else:
            yield subject, column.path, subject
            yield subject, column.then, value
    else:
        yield subject, column.path, value
        if column.opposite is not None and not isinstance(value, Literal):
            yield value, column.opposite, subject


Telling = Callable[[CellFinding], Place]


@dataclass(frozen=True)
class _Row:
    """A row that is not stated: what stands in its cells, by column."""

    sheet: Sheet
    number: int
    meanings: Mapping[Column, Sequence[Meaning]]
    finding: CellFinding


@dataclass
class Losses:
    """The cells and rows of one workbook that were not stated, each with what is wrong with it."""

    stated: dict[str, dict[int, NamedNode]] = field(default_factory=lambda: defaultdict(dict))
    cells: list[tuple[Sheet, int, Column, CellFinding]] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    missing: dict[str, list[CellFinding]] = field(default_factory=lambda: defaultdict(list))

    def cell(self, sheet: Sheet, row: int, column: Column, finding: CellFinding) -> None:
        """Note that what stands here is not known."""
        if finding.severity == "violation":
            self.cells.append((sheet, row, column, finding))

    def row(
        self,
        sheet: Sheet,
        row: int,
        meanings: Mapping[Column, Sequence[Meaning]],
        finding: CellFinding,
    ) -> None:
        """Note that it is not known what this row is about."""
        self.stated[sheet.iri].pop(row, None)
        self.rows.append(_Row(sheet, row, meanings, finding))

    def unread(self, layout: Layout, forms: Forms, sender: str, place: Telling) -> Iterator[Unread]:
        """What may be said where nothing could be read; ``place`` is where a finding is told."""
        meant = _Meant(forms, sender)
        for sheet, row, column, finding in self.cells:
            if row in self.stated[sheet.iri]:
                about = self.stated[sheet.iri][row]
                yield from meant.said(about, column, place(finding))
        for lost in self.rows:
            yield from self._of_row(lost, meant, place(lost.finding))
        for iri, findings in self.missing.items():
            sheet = forms.sheets[iri]
            for column in sheet.columns:
                yield from meant.said(self._other(sheet, meant), column, place(findings[0]))
        for sheet, columns, finding in layout.absent:
            for column in columns:
                yield from meant.said(meant.rows((sheet,)), column, place(finding))

    def _of_row(self, lost: _Row, meant: _Meant, place: Place) -> Iterator[Unread]:
        """What a row says of something that no other row is about."""
        about = self._other(lost.sheet, meant)
        faulty = self._faulty[lost.sheet.iri, lost.number]
        for kind in lost.sheet.classes:
            yield Unread(place, about, RDF_TYPE, kind)
        for column in lost.sheet.columns:
            meanings = lost.meanings.get(column, ())
            if column in faulty or (column in lost.sheet.key and not meanings):
                yield from meant.said(about, column, place)
                continue
            for meaning in meanings:
                for value in meaning if isinstance(meaning, tuple) else (meaning,):
                    yield from _said(about, column, value, place)

    def _other(self, sheet: Sheet, meant: _Meant) -> Fitting:
        """What a row of this sheet can be about that no other row is about."""
        known = frozenset(self.stated[sheet.iri].values())
        return replace(meant.rows((sheet,)), besides=known)

    @cached_property
    def _faulty(self) -> Mapping[tuple[str, int], set[Column]]:
        """The columns of which the cell could not be read, by sheet and row."""
        found = defaultdict(set)
        for sheet, row, column, _ in self.cells:
            found[sheet.iri, row].add(column)
        return found


@dataclass(frozen=True)
class _Meant:
    """What references and rows of this sender can mean."""

    forms: Forms
    sender: str

    def said(self, subject: NamedNode | Fitting, column: Column, place: Place) -> Iterator[Unread]:
        """What this column may say about this thing."""
        codes = [_form(kind.address) for kind in column.codes if not column.datatype]
        fixed = [re.escape(choice.value.value) for choice in column.choices if choice.value]
        rows = self.rows(self.forms.sheets[iri] for iri in column.sheets).addresses
        value = Fitting((*codes, *rows, *(fixed if codes or rows else ())))
        yield from _said(subject, column, value, place)

    def rows(self, sheets: Iterable[Sheet]) -> Fitting:
        """The things that rows of these sheets can be about."""
        addresses = (sheet.address.replace("{afzender}", self.sender) for sheet in sheets)
        return Fitting(tuple(map(_form, addresses)))


def _said(
    subject: NamedNode | Fitting,
    column: Column,
    value: NamedNode | Literal | Fitting,
    place: Place,
) -> Iterator[Unread]:
    return (Unread(place, *said) for said in statements(subject, column, value))


def _form(address: str) -> str:
    """The addresses that come from this pattern, as a regular expression."""
    return "[^/]+".join(map(re.escape, _PLACEHOLDER.split(address)))

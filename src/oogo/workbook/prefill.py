"""Triples as the rows of a template: the way back of reading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from oogo.addresses import BASE
from oogo.workbook.forms import RDF_TYPE, Column, Forms, Sheet
from oogo.workbook.vocabulary import Scheme

__all__ = ["Prefill", "Value"]

Value = str | date | Decimal
_OOGO = BASE + "def/"
_ABOUT, _ANSWER = NamedNode(_OOGO + "opgaveOver"), NamedNode(_OOGO + "opgegevenAntwoord")
_FROM_COLUMN = NamedNode(_OOGO + "opgaveBij")


class _Graph:
    def __init__(self, triples: Iterable[Triple]) -> None:
        self.objects: dict[tuple[object, NamedNode], set[object]] = defaultdict(set)
        self.subjects: dict[tuple[NamedNode, object], set[object]] = defaultdict(set)
        for triple in triples:
            self.objects[triple.subject, triple.predicate].add(triple.object)
            self.subjects[triple.predicate, triple.object].add(triple.subject)


def _shape(address: str, sender: str) -> re.Pattern[str]:
    """The addresses that the rows of a sheet can have for this sender."""
    parts = re.split(r"\{([A-Za-z]+)\}", address)
    shape = "".join(
        re.escape(part)
        if index % 2 == 0
        else (re.escape(sender) if part == "afzender" else "[^/]+")
        for index, part in enumerate(parts)
    )
    return re.compile(shape)


@dataclass(frozen=True)
class Prefill:
    """What this sender delivered before, ready to be written in a template again."""

    graph: _Graph
    forms: Forms
    schemes: Mapping[NamedNode, Scheme]
    sender: str

    @classmethod
    def of(
        cls,
        triples: Iterable[Triple],
        forms: Forms,
        schemes: Mapping[NamedNode, Scheme],
        sender: str,
    ) -> Prefill:
        """The triples, arranged for looking up."""
        return cls(_Graph(triples), forms, schemes, sender)

    def rows(self, sheet: Sheet) -> list[list[Value | None]]:
        """The rows of a sheet that the triples fill, in the order of their keys."""
        chosen = (choice for column in sheet.columns for choice in column.choices)
        classes = {*sheet.classes, *(class_ for choice in chosen for class_ in choice.classes)}
        shape = _shape(sheet.address, self.sender)
        found = {
            subject
            for class_ in classes
            for subject in self.graph.subjects.get((RDF_TYPE, class_), ())
            if isinstance(subject, NamedNode) and shape.fullmatch(subject.value)
        }
        return [self.row(subject, sheet) for subject in sorted(found, key=str)]

    def row(self, subject: NamedNode, sheet: Sheet) -> list[Value | None]:
        """What the triples say of one thing, in the columns of a sheet."""
        return [self._cell(subject, column, sheet) for column in sheet.columns]

    def names(self, thing: NamedNode, sheet: Sheet) -> bool:
        """Whether this can be the address of a row on this sheet."""
        return _shape(sheet.address, self.sender).fullmatch(thing.value) is not None

    def _cell(self, subject: NamedNode, column: Column, sheet: Sheet) -> Value | None:
        """What a cell holds; several values are divided by a semicolon."""
        values = self._values(subject, column) - self._elsewhere(column, sheet)
        if column.path == RDF_TYPE:
            fitting = [c for c in column.choices if c.classes and set(c.classes) <= values]
            best = max(fitting, key=lambda choice: len(choice.classes), default=None)
            return best.label.nl if best else None
        words = [self.word(value, column) for value in values]
        if not words:
            return self._answer(subject, column)
        if len(words) == 1:
            return words[0]
        return "; ".join(sorted(str(word) for word in words))

    def _values(self, subject: NamedNode, column: Column) -> set[object]:
        if column.inverse:
            return self.graph.subjects.get((column.path, subject), set())
        values = self.graph.objects.get((subject, column.path), set())
        if column.then is None:
            return values
        return {
            end for middle in values for end in self.graph.objects.get((middle, column.then), ())
        }

    def _elsewhere(self, column: Column, sheet: Sheet) -> Set[object]:
        """The concepts that another column of the sheet, with another list, says the same of."""
        others = {each.scheme for each in sheet.columns if each.path == column.path}
        return {
            concept
            for scheme in others - {column.scheme}
            if scheme is not None and scheme in self.schemes
            for concept in self.schemes[scheme].labels
        }

    def _answer(self, subject: NamedNode, column: Column) -> str | None:
        """The words for not known, where the sender gave them for this cell."""
        for node in self.graph.subjects.get((_ABOUT, subject), ()):
            if column.iri in self.graph.objects.get((node, _FROM_COLUMN), ()):
                return self._not_known(self.graph.objects.get((node, _ANSWER), set()))
        return None

    def _not_known(self, answers: set[object]) -> str | None:
        return next((word for word, iri in self.forms.not_known.items() if iri in answers), None)

    def word(self, value: object, column: Column) -> Value:
        """One value as it is written in a cell of this column."""
        if isinstance(value, Literal):
            return _written(value)
        if not isinstance(value, NamedNode):
            return str(value)
        for choice in column.choices:
            if choice.value == value:
                return choice.label.nl
        if column.scheme is None:
            return _reference(value, column, self.forms, self.sender)
        scheme = self.schemes.get(column.scheme)
        label = scheme.labels.get(value) if scheme else None
        return label or self._not_known({value}) or value.value


def _written(value: Literal) -> Value:
    kind = value.datatype.value.rpartition("#")[2]
    if kind == "date":
        return date.fromisoformat(value.value)
    if kind == "gMonthDay":
        month, day = value.value.removeprefix("--").split("-")
        return f"{day}-{month}"
    return Decimal(value.value) if kind in {"integer", "decimal", "gYear"} else value.value


def _reference(value: NamedNode, column: Column, forms: Forms, sender: str) -> str:
    """The shortest written form that is read back as this thing."""
    for kind in column.codes:
        head, _, tail = kind.address.partition("{code}")
        if value.value.startswith(head) and value.value.endswith(tail):
            code = value.value[len(head) : len(value.value) - len(tail)]
            if kind.pattern.fullmatch(code):
                return code
    for iri in column.sheets:
        head = forms.sheets[iri].address.partition("{afzender}")[0] + sender + "-"
        if value.value.startswith(head):
            return value.value.removeprefix(head)
    return value.value

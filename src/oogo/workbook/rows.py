"""Rows as triples, with the cell of each; what cannot become a triple is a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Triple

from oogo.addresses import BASE, path_of
from oogo.workbook.blame import Dangling, References
from oogo.workbook.book import Book, Cell
from oogo.workbook.cells import Fault, Meaning, Reading, read_cell
from oogo.workbook.forms import RDF_TYPE, Column, Forms
from oogo.workbook.layout import Layout, Table, lay_out
from oogo.workbook.places import CellFinding, Key, Place
from oogo.workbook.unread import Losses, Unread, statements
from oogo.workbook.vocabulary import Scheme
from oogo.workbook.wording import code_of

__all__ = ["Delivery", "deliver"]

_OOGO = BASE + "def/"
_SENDER = NamedNode(_OOGO + "invoerder")
_LICENCE = NamedNode("http://purl.org/dc/terms/license")
_TOOI = "https://identifier.overheid.nl/tooi/id/"
_NAME = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_UNKNOWN_SENDER = "onbekend"
_ADDRESS_MARKS = set('<>"{}|\\^` ')


@dataclass(frozen=True)
class Delivery:
    """What a workbook says, where each statement stands, and what could not be read.

    ``unread`` is what it perhaps says in the cells that could not.
    """

    triples: tuple[Triple, ...]
    places: Mapping[Key, Place]
    findings: tuple[CellFinding, ...]
    unread: tuple[Unread, ...]
    template: str
    version: str
    organisation: NamedNode | None
    licence: NamedNode | None

    def place(self, focus: str, path: str = "", value: str = "") -> Place | None:
        """The cell of a finding: that of the value, else of the property, else of the thing."""
        known = self._written
        found = known.get((focus, path, value)) or known.get((focus, path))
        return found or known.get((focus,))

    @cached_property
    def _written(self) -> Mapping[tuple[str, ...], Place]:
        """The places by the text of their terms."""
        return {
            tuple(term.value for term in (key if isinstance(key, tuple) else (key,))): place
            for key, place in self.places.items()
        }


@dataclass
class _Row:
    table: Table
    row: int
    subject: NamedNode
    meanings: dict[Column, list[Meaning]]


def deliver(
    book: Book, forms: Forms, schemes: Mapping[NamedNode, Scheme], organisation: str | None
) -> Delivery:
    """Read every row of every sheet that belongs to the template."""
    layout = lay_out(book, forms)
    return _Reader(book, forms, schemes, layout).read(organisation)


@dataclass
class _Reader:
    book: Book
    forms: Forms
    schemes: Mapping[NamedNode, Scheme]
    layout: Layout
    triples: dict[Triple, None] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    findings: list[CellFinding] = field(default_factory=list)
    references: References = field(default_factory=References)
    losses: Losses = field(default_factory=Losses)
    sender: str = _UNKNOWN_SENDER

    def read(self, organisation: str | None) -> Delivery:
        self.findings.extend(self.layout.findings)
        first, *others = self.layout.tables or (None,)
        about = first if first and not first.sheet.address else None
        tables = others if about else list(self.layout.tables)
        sender, licence = self._about(about, organisation)
        for table in tables:
            if table.sheet.simple:
                self._name_rows(table)
        seen: dict[NamedNode, Place] = {}
        for table in tables:
            for row in self._rows(table):
                if self._unique(row, seen):
                    self._state(row)
        form = self.layout.form
        told = self._told_elsewhere()
        return Delivery(
            tuple(self.triples),
            self.places,
            tuple(finding for finding in self.findings if finding not in told),
            tuple(self._unread(told)),
            form.type if form else "",
            self.layout.version,
            sender,
            licence,
        )

    # the delivery itself

    def _about(
        self, table: Table | None, organisation: str | None
    ) -> tuple[NamedNode | None, NamedNode | None]:
        """The sender and the licence on the first sheet; a sender known by key must agree."""
        said = self._said(table) if table else {}
        stated, place = said.get(_SENDER, (None, None))
        known = self._organisation(organisation) if organisation else None
        if known and stated and place and stated != known:
            self._find("KW-220", place, None, None, {"andere": code_of(known.value) or known.value})
        sender = known or stated
        faulty = any(finding.path == _SENDER for finding in self.findings)
        if sender is None and self.layout.form and not faulty:
            self._find_missing_sender(table)
        if sender is not None:
            self.sender = _key(sender)
        licence, _ = said.get(_LICENCE, (None, None))
        return sender, licence

    def _said(self, table: Table) -> dict[NamedNode, tuple[NamedNode, Place]]:
        """What the first sheet says about the delivery; a second row says too much."""
        said: dict[NamedNode, tuple[NamedNode, Place]] = {}
        for row in table.rows():
            for number, column in table.columns.items():
                for meaning in self._cell(table, row, number, column, None):
                    place = table.place(row, number)
                    if column.path in said:
                        self._find("KW-212", place, column, None)
                    elif isinstance(meaning, NamedNode):
                        said[column.path] = (meaning, place)
        return said

    def _find_missing_sender(self, table: Table | None) -> None:
        sheet = self.layout.form.sheets[0] if self.layout.form else None
        column = sheet.columns[0] if sheet else None
        number = next((n for n, c in table.columns.items() if c == column), 1) if table else 1
        name = sheet.name.nl if sheet else ""
        row = table.heading + 1 if table else 2
        place = table.place(row, number) if table else Place(self.book.file, name, "A2", "")
        self._find("KW-219", place, column, None, {"blad": name})

    def _organisation(self, text: str) -> NamedNode:
        if text.startswith(("http://", "https://")):
            return NamedNode(text)
        for kind in self.forms.codes:
            code = kind.normal(text.removeprefix("gm"))
            if code:
                return kind.node(code)
        return NamedNode(f"{BASE}id/organisatie/{text}")

    def _told_elsewhere(self) -> dict[CellFinding, Place]:
        """The findings that are the work of a fault in the key of a row, with the place of that."""
        told = {finding: key.place for finding, key in self.references.explained().items()}
        for row, dangling in self.references.misspelt_keys().items():
            findings = {each.finding for each in dangling}
            if not told.keys() & findings:
                told |= dict.fromkeys(findings, self.places[row])
                words = {"andere": dangling[0].value}
                self._find("KW-225", self.places[row], None, row, words)
        return told

    def _unread(self, told: Mapping[CellFinding, Place]) -> Iterator[Unread]:
        """What is perhaps said in what could not be read; without sender that is anything."""
        if self.sender == _UNKNOWN_SENDER:
            for finding in self.findings:
                if finding.path == _SENDER:
                    yield Unread(finding.place)
        for each, sheet in self.references.missing():
            self.losses.missing[sheet].append(each.finding)
        yield from self.losses.unread(
            self.layout, self.forms, self.sender, lambda finding: told.get(finding, finding.place)
        )

    # names of rows

    def _name_rows(self, table: Table) -> None:
        """Note which thing each written reference of this sheet stands for."""
        column = table.sheet.key[0]
        names = self.references.named.setdefault(table.sheet.iri, {})
        number = next((n for n, c in table.columns.items() if c == column), 0)
        for row in table.rows():
            cell = table.values.get((row, number))
            for meaning in read_cell(cell, column, self._reading) if cell else ():
                if isinstance(meaning, Literal):
                    keys = {column.local: meaning.value}
                    names[meaning.value] = table.sheet.row(self.sender, keys)
                    if called := self._called(table, row):
                        self.references.called.setdefault(table.sheet.iri, {})[called] = (
                            meaning.value
                        )

    @staticmethod
    def _called(table: Table, row: int) -> str:
        """The name that people give the thing of this row; empty where there is none."""
        for number, column in table.columns.items():
            if column.path == _NAME and (row, number) in table.values:
                return table.values[row, number].text.strip()
        return ""

    @property
    def _reading(self) -> Reading:
        return Reading(
            self.schemes,
            self.forms.not_known,
            self.book.day_offset,
            self._refer,
            lambda column: self.references.meant(column.sheets),
        )

    def _refer(self, column: Column, text: str) -> NamedNode | None:
        """The thing that a reference means: a full address, a row here, or an earlier delivery."""
        if text.startswith(("https://", "http://")):
            ours = text.startswith((BASE + "id/", _TOOI)) and not _ADDRESS_MARKS & set(text)
            return NamedNode(text) if ours else None
        for iri in column.sheets:
            found = self.references.named.get(iri, {}).get(text)
            if found is not None:
                self.references.found.add(found)
                return found
        here = {sheet.iri for sheet in self.layout.form.sheets} if self.layout.form else set()
        if not column.sheets or here & set(column.sheets):
            return None
        sheet = self.forms.sheets[column.sheets[0]]
        pattern = sheet.key[0].pattern
        if pattern is None or not pattern.fullmatch(text):
            return None
        return sheet.row(self.sender, {sheet.key[0].local: text})

    # rows

    def _rows(self, table: Table) -> Iterator[_Row]:
        for row in table.rows():
            before = len(self.findings)
            meanings = {
                column: list(self._cell(table, row, number, column, None))
                for number, column in table.columns.items()
                if column in table.sheet.key
            }
            subject = self._subject(table, row, meanings)
            fault = next(filter(_blocks, self.findings[before:]), None)
            for number, column in table.columns.items():
                if column not in meanings:
                    meanings[column] = list(self._cell(table, row, number, column, subject))
                if subject is not None:
                    self.places[subject, column.path] = table.place(row, number)
                empty = (row, number) not in table.values
                if column.required and empty and column not in table.sheet.key:
                    self._missing(table, row, number, column, subject)
            if subject is not None:
                self.losses.stated[table.sheet.iri][row] = subject
                yield _Row(table, row, subject, meanings)
            else:
                self._without_key(table, row, meanings, fault or self._missing_heading(table))

    def _subject(
        self, table: Table, row: int, meanings: Mapping[Column, list[Meaning]]
    ) -> NamedNode | None:
        """The thing a row is about; a finding and None where its key is incomplete."""
        keys: dict[str, str] = {}
        for column in table.sheet.key:
            number = next((n for n, c in table.columns.items() if c == column), 0)
            found = meanings.get(column, [])
            answers = self.forms.not_known.values()
            if len(found) == 1 and not isinstance(found[0], tuple) and found[0] not in answers:
                keys[column.local] = _key(found[0])
            elif number and (found or (row, number) not in table.values):
                self._find("KW-206", table.place(row, number), column, None)
        if len(keys) < len(table.sheet.key):
            return None
        return table.sheet.row(self.sender, keys)

    def _without_key(
        self,
        table: Table,
        row: int,
        meanings: Mapping[Column, list[Meaning]],
        fault: CellFinding,
    ) -> None:
        """Note a row of which it is not known what it is about."""
        self.references.faulty_keys[table.sheet.iri].append(fault)
        self.losses.row(table.sheet, row, meanings, fault)

    def _missing_heading(self, table: Table) -> CellFinding:
        """What is wrong with a sheet without a column for its key."""
        faults = (fault for sheet, _, fault in self.layout.absent if sheet is table.sheet)
        return next(faults)

    def _missing(
        self, table: Table, row: int, number: int, column: Column, subject: NamedNode | None
    ) -> None:
        text = column.message.filled({})
        help_ = column.help.filled({})
        place = table.place(row, number)
        finding = CellFinding(
            column.code, column.severity, place, subject, column.path, text, help_, column.example
        )
        self.findings.append(finding)
        self.losses.cell(table.sheet, row, column, finding)

    def _unique(self, row: _Row, seen: dict[NamedNode, Place]) -> bool:
        """Whether no row before it is about the same thing; the second one is not stated."""
        key = row.table.sheet.key[0]
        number = next(n for n, column in row.table.columns.items() if column == key)
        place = row.table.place(row.row, number)
        self.places.setdefault(row.subject, place)
        if row.subject in seen:
            first = seen[row.subject]
            words = {"andere": f"{first.sheet}, cel {first.cell}"}
            self._find("KW-205", place, key, row.subject, words)
            sheet = row.table.sheet
            known = {c: said for c, said in row.meanings.items() if c not in sheet.key}
            self._without_key(row.table, row.row, known, self.findings[-1])
            return False
        seen[row.subject] = place
        return True

    def _cell(
        self, table: Table, row: int, number: int, column: Column, subject: NamedNode | None
    ) -> Iterator[Meaning]:
        cell = table.values.get((row, number), Cell(""))
        if not cell.text.strip() and not cell.fault:
            return
        for meaning in read_cell(cell, column, self._reading):
            if not isinstance(meaning, Fault):
                yield meaning
                continue
            sheets = [self.forms.sheets[iri].name.nl for iri in column.sheets]
            words = {"blad": sheets[0] if sheets else table.sheet.name.nl, **meaning.words}
            place = table.place(row, number)
            self._find(meaning.rule, place, column, subject, {**words, "waarde": meaning.value})
            self.losses.cell(table.sheet, row, column, self.findings[-1])
            if meaning.rule == "KW-204":
                dangling = Dangling(self.findings[-1], meaning.value, column.sheets)
                self.references.dangling.append(dangling)

    def _find(
        self,
        code: str,
        place: Place,
        column: Column | None,
        subject: NamedNode | None,
        words: Mapping[str, str] | None = None,
    ) -> None:
        rule = self.forms.rules[code]
        values = {
            "waarde": place.value,
            "kolom_nl": column.name.nl if column else "",
            "kolom_en": column.name.en if column else "",
            "voorbeeld": column.example if column else "",
            **(words or {}),
        }
        finding = CellFinding(
            code,
            rule.severity,
            place,
            subject,
            column.path if column else None,
            rule.message.filled(values),
            rule.remedy.filled(values),
            column.example if column else "",
        )
        self.findings.append(finding)

    # triples

    def _state(self, row: _Row) -> None:
        """Write down what one row says."""
        key_place = self.places[row.subject]
        for class_ in row.table.sheet.classes:
            self._add(row.subject, RDF_TYPE, class_, key_place)
        for number, column in row.table.columns.items():
            place = row.table.place(row.row, number)
            for meaning in row.meanings.get(column, ()):
                for value in meaning if isinstance(meaning, tuple) else (meaning,):
                    self._say(row.subject, column, value, place)

    def _say(
        self, subject: NamedNode, column: Column, value: NamedNode | Literal, place: Place
    ) -> None:
        if column.scheme is None and value in self.forms.not_known.values():
            self._not_known(subject, column, value, place)
            return
        for said in statements(subject, column, value):
            self._add(*said, place)

    def _not_known(
        self, subject: NamedNode, column: Column, value: NamedNode | Literal, place: Place
    ) -> None:
        """The statement that a sender does not know, or that a question does not apply."""
        kind, key = (path_of(subject.value) or subject.value).split("/")[-2:]
        node = NamedNode(f"{BASE}id/opgave/{kind}-{key}-{column.local}")
        self._add(node, RDF_TYPE, NamedNode(_OOGO + "Opgave"), place)
        self._add(node, NamedNode(_OOGO + "opgaveOver"), subject, place)
        self._add(node, NamedNode(_OOGO + "opgaveBij"), column.iri, place)
        self._add(node, NamedNode(_OOGO + "opgegevenAntwoord"), value, place)

    def _add(
        self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal, place: Place
    ) -> None:
        self.triples.setdefault(Triple(subject, predicate, value))
        keys: tuple[Key, ...] = ((subject, predicate, value), (subject, predicate), subject)
        for key in keys:
            self.places.setdefault(key, place)


def _blocks(finding: CellFinding) -> bool:
    return finding.severity == "violation"


def _key(value: NamedNode | Literal) -> str:
    """The last word of an address, or the written value."""
    return value.value.rpartition("/")[2] if isinstance(value, NamedNode) else value.value

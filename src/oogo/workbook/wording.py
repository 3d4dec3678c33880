"""What a rule says of properties and classes, in the sheets and columns of a template.

Whoever delivers triples knows ``oogo:vastgesteldOp``; whoever fills in a workbook knows the column
‘Vastgesteld op’. The templates say which column is which property, so no rule is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from oogo.addresses import BASE
from oogo.prefixes import PREFIXES
from oogo.workbook import forms, vocabulary
from oogo.workbook.book import Cell
from oogo.workbook.cells import Fault, Reading, read_cell
from oogo.workbook.forms import RDF_TYPE, Column, Form, Sheet
from oogo.workbook.prefill import Prefill, Value

__all__ = [
    "Misfit",
    "Spot",
    "code_of",
    "example_in_cells",
    "in_sheets",
    "misfit",
    "spots",
    "spots_of",
]

_PREFIXES = {name: PREFIXES[name] for name in ("oogo", "foaf", "xsd")}
_TERM = re.compile(
    r"(?P<before>\b(?:een|de|als|met|bij|an|the|as|with|under) )?"
    r"(?P<prefix>oogo|foaf|xsd):(?P<name>\w+)"
)
_TYPES = {
    "date": {"nl": "als datum (dd-mm-jjjj)", "en": "as a date (dd-mm-yyyy)"},
    "gMonthDay": {"nl": "als dag en maand (dd-mm)", "en": "as day and month (dd-mm)"},
}
_WORDS = {
    "nl": {
        "row": "een rij op blad ‘{sheet}’{kind}{form}",
        "as_row": "als rij op blad ‘{sheet}’{kind}{form}",
        "column": "‘{column}’ op blad ‘{sheet}’{form}",
        "in_column": "in kolom ‘{column}’ van blad ‘{sheet}’{form}",
        "form": " van sjabloon ‘{form}’",
        "kind": " ({column}: {choice})",
    },
    "en": {
        "row": "a row on sheet ‘{sheet}’{kind}{form}",
        "as_row": "as a row on sheet ‘{sheet}’{kind}{form}",
        "column": "‘{column}’ on sheet ‘{sheet}’{form}",
        "in_column": "in column ‘{column}’ of sheet ‘{sheet}’{form}",
        "form": " of template ‘{form}’",
        "kind": " ({column}: {choice})",
    },
}
_UNFIT = ("31-02-2026", "ongeveer", "geen keuze", "?")
_SENDER = BASE + "vorm/blad/afzender"
_OWNER = re.compile(re.escape(BASE) + r"id/\w+/([A-Za-z0-9]+)-")


@dataclass(frozen=True)
class Spot:
    """Where in a template something is written; ``value`` is what stands there in an example."""

    form: Form
    sheet: Sheet
    column: Column
    value: str = ""


def in_sheets(
    texts: Mapping[str, str], type_: str, *, sheet: str = "", value: str = ""
) -> dict[str, str]:
    """A remedy for whoever fills in this template; ``sheet`` is the one that it is about.

    Where two columns say the same property, the one whose list has ``value`` is meant.

    >>> in_sheets({"nl": "Geef één oogo:geldigTot als xsd:date."}, "jeugdplan", sheet="Versies")
    {'nl': 'Geef één ‘Geldig tot’ op blad ‘Versies’ als datum (dd-mm-jjjj).'}
    """
    concept = value if value.startswith(BASE + "begrip/") else ""
    finder = _Finder(type_, sheet, concept)
    return {language: finder.text(text, language) for language, text in texts.items()}


def code_of(value: str) -> str:
    """The official code in the address of an organisation; empty where it has none.

    >>> code_of("https://identifier.overheid.nl/tooi/id/gemeente/gm0335")
    '0335'
    """
    for kind in forms.load().sheets[_SENDER].columns[0].codes:
        head, _, tail = kind.address.partition("{code}")
        code = value.removeprefix(head).removesuffix(tail)
        if value == f"{head}{code}{tail}" and kind.pattern.fullmatch(code):
            return code
    return ""


@dataclass(frozen=True)
class _Finder:
    """Looks for the column or sheet of a term: on the sheet at hand, in the template, in others."""

    type_: str
    sheet: str
    value: str

    @cache  # noqa: B019  # as few as there are rules, sheets and lists
    def text(self, text: str, language: str) -> str:
        """The text with the words of the template in the place of its terms."""
        return _TERM.sub(lambda found: self._said(found, language), text)

    def _said(self, found: re.Match[str], language: str) -> str:
        """The words for one term."""
        before, name = found["before"] or "", found["name"]
        if found["prefix"] == "xsd":
            words = _TYPES.get(name, {}).get(language)
            return words or found[0]
        term = NamedNode(_PREFIXES[found["prefix"]] + name)
        if name[0].isupper():
            return self._row(term, before, language) or found[0]
        return self._column(term, before, language) or found[0]

    def _row(self, kind: NamedNode, before: str, language: str) -> str:
        words = _WORDS[language]
        for form, sheet in self._sheets():
            choice = _choice_of(sheet, kind)
            if kind in sheet.classes or choice:
                pattern = words["as_row"] if before.strip() in {"als", "as"} else words["row"]
                return pattern.format(
                    sheet=sheet.name.nl,
                    kind=words["kind"].format(column=choice[0], choice=choice[1]) if choice else "",
                    form=self._form(form, language),
                )
        return ""

    def _column(self, term: NamedNode, before: str, language: str) -> str:
        found = [
            (form, sheet, column)
            for form, sheet in self._sheets()
            for column in sheet.columns
            if term in (column.path, column.then, column.opposite)
        ]
        if not found:
            return ""
        listed = [each for each in found if each[2].scheme and self._lists(each[2])]
        form, sheet, column = (listed or found)[0]
        place = "in_column" if before.strip() in {"met", "bij", "with", "under"} else "column"
        said = _WORDS[language][place].format(
            column=column.name.nl, sheet=sheet.name.nl, form=self._form(form, language)
        )
        return said if place == "in_column" else before + said

    def _lists(self, column: Column) -> bool:
        scheme = vocabulary.load().get(column.scheme) if column.scheme else None
        return scheme is not None and any(label.value == self.value for label in scheme.labels)

    def _sheets(self) -> Iterator[tuple[Form, Sheet]]:
        known = forms.load()
        own = known.forms.get(self.type_)
        others = [form for form in known.forms.values() if form is not own]
        for form in ([own] if own else []) + others:
            yield from ((form, each) for each in form.sheets if each.name.nl == self.sheet)
            yield from ((form, each) for each in form.sheets if each.name.nl != self.sheet)

    def _form(self, form: Form, language: str) -> str:
        if form.type == self.type_:
            return ""
        return _WORDS[language]["form"].format(form=getattr(form.name, language))


def _choice_of(sheet: Sheet, kind: NamedNode) -> tuple[str, str] | None:
    """The column and the choice on this sheet that stand for this class."""
    for column in sheet.columns:
        for choice in column.choices:
            if kind in choice.classes:
                return column.name.nl, choice.label.nl
    return None


@cache
def spots(example: str, type_: str = "") -> tuple[Spot, ...]:
    """Where an example in Turtle is written: in this template, or in the one that fits it best."""
    heading = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in _PREFIXES.items())
    triples = [quad.triple for quad in parse(heading + example, RdfFormat.TURTLE)]
    known = forms.load()
    owners = (_OWNER.match(t.subject.value) for t in triples if isinstance(t.subject, NamedNode))
    owner = next((found[1] for found in owners if found), "")
    before = Prefill.of(triples, known, vocabulary.load(), owner)
    fitting = [known.forms[type_]] if type_ else list(known.forms.values())
    rows = [tuple(dict.fromkeys(_as_rows(form, triples, before))) for form in fitting]
    cells = [tuple(_as_cells(form, triples, before)) for form in fitting]
    return max(rows if any(rows) else cells, key=_fit)


def spots_of(code: str) -> tuple[Spot, ...]:
    """Where the column with this code is, in each template that has its sheet."""
    return tuple(
        Spot(form, sheet, column, column.example)
        for form in forms.load().forms.values()
        for sheet in form.sheets
        for column in sheet.columns
        if column.code == code
    )


@dataclass(frozen=True)
class Misfit:
    """A value that does not fit in a column, and what the reader says of it."""

    value: str
    rule: str
    message: Mapping[str, str]


def misfit(column: Column) -> Misfit | None:
    """A value that the reader refuses here: none in a required column, else the first of a few."""
    if column.required:
        return Misfit("", column.code, column.message.filled({}))
    known = forms.load()
    reading = Reading(vocabulary.load(), known.not_known, 0, lambda *_: None, lambda _: {})
    for text in _UNFIT:
        for meaning in read_cell(Cell(text), column, reading):
            if isinstance(meaning, Fault):
                rule = known.rules[meaning.rule]
                sheets = [known.sheets[iri].name.nl for iri in column.sheets]
                words = {
                    "waarde": text,
                    "kolom_nl": column.name.nl,
                    "kolom_en": column.name.en,
                    "blad": " / ".join(sheets),
                    **meaning.words,
                }
                return Misfit(text, meaning.rule, rule.message.filled(words))
    return None


def _fit(found: tuple[Spot, ...]) -> tuple[int, int]:
    """How well a template holds an example: values that a person can read count first."""
    return sum(not spot.value.startswith("http") for spot in found), len(found)


@cache
def example_in_cells(example: str, type_: str) -> str:
    """An example in Turtle as cells of this template; empty where it has no place for it."""
    sheets: dict[str, list[str]] = {}
    for spot in spots(example, type_):
        sheets.setdefault(spot.sheet.name.nl, []).append(f"{spot.column.name.nl}: {spot.value}")
    return "\n".join(f"{sheet} – {'; '.join(cells)}" for sheet, cells in sheets.items())


def _as_rows(form: Form, triples: Iterable[Triple], before: Prefill) -> Iterator[Spot]:
    """The cells of the rows that the things in these triples are."""
    terms = dict.fromkeys(term for t in triples for term in (t.subject, t.object))
    for sheet in form.sheets:
        for thing in terms:
            if isinstance(thing, NamedNode) and before.names(thing, sheet):
                for column, value in zip(sheet.columns, before.row(thing, sheet), strict=True):
                    if value is not None:
                        yield Spot(form, sheet, column, _shown(value))


def _as_cells(form: Form, triples: Iterable[Triple], before: Prefill) -> Iterator[Spot]:
    """For each triple, the first cell that says its property."""
    columns = [(sheet, column) for sheet in form.sheets for column in sheet.columns]
    for triple in triples:
        for sheet, column in columns:
            if column.path == triple.predicate != RDF_TYPE:
                value = triple.subject if column.inverse else triple.object
                yield Spot(form, sheet, column, _shown(before.word(value, column)))
                break


def _shown(value: Value) -> str:
    """A value as a person writes it in a cell; of a thing of ours its last name."""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    text = str(value)
    return text.rpartition("/")[2] if text.startswith(BASE + "id/") else text

"""Answers to questions: rows, what they rest on, and n of N."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from oogo.language import Text
from oogo.library import Column, CoverageRule, Parameter, Question, find, load
from oogo.names import Names, name_things
from oogo.reading import Reader, Rows, Term, about, page_query

__all__ = [
    "Cell",
    "Choice",
    "Coverage",
    "QuestionAnswer",
    "Scalar",
    "Source",
    "answer",
    "choices",
    "find",
    "load",
    "scalar",
]

Scalar = str | int | float | bool | None

_BATCH = 200
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = {_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "gYear")}
_FRACTION = {_XSD + name for name in ("decimal", "double", "float")}


@dataclass(frozen=True)
class Cell:
    """One value of an answer; its name where it is a thing, or a text in both languages."""

    value: Scalar
    name: Text | None = None
    sources: tuple[int, ...] = ()

    def shown(self, language: str) -> Scalar:
        """What a reader sees: the name, else the value."""
        return self.name[language] if self.name else self.value


@dataclass(frozen=True)
class Choice:
    """A value that a parameter can have, and what it is called."""

    value: str
    name: Text


@dataclass(frozen=True)
class Coverage:
    """How much of the whole an answer covers; None where that is not known."""

    n: int | None
    of: int | None
    note: Text


@dataclass(frozen=True)
class Source:
    """A place that rows of an answer rest on."""

    iri: str
    document: str
    title: Text
    table: str
    table_title: Text
    line: int | None
    link: str


@dataclass(frozen=True)
class QuestionAnswer:
    """The answer to a question with these values, on one edition."""

    question: Question
    values: Mapping[str, str]
    examples: bool
    edition: int
    coverage: Coverage
    sources: tuple[Source, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    value_names: Mapping[str, Text]
    language: str


async def answer(
    reader: Reader, question: Question, given: Mapping[str, str], language: str = "nl"
) -> QuestionAnswer:
    """The answer for these parameters; what is not given is taken from the examples."""
    values = question.values(given)
    terms = question.bind(values)
    for parameter in question.parameters:
        await _check_choice(reader, parameter, values[parameter.name], terms[parameter.name])
    found = await reader.rows(question.text, terms)
    places = _places(question, found)
    sources = await _sources(reader, places)
    names = await name_things(reader, _things(found, terms))
    rows = _rows(question, found, names, {source.iri: i for i, source in enumerate(sources, 1)})
    return QuestionAnswer(
        question=question,
        values={name: term.value for name, term in terms.items()},
        examples=bool(question.parameters) and not any(given.values()),
        edition=found.edition,
        coverage=await _coverage(reader, question, terms, sources, rows),
        sources=sources,
        columns=question.columns,
        rows=rows,
        value_names={
            name: _both(names, term.value)
            for name, term in terms.items()
            if isinstance(term, NamedNode)
        },
        language=language,
    )


async def choices(reader: Reader, parameter: Parameter) -> tuple[Choice, ...]:
    """The values that the data has for this parameter, in the order of their query."""
    if not parameter.choices:
        return ()
    found = await reader.rows(page_query(parameter.choices))
    values = [row[0] for row in found.rows if row[0] is not None]
    names = await name_things(reader, (v.value for v in values if isinstance(v, NamedNode)))
    return tuple(
        Choice(value.value, _both(names, value.value))
        if isinstance(value, NamedNode)
        else Choice(_lexical(value), Text(_lexical(value), _lexical(value)))
        for value in values
    )


async def _check_choice(
    reader: Reader, parameter: Parameter, value: str, term: NamedNode | Literal
) -> None:
    if not parameter.choices:
        return
    # Asking for this one value is quick; the whole list is for who made a mistake.
    if (await reader.rows(page_query(parameter.choices), {"waarde": term})).rows:
        return
    known = [choice.value for choice in await choices(reader, parameter)]
    if term.value in known:
        return
    short = [iri.removeprefix(parameter.namespace) for iri in known]
    near = difflib.get_close_matches(value.removeprefix(parameter.namespace), short, 3, 0.4)
    refusal = parameter.refusal(
        f"‘{value}’ komt in de gegevens niet voor", f"‘{value}’ does not occur in the data"
    )
    if near:
        refusal.remedy_nl = f"Bedoelt u {', '.join(near)}? {refusal.remedy_nl}"
        refusal.remedy_en = f"Do you mean {', '.join(near)}? {refusal.remedy_en}"
    raise refusal


def _places(question: Question, found: Rows) -> tuple[str, ...]:
    positions = [
        found.columns.index(column.name) for column in question.columns if column.type == "sources"
    ]
    cells = (row[position] for row in found.rows for position in positions)
    return tuple(dict.fromkeys(iri for cell in cells for iri in _lexical(cell).split()))


def _things(found: Rows, terms: Mapping[str, Term]) -> set[str]:
    cells = (cell for row in found.rows for cell in row)
    return {term.value for term in (*cells, *terms.values()) if isinstance(term, NamedNode)}


async def _sources(reader: Reader, places: Sequence[str]) -> tuple[Source, ...]:
    rows: dict[str, dict[str, Term | None]] = {}
    for start in range(0, len(places), _BATCH):
        batch = [NamedNode(iri) for iri in places[start : start + _BATCH]]
        found = await reader.rows(about(page_query("bronnen"), "iri", batch))
        for row in found.rows:
            cells = dict(zip(found.columns, row, strict=True))
            rows.setdefault(_lexical(cells["iri"]), cells)
    documents = {_lexical(row[name]) for row in rows.values() for name in ("document", "tabel")}
    names = await name_things(reader, documents - {""})
    found_places = [_source(iri, rows.get(iri, {}), names) for iri in places]
    return tuple(sorted(found_places, key=_reading_order))


def _source(iri: str, row: Mapping[str, Term | None], names: Names) -> Source:
    document = _lexical(row.get("document"))
    table = _lexical(row.get("tabel"))
    line = _lexical(row.get("regel"))
    return Source(
        iri=iri,
        document=document,
        title=_both(names, document) if document else Text("", ""),
        table=_lexical(row.get("nummer")),
        table_title=_both(names, table) if table else Text("", ""),
        line=int(line) if line else None,
        link=_lexical(row.get("link")) or iri,
    )


def _reading_order(source: Source) -> tuple[str, int, str]:
    return source.document, source.line or 0, source.iri


def _rows(
    question: Question, found: Rows, names: Names, numbers: Mapping[str, int]
) -> tuple[tuple[Cell, ...], ...]:
    positions = {name: position for position, name in enumerate(found.columns)}

    def cell(column: Column, row: Sequence[Term | None]) -> Cell:
        if column.name not in positions:
            nl, en = (_lexical(row[positions[f"{column.name}_{tag}"]]) for tag in ("nl", "en"))
            return Cell(nl or None, Text(nl, en or nl) if nl else None)
        term = row[positions[column.name]]
        if column.type == "sources":
            iris = sorted(_lexical(term).split(), key=lambda iri: numbers[iri])
            return Cell(" ".join(iris), sources=tuple(numbers[iri] for iri in iris))
        if isinstance(term, NamedNode):
            return Cell(term.value, _both(names, term.value))
        return Cell(scalar(term))

    return tuple(tuple(cell(column, row) for column in question.columns) for row in found.rows)


async def _coverage(
    reader: Reader,
    question: Question,
    terms: Mapping[str, Term],
    sources: Sequence[Source],
    rows: Sequence[Sequence[Cell]],
) -> Coverage:
    rule = question.coverage
    counts: list[dict[str, Scalar]] = []
    for bindings in _coverage_bindings(rule, terms, sources):
        found = await reader.rows(rule.text, bindings)
        counts += [dict(zip(found.columns, map(scalar, row), strict=True)) for row in found.rows]
    if not counts:
        return Coverage(
            None,
            None,
            Text(
                "Dit antwoord heeft geen rijen, dus ook geen bron om op te tellen.",
                "This answer has no rows, so no source to count over.",
            ),
        )
    extra = {"noemers": _denominators(question.columns, rows)}
    notes = [rule.note.filled({**count, **extra}) for count in counts]
    return Coverage(
        _count(counts[0]["n"]),
        _count(counts[0]["van"]),
        Text(" ".join(note.nl for note in notes), " ".join(note.en for note in notes)),
    )


def _coverage_bindings(
    rule: CoverageRule, terms: Mapping[str, Term], sources: Sequence[Source]
) -> list[dict[str, Term]]:
    own = {name: terms[name] for name in rule.parameters if name in terms}
    if "publicatie" not in rule.parameters:
        return [own]
    documents = sorted({source.document for source in sources if source.document})
    return [{**own, "publicatie": NamedNode(document)} for document in documents]


def _denominators(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> str:
    positions = [i for i, column in enumerate(columns) if column.name.startswith("noemer")]
    values = {row[i].value for row in rows for i in positions}
    numbers = sorted(value for value in values if isinstance(value, int | float))
    if not numbers:
        return "–"
    low, high = numbers[0], numbers[-1]
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def _count(value: Scalar) -> int | None:
    return int(value) if isinstance(value, int | float) else None


def _both(names: Names, iri: str) -> Text:
    return Text(names.of(iri, "nl"), names.of(iri, "en"))


def _lexical(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def scalar(term: Term | None) -> Scalar:
    """The term as a plain value: numbers as numbers, truth as truth, the rest as text."""
    if not isinstance(term, Literal):
        return _lexical(term) or None
    kind = term.datatype.value
    if kind in _WHOLE:
        return int(term.value)
    if kind in _FRACTION:
        number = float(term.value)
        return int(number) if number.is_integer() else number
    if kind == _XSD + "boolean":
        return term.value == "true"
    return term.value

"""The question library: queries with front matter, their parameters bound as terms."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.content import folder
from oogo.errors import NotFoundError, ParameterError
from oogo.frontmatter import Header, read_header
from oogo.language import Text

__all__ = [
    "Column",
    "CoverageRule",
    "MapRule",
    "Parameter",
    "Question",
    "by_theme",
    "find",
    "load",
    "themes",
]

_XSD_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
_LONGEST = 500
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TYPES = ("iri", "string", "integer", "date")
_KEYS = (
    "title",
    "question",
    "parameters",
    "columns",
    "coverage",
    "rests_on",
    "theme",
    "chart",
    "map",
)


@dataclass(frozen=True)
class Parameter:
    """A place in a question where the asker fills in a value."""

    name: str
    type: str
    label: Text
    example: str
    namespace: str = ""
    choices: str = ""

    def term(self, value: str) -> NamedNode | Literal:
        """The value as an RDF term; a value that is none of this type is refused."""
        if len(value) > _LONGEST or _CONTROL.search(value):
            raise self.refusal("dit is te lang of bevat stuurtekens", "too long or unprintable")
        match self.type:
            case "iri":
                return self._iri(value)
            case "integer":
                if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
                    raise self.refusal(
                        f"‘{value}’ is geen geheel getal", f"‘{value}’ is not a whole number"
                    )
                return Literal(int(value))
            case "date":
                try:
                    day = datetime.date.fromisoformat(value)
                except ValueError as error:
                    raise self.refusal(
                        f"‘{value}’ is geen datum", f"‘{value}’ is not a date"
                    ) from error
                return Literal(day.isoformat(), datatype=_XSD_DATE)
            case _:
                return Literal(value)

    def _iri(self, value: str) -> NamedNode:
        iri = self.namespace + value if self.namespace and ":" not in value else value
        try:
            return NamedNode(iri)
        except ValueError as error:
            raise self.refusal(f"‘{value}’ is geen IRI", f"‘{value}’ is not an IRI") from error

    def refusal(self, nl: str, en: str) -> ParameterError:
        """The error that says what is wrong with the value, and gives one that is right."""
        return ParameterError(
            nl,
            en,
            place=self.name,
            remedy_nl=f"Geef bijvoorbeeld {self.name}={self.example}.",
            remedy_en=f"Give for example {self.name}={self.example}.",
        )


@dataclass(frozen=True)
class Column:
    """A column of an answer; of type iri, number, text, or sources (what the row rests on)."""

    name: str
    label: Text
    type: str = "text"


@dataclass(frozen=True)
class MapRule:
    """Which columns a map is made of: where, what, the small maps it has, and in which unit."""

    area: str
    value: str
    panel: str
    unit: str


@dataclass(frozen=True)
class CoverageRule:
    """The query that counts n of N behind an answer, and the sentence that says so."""

    name: str
    note: Text
    parameters: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Question:
    """One question: what it asks, with which parameters, and the query that answers it."""

    name: str
    title: Text
    question: Text
    rests_on: Text
    theme: str
    chart: str
    map: MapRule | None
    coverage: CoverageRule
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str = field(repr=False)

    def values(self, given: Mapping[str, str]) -> dict[str, str]:
        """The value of each parameter: as given, else the example; unknown names are refused."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise self._unknown(name)
        return {name: given.get(name) or parameter.example for name, parameter in known.items()}

    def bind(self, values: Mapping[str, str]) -> dict[str, NamedNode | Literal]:
        """The values as terms, ready to be bound to the variables of the query."""
        return {
            parameter.name: parameter.term(values[parameter.name]) for parameter in self.parameters
        }

    def _unknown(self, name: str) -> ParameterError:
        known = ", ".join(parameter.name for parameter in self.parameters)
        return ParameterError(
            f"de vraag ‘{self.name}’ kent geen parameter ‘{name}’",
            f"the question ‘{self.name}’ has no parameter ‘{name}’",
            place=name,
            remedy_nl=f"Kies uit: {known}." if known else "Deze vraag heeft geen parameters.",
            remedy_en=f"Choose from: {known}." if known else "This question has no parameters.",
        )


@cache
def themes() -> dict[str, Text]:
    """The headings under which questions stand, in the order of the pages."""
    path = folder("queries") / "themes.yaml"
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    header = Header(path.name, values)
    return {name: header.text(name) for name in header.names()}


def by_theme() -> list[tuple[Text, list[Question]]]:
    """All questions of the library, under their headings."""
    return [
        (label, [question for question in load().values() if question.theme == name])
        for name, label in themes().items()
    ]


@cache
def load() -> dict[str, Question]:
    """All questions of the library, by name."""
    return {path.stem: _question(path) for path in sorted(folder("queries").glob("*.rq"))}


def find(name: str) -> Question:
    """The question with this name."""
    try:
        return load()[name]
    except KeyError:
        raise NotFoundError(
            f"er is geen vraag die ‘{name}’ heet",
            f"there is no question called ‘{name}’",
            remedy_nl="De lijst staat op /questions.",
            remedy_en="The list is at /questions.",
        ) from None


def _question(path: Path) -> Question:
    header, text = read_header(path)
    header.only(*_KEYS)
    theme = header.word("theme")
    if theme not in themes():
        raise ValueError(f"{header.place}: theme is one of {', '.join(themes())}")
    parameters = header.part("parameters")
    columns = header.part("columns")
    return Question(
        name=path.stem,
        title=header.text("title"),
        question=header.text("question"),
        rests_on=header.text("rests_on"),
        theme=theme,
        chart=header.word("chart", ""),
        map=_map(header, columns.names()) if header.word("chart", "") == "map" else None,
        coverage=_coverage(path.parent / "dekking" / f"{header.word('coverage')}.rq"),
        parameters=tuple(_parameter(name, parameters.part(name)) for name in parameters.names()),
        columns=tuple(_column(name, columns.part(name)) for name in columns.names()),
        text=text,
    )


def _parameter(name: str, header: Header) -> Parameter:
    header.only("type", "label", "example", "namespace", "choices")
    kind = header.word("type")
    if kind not in _TYPES:
        raise ValueError(f"{header.place}: type is one of {', '.join(_TYPES)}")
    namespace = header.word("namespace", "")
    parameter = Parameter(
        name=name,
        type=kind,
        label=header.text("label"),
        example=header.word("example"),
        namespace=BASE + namespace if namespace else "",
        choices=header.word("choices", ""),
    )
    parameter.term(parameter.example)
    return parameter


def _column(name: str, header: Header) -> Column:
    header.only("nl", "en", "type")
    default = "sources" if name == "bron" or name.startswith("bron_") else "text"
    return Column(name, Text(header.word("nl"), header.word("en")), header.word("type", default))


def _map(header: Header, columns: tuple[str, ...]) -> MapRule:
    part = header.part("map").only("area", "value", "panel", "unit")
    rule = MapRule(
        part.word("area"), part.word("value"), part.word("panel", ""), part.word("unit", "")
    )
    for name in (rule.area, rule.value, rule.panel, rule.unit):
        if name and name not in columns:
            raise ValueError(f"{part.place}: there is no column ‘{name}’")
    return rule


def _coverage(path: Path) -> CoverageRule:
    header, text = read_header(path)
    header.only("note", "parameters")
    return CoverageRule(path.stem, header.text("note"), header.words("parameters"), text)

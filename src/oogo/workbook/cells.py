"""One cell of one column: the terms it stands for, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from oogo.workbook.book import Cell
from oogo.workbook.forms import Choice, CodeKind, Column
from oogo.workbook.vocabulary import Scheme, closest, normal
from oogo.workbook.xlsx import calendar_day

__all__ = ["Fault", "Meaning", "Reading", "read_cell", "split", "suggestion"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE, _YEAR = _XSD + "date", _XSD + "gYear"
_DAYS = {_DATE, _XSD + "gMonthDay"}
_NUMBERS = {_XSD + "integer", _XSD + "decimal", _YEAR}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb",
            "maart mrt maa",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_YEAR_FIRST = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"
)
_IN_WORDS = re.compile(r"([0-9]{1,2})[ -]([a-z]+)\.?[ -]([0-9]{4})", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2}|[a-z]+)", re.IGNORECASE)
_NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?|-?[0-9]+\.[0-9]+")
_THOUSANDS_OR_DECIMALS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_EARLIEST_SERIAL, _LATEST_SERIAL = 25_569, 73_050  # 1970 up to 2099

_MANY = 7  # a longer list is not told in a sentence
_OPENS = {
    "suggestie_nl": "; in het sjabloon opent die als u op de cel klikt",
    "suggestie_en": "; in the template it opens when you click the cell",
}

Meaning = NamedNode | Literal | tuple[NamedNode, ...]


@dataclass(frozen=True)
class Fault:
    """The rule a value breaks and the words its message needs."""

    rule: str
    value: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Reading:
    """What is needed to read the cells of one workbook."""

    schemes: Mapping[NamedNode, Scheme]
    not_known: Mapping[str, NamedNode]
    day_offset: int
    refer: Callable[[Column, str], NamedNode | None]
    references: Callable[[Column], Mapping[str, str]]


def split(text: str, column: Column) -> list[str]:
    """The separate values of a cell; only a column for several values is divided."""
    parts = re.split(r"[;\n\r]", text) if column.many else [text]
    return [part.strip() for part in parts if part.strip()]


def read_cell(cell: Cell, column: Column, reading: Reading) -> list[Meaning | Fault]:
    """One meaning or fault per value, in the order of the cell."""
    if cell.fault:
        return [Fault("KW-214", cell.text, {})]
    text = cell.text.replace("\xa0", " ").strip()
    if _CONTROL.search(text):
        return [Fault("KW-217", _CONTROL.sub("?", text), {})]
    if column.datatype in _DAYS:
        day = _date if column.datatype == _DATE else _day_of_year
        return [day(cell, text, column, reading)]
    if isinstance(cell.value, date):
        return [Fault("KW-221", text, {})]
    if column.datatype in _NUMBERS:
        return [_number(cell, text, column, reading)]
    return [_told(_one(value, column, reading), column, reading) for value in split(text, column)]


def _told(read: Meaning | Fault, column: Column, reading: Reading) -> Meaning | Fault:
    """The same; a fault of values that only lack their semicolon says so."""
    if not isinstance(read, Fault) or not column.many or "," not in read.value:
        return read
    parts = [part.strip() for part in read.value.split(",") if part.strip()]
    if any(isinstance(_one(part, column, reading), Fault) for part in parts):
        return read
    written = "; ".join(parts)
    words = {
        "suggestie_nl": f"; zet tussen twee waarden een puntkomma: ‘{written}’",
        "suggestie_en": f"; put a semicolon between two values: ‘{written}’",
    }
    return replace(read, words={**read.words, **words})


def _one(text: str, column: Column, reading: Reading) -> Meaning | Fault:
    if column.choices and not column.codes:
        return _choice(text, column.choices) or _not_in_list(
            text, [choice.label.nl for choice in column.choices]
        )
    if column.scheme is not None:
        return _concept(text, column.scheme, column, reading)
    answer = reading.not_known.get(normal(text))
    if answer is not None:
        return answer
    if column.codes or column.sheets:
        return _reference(text, column, reading)
    return _string(text, column) if column.datatype else _web_address(text, column)


def _string(text: str, column: Column) -> Literal | Fault:
    if column.datatype.endswith("#langString"):
        return Literal(text, language="nl")
    if column.pattern is not None and not column.pattern.fullmatch(text):
        return Fault("KW-206", text, {"voorbeeld": column.example})
    return Literal(text)


def _choice(text: str, choices: tuple[Choice, ...]) -> Meaning | None:
    for choice in choices:
        if normal(text) in {normal(word) for word in choice.words}:
            return choice.value or choice.classes
    return None


def _concept(text: str, scheme: NamedNode, column: Column, reading: Reading) -> Meaning | Fault:
    known = reading.schemes.get(scheme, Scheme({}, {}))
    found = known.words.get(normal(text)) or reading.not_known.get(normal(text))
    if found is None and text.startswith(scheme.value + "/"):
        found = next((concept for concept in known.labels if concept.value == text), None)
    return found or _not_in_list(text, list(known.labels.values()))


def _not_in_list(text: str, labels: list[str]) -> Fault:
    """The value is not in the list: what was perhaps meant, else the list, or where it opens."""
    near = closest(text, labels)
    if near:
        return Fault("KW-203", text, suggestion(near))
    if len(labels) > _MANY:
        return Fault("KW-203", text, _OPENS)
    listed = ", ".join(f"‘{label}’" for label in labels)
    return Fault("KW-203", text, {"suggestie_nl": f": {listed}", "suggestie_en": f": {listed}"})


def suggestion(word: str) -> dict[str, str]:
    """The words that name what was perhaps meant; none where nothing is like it."""
    if not word:
        return {"suggestie_nl": "", "suggestie_en": ""}
    return {
        "suggestie_nl": f"; misschien bedoelt u ‘{word}’",
        "suggestie_en": f"; perhaps you mean ‘{word}’",
    }


def _reference(text: str, column: Column, reading: Reading) -> Meaning | Fault:
    for kind in column.codes:
        code = kind.normal(text)
        if code:
            return Literal(code) if column.datatype else kind.node(code)
    found = _choice(text, column.choices) or reading.refer(column, text)
    if found is not None:
        return found
    if ";" in text:
        return Fault("KW-212", text, {})
    if not column.sheets:
        return _wrong_code(text, column.codes)
    meant = reading.references(column)
    return Fault("KW-204", text, suggestion(meant.get(closest(text, meant), "")))


def _wrong_code(text: str, kinds: tuple[CodeKind, ...]) -> Fault:
    words = {"voorbeeld": " of ".join(kind.example for kind in kinds)}
    for language in ("nl", "en"):
        joint = " of " if language == "nl" else " or "
        words[f"soort_{language}"] = joint.join(getattr(kind.name, language) for kind in kinds)
        words[f"vorm_{language}"] = joint.join(getattr(kind.form, language) for kind in kinds)
    return Fault("KW-207", text, words)


def _web_address(text: str, column: Column) -> NamedNode | Fault:
    fault = Fault("KW-218", text, {"voorbeeld": column.example})
    if _NOT_IN_IRI.search(text):
        return fault
    try:
        address = urlsplit(text)
    except ValueError:
        return fault
    if address.scheme not in {"http", "https"} or "." not in (address.hostname or ""):
        return fault
    try:
        return NamedNode(text)
    except ValueError:
        return fault


def _date(cell: Cell, text: str, column: Column, reading: Reading) -> Meaning | Fault:
    answer = reading.not_known.get(normal(text))
    day = cell.value if isinstance(cell.value, date) else None
    if answer is not None:
        return answer
    if day is None:
        day = _serial(cell, text, reading.day_offset) or _written(text)
    if day is None:
        return Fault("KW-201", text, {"voorbeeld": column.example})
    return Literal(day.isoformat(), datatype=NamedNode(_DATE))


def _serial(cell: Cell, text: str, offset: int) -> date | None:
    """A number where a date belongs is the number that a spreadsheet keeps for that day."""
    digits = re.fullmatch(r"[0-9]{5}(?:[.,][0-9]+)?", text)
    number = cell.value if isinstance(cell.value, Decimal) else None
    if number is None and digits:
        number = Decimal(text.replace(",", "."))
    if number is None or not _EARLIEST_SERIAL <= number + offset <= _LATEST_SERIAL:
        return None
    return calendar_day(number + offset)


def _written(text: str) -> date | None:
    """The day these words stand for; day before month, as is written here."""
    day_first, year_first = _DAY_FIRST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    in_words = _IN_WORDS.fullmatch(text)
    if day_first:
        day, month, year = map(int, day_first.groups())
    elif year_first:
        year, month, day = (int(part) for part in year_first.groups())
    elif in_words and in_words[2].lower() in _MONTHS:
        day, month, year = int(in_words[1]), _MONTHS[in_words[2].lower()], int(in_words[3])
    else:
        return None
    try:
        return date(year, month, day) if 1800 <= year <= 2200 else None
    except ValueError:
        return None


def _day_of_year(cell: Cell, text: str, column: Column, reading: Reading) -> Meaning | Fault:
    """A day without a year; of a date that a spreadsheet made of it, the year does not count."""
    answer = reading.not_known.get(normal(text))
    if answer is not None:
        return answer
    day = cell.value if isinstance(cell.value, date) else _written(text)
    if day is None and (found := _DAY_AND_MONTH.fullmatch(text)):
        month = found[2] if found[2].isdigit() else _MONTHS.get(found[2].lower(), 0)
        day = _written(f"{found[1]}-{month}-2000")
    if day is None:
        return Fault("KW-229", text, {"voorbeeld": column.example})
    return Literal(f"--{day:%m-%d}", datatype=NamedNode(column.datatype))


def _number(cell: Cell, text: str, column: Column, reading: Reading) -> Meaning | Fault:
    answer = reading.not_known.get(normal(text))
    if answer is not None:
        return answer
    number = cell.value if isinstance(cell.value, Decimal) else _decimal(text)
    whole = column.datatype != _XSD + "decimal"
    unfit = number is None or (whole and number != number.to_integral_value())
    if number is None or unfit or (column.datatype == _YEAR and not 1000 <= number <= 9999):
        return Fault("KW-202", text, {"voorbeeld": column.example})
    written = f"{number:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return Literal(written, datatype=NamedNode(column.datatype))


def _decimal(text: str) -> Decimal | None:
    """A number in Dutch or English notation; 1.234 could be either and is none."""
    compact = text.replace(" ", "")
    if not _NUMBER.fullmatch(compact) or _THOUSANDS_OR_DECIMALS.fullmatch(compact):
        return None
    if "," in compact or compact.count(".") > 1:
        compact = compact.replace(".", "").replace(",", ".")
    return Decimal(compact)

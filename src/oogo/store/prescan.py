"""A look at a SPARQL text before any parser: size, nesting, SERVICE, updates and the FROM clauses.

It reads each character once. What it refuses it refuses kindly, with a place and a remedy; that no
query leaves the machine is the promise of the sandbox, not of this look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from oogo.addresses import BASE
from oogo.errors import ForbiddenError, QueryError, TooLargeError

__all__ = [
    "MAX_BRACKETS",
    "MAX_CHARACTERS",
    "MAX_NESTING",
    "Scan",
    "glance",
    "look",
    "place_of",
    "scan",
    "tokens",
]

MAX_CHARACTERS = 256_000
# Lists nested 200 deep already take the parser 4 s; people nest ten deep.
MAX_NESTING = 100
# Whatever these are taken for, 20,000 levels fit the stack that a worker parses on.
MAX_BRACKETS = 20_000

_UPDATES = frozenset(
    {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}
)
_DIFFERS = frozenset({"BNODE", "NOW", "RAND", "STRUUID", "UUID"})
_OPENING, _CLOSING = frozenset({"{", "(", "[", "<<"}), frozenset({"}", ")", "]", ">>"})
_PREFIX_OPERATORS = frozenset("!+-^")

# Possessive throughout: a text that ends too soon costs no second look. An unclosed string runs to
# the end of its line, an unclosed long string to the end of the text.
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*+)
    | (?P<string>\"{3}(?:[^"\\]++|\\.|"(?!""))*+(?:"{3})?+
               | '{3}(?:[^'\\]++|\\.|'(?!''))*+(?:'{3})?+
               | "(?:[^"\\\n\r]++|\\[^\n\r])*+"?+
               | '(?:[^'\\\n\r]++|\\[^\n\r])*+'?+)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
    | (?P<variable>[?$]\w++)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<name>(?:[^\W\d][\w\-.·]*+)?+:(?:[\w:\-·.]++|%[0-9A-Fa-f]{2}|\\[^\n\r])*+)
    | (?P<word>[^\W\d][\w\-.·]*+)
    | (?P<number>[0-9][0-9.]*+(?:[eE][+\-]?+[0-9]++)?+)
    | (?P<bracket><<|>>|[{}()\[\]])
    | (?P<datatype>\^\^)
    | (?P<sign>[^\s])
    """,
    re.VERBOSE | re.DOTALL,
)
# Declarations and comments before the form, as everybody writes them.
_ORDINARY_HEAD = re.compile(
    r"""(?:\s++ | \#[^\n\r]*+ | PREFIX\s++[A-Z_a-z][\w-]*+:\s*+<[^<>"{}|^`\\\x00-\x20]*+>)*+
        (SELECT|ASK)(?![\w\-.·:])""",
    re.VERBOSE | re.IGNORECASE,
)
# Words that decide something where they are no part of a comment or text.
_DECIDING = {
    "FROM": re.compile(r"FROM(?:\s*+[<#]|\s++NAMED\b|\s++[\w\-.·]*+:)"),
    **{word: re.compile(word + r"\s*+[(#]") for word in ("BNODE", "NOW", "RAND", "UUID")},
}
_PART = re.compile(r"[^\-.·]+")
_LOCAL_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True)
class Scan:
    """What a query says before its first bracket: its form and the dataset it names itself.

    ``repeatable`` says that on one edition it gives the same bytes each time.
    """

    form: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    repeatable: bool = True


def scan(text: str) -> Scan:
    """The form and dataset of a query that is small, flat, and asks only of this store."""
    return glance(text) or look(text)


def glance(text: str) -> Scan | None:
    """The same for an ordinary query, without looking at each word; None where that is needed."""
    head = _ORDINARY_HEAD.match(text)
    if (
        head is None
        or len(text) > MAX_CHARACTERS
        or "\\" in text
        or sum(map(text.count, "{([!+-^")) + text.count("<<") > MAX_NESTING
    ):
        return None
    capitals = text.upper()
    if "SERVICE" in capitals or any(
        word in capitals and decides.search(capitals) for word, decides in _DECIDING.items()
    ):
        return None
    return Scan(head[1].upper(), (), ())


def look(text: str) -> Scan:
    """The same for any query, one word after another."""
    _refuse_size(text)
    prologue = _Prologue()
    depth, signs, repeatable, in_template = 0, 0, True, True
    for token in tokens(text):
        kind, value = token.lastgroup, token.group()
        signs = signs + 1 if value in _PREFIX_OPERATORS else 0
        if kind == "bracket":
            depth = depth + 1 if value in _OPENING else max(depth - 1, 0)
        if depth > MAX_NESTING or signs > MAX_NESTING:
            raise _too_deep(text, token.start())
        if kind == "word":
            repeatable = repeatable and value.upper() not in _DIFFERS
            for part in _PART.finditer(value):
                _refuse_service(text, part.group(), token.start() + part.start())
        if kind in {"iri", "name", "word"} and depth == 0:
            prologue.read(text, kind, value, token.start())
        in_template = in_template and value != "}"
        if in_template and prologue.form == "CONSTRUCT":
            # A blank node of a template gets a new name each time.
            repeatable = repeatable and not (value in "[(" or value.startswith("_:"))
    return Scan(
        prologue.form,
        tuple(prologue.default_graphs),
        tuple(prologue.named_graphs),
        repeatable,
    )


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The words, names, strings and signs of a query, without its comments."""
    return (token for token in _TOKEN.finditer(text) if token.lastgroup != "comment")


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


class _Prologue:
    """Reads the words outside all brackets: PREFIX, BASE, the form of the query, and FROM."""

    def __init__(self) -> None:
        self.form = ""
        self.default_graphs: list[str] = []
        self.named_graphs: list[str] = []
        self._base = BASE
        self._prefixes: dict[str, str] = {}
        self._prefix = ""
        self._expects = ""

    def read(self, text: str, kind: str, value: str, offset: int) -> None:
        """Take the next word, name or IRI."""
        if kind == "word":
            self._read_word(text, value.upper(), offset)
        elif kind == "name" and self._expects == "PREFIX":
            self._prefix = value.removesuffix(":")
            self._expects = "PREFIX IRI"
        else:
            self._read_iri(self._iri(kind, value))

    def _read_word(self, text: str, word: str, offset: int) -> None:
        if self.form:
            named = word == "NAMED" and self._expects == "FROM"
            self._expects = "FROM NAMED" if named else word
        elif word in {"BASE", "PREFIX", "VERSION"}:
            self._expects = word
        elif word in _UPDATES:
            raise _update(text, word, offset)
        else:
            self.form = word

    def _read_iri(self, iri: str) -> None:
        if self._expects == "BASE":
            self._base = iri
        elif self._expects == "PREFIX IRI":
            self._prefixes[self._prefix] = iri
        elif self._expects == "FROM":
            self.default_graphs.append(iri)
        elif self._expects == "FROM NAMED":
            self.named_graphs.append(iri)
        self._expects = ""

    def _iri(self, kind: str, value: str) -> str:
        if kind == "iri":
            return urljoin(self._base, value[1:-1])
        prefix, _, local = value.partition(":")
        return self._prefixes.get(prefix, "") + _LOCAL_ESCAPE.sub(r"\1", local)


def _refuse_size(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TooLargeError(
            f"de query heeft {len(text)} tekens; hier worden er {MAX_CHARACTERS} gelezen",
            f"the query has {len(text)} characters; {MAX_CHARACTERS} are read here",
            remedy_nl="Verdeel de query, bijvoorbeeld door de waarden in VALUES te splitsen.",
            remedy_en="Divide the query, for instance by splitting the values in VALUES.",
        )
    if sum(map(text.count, "{([")) + text.count("<<") > MAX_BRACKETS:
        raise QueryError(
            f"de query opent meer dan {MAX_BRACKETS} haakjes",
            f"the query opens more than {MAX_BRACKETS} brackets",
            remedy_nl="Verdeel de query over meer vragen.",
            remedy_en="Divide the query into several.",
        )


def _refuse_service(text: str, word: str, offset: int) -> None:
    if word.upper() != "SERVICE":
        return
    line, column = place_of(text, offset)
    raise ForbiddenError(
        "SERVICE mag hier niet: een query verlaat deze machine niet",
        "SERVICE is not allowed here: a query does not leave this machine",
        place=f"{line}:{column}",
        remedy_nl="Haal de gegevens van de andere dienst zelf op en zet ze in VALUES.",
        remedy_en="Fetch the data of the other service yourself and put them in VALUES.",
        line=line,
        column=column,
    )


def _too_deep(text: str, offset: int) -> QueryError:
    line, column = place_of(text, offset)
    return QueryError(
        f"de query is meer dan {MAX_NESTING} niveaus diep genest",
        f"the query is nested more than {MAX_NESTING} levels deep",
        place=f"{line}:{column}",
        remedy_nl="Haal haakjes weg die niets groeperen.",
        remedy_en="Remove the brackets that group nothing.",
        line=line,
        column=column,
    )


def _update(text: str, word: str, offset: int) -> ForbiddenError:
    line, column = place_of(text, offset)
    return ForbiddenError(
        f"{word} wijzigt gegevens; dit adres leest alleen",
        f"{word} changes data; this address only reads",
        place=f"{line}:{column}",
        remedy_nl="Lever gegevens aan via /api/v1/submissions.",
        remedy_en="Deliver data through /api/v1/submissions.",
        line=line,
        column=column,
    )

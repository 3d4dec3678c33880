"""What the law asks, and the rules that check it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from oogo.errors import NotFoundError
from oogo.language import LANGUAGES, Text
from oogo.names import Names, name_things
from oogo.reading import Reader, Rows, Term, page_query
from oogo.releases import since
from oogo.rules import Period

__all__ = ["Duty", "Rule", "Thing", "duties", "duty", "rule", "rules"]

_FILLED_IN = re.compile(r"\{\??\w+\}")


@dataclass(frozen=True)
class Thing:
    """Something with an IRI and a name."""

    iri: str
    name: Text


@dataclass(frozen=True)
class Duty:
    """One row of the law register; ``start`` and ``end`` are brackets (earliest, latest).

    ``unchecked`` says why no delivery can show whether it was met; empty where a rule checks it.
    """

    code: str
    iri: str
    name: Text
    requirement: Text
    bearers: tuple[Thing, ...]
    counterparties: tuple[Thing, ...]
    law: Thing | None
    article_then: str
    article_now: str
    links: tuple[str, ...]
    start: tuple[str, str]
    end: tuple[str, str]
    severity: Thing
    confidence: Thing
    unchecked: Text

    def on(self, day: date) -> str:
        """Whether the duty holds on this day: yes, no, uncertain, or unknown without a start."""
        period = Period(*(date.fromisoformat(at) if at else None for at in self.start + self.end))
        answer = period.on(day).answer
        return "unknown" if answer != "no" and not any(self.start) else answer


@dataclass(frozen=True)
class Rule:
    """One promise that a delivery is checked for; ``since`` is the model that had it first.

    ``note`` says why it is as it is; ``start`` and ``end`` are there where it holds otherwise
    than its duty.
    """

    code: str
    iri: str
    name: Text
    message: Text
    remedy: Text
    severity: Thing
    example: Text
    bad_example: Text
    duties: tuple[Thing, ...]
    since: str
    note: Text
    start: tuple[str, str]
    end: tuple[str, str]

    @property
    def told(self) -> Text:
        """The message, with dots where a finding fills something in."""
        texts = (_FILLED_IN.sub("…", text) for text in (self.message.nl, self.message.en))
        return Text(*(text.replace("….", "…") for text in texts))

    @property
    def mending(self) -> Text:
        """The remedy with the example of the rule, and dots for what only a finding knows."""
        return Text(*(self._mended(self.remedy[tag], self.example[tag]) for tag in LANGUAGES))

    def _mended(self, remedy: str, example: str) -> str:
        shown = remedy.replace("{suggestie}", "").replace("{voorbeeld}", example or "…")
        return _FILLED_IN.sub("…", shown)


async def duties(reader: Reader) -> tuple[Duty, ...]:
    """All rows of the law register, by code."""
    found = await reader.rows(page_query("plichten"))
    names = await name_things(reader, _things(found))
    return tuple(_duty(rows, names) for rows in _by_code(found).values())


async def duty(reader: Reader, code: str) -> Duty:
    """The row of the law register with this code."""
    for each in await duties(reader):
        if each.code == code:
            return each
    raise NotFoundError(
        f"het wetsregister heeft geen plicht {code}",
        f"the law register has no duty {code}",
        place=code,
        remedy_nl="De lijst staat op /duties.",
        remedy_en="The list is at /duties.",
    )


async def rules(reader: Reader) -> tuple[Rule, ...]:
    """All rules, by code."""
    found = await reader.rows(page_query("regels"))
    names = await name_things(reader, _things(found))
    return tuple(_rule(rows, names) for rows in _by_code(found).values())


async def rule(reader: Reader, code: str) -> Rule:
    """The rule with this code."""
    for each in await rules(reader):
        if each.code == code:
            return each
    raise NotFoundError(
        f"er is geen toetsregel {code}",
        f"there is no rule {code}",
        place=code,
        remedy_nl="De lijst staat op /rules.",
        remedy_en="The list is at /rules.",
    )


_Row = Mapping[str, Term | None]


def _by_code(found: Rows) -> dict[str, list[_Row]]:
    rows: dict[str, list[_Row]] = {}
    for values in found.rows:
        row = dict(zip(found.columns, values, strict=True))
        rows.setdefault(_lexical(row["code"]), []).append(row)
    return rows


def _things(found: Rows) -> set[str]:
    return {term.value for row in found.rows for term in row if isinstance(term, NamedNode)}


def _duty(rows: list[_Row], names: Names) -> Duty:
    first = rows[0]
    laws = _all(rows, "wet", names)
    return Duty(
        code=_lexical(first["code"]),
        iri=_lexical(first["plicht"]),
        name=_text(first, "naam"),
        requirement=_text(first, "eis"),
        bearers=_all(rows, "drager", names),
        counterparties=_all(rows, "tegenpartij", names),
        law=laws[0] if laws else None,
        article_then=_lexical(first["artikel_toen"]),
        article_now=_lexical(first["artikel_nu"]),
        links=tuple(dict.fromkeys(link for row in rows if (link := _lexical(row["link"])))),
        start=(_lexical(first["vanaf_vroegst"]), _lexical(first["vanaf_laatst"])),
        end=(_lexical(first["tot_vroegst"]), _lexical(first["tot_laatst"])),
        severity=_all(rows, "ernst", names)[0],
        confidence=_all(rows, "zekerheid", names)[0],
        unchecked=_text(first, "zonder"),
    )


def _rule(rows: list[_Row], names: Names) -> Rule:
    first = rows[0]
    return Rule(
        code=_lexical(first["code"]),
        iri=_lexical(first["regel"]),
        name=_text(first, "naam"),
        message=_text(first, "melding"),
        remedy=_text(first, "herstel"),
        severity=_all(rows, "ernst", names)[0],
        example=Text(
            _lexical(first["voorbeeld"]),
            _lexical(first["voorbeeld_en"]) or _lexical(first["voorbeeld"]),
        ),
        bad_example=_text(first, "fout"),
        duties=_all(rows, "plicht", names),
        since=since(_lexical(first["regel"])),
        note=_text(first, "noot"),
        start=(_lexical(first["vanaf_vroegst"]), _lexical(first["vanaf_laatst"])),
        end=(_lexical(first["tot_vroegst"]), _lexical(first["tot_laatst"])),
    )


def _all(rows: list[_Row], column: str, names: Names) -> tuple[Thing, ...]:
    iris = dict.fromkeys(iri for row in rows if (iri := _lexical(row[column])))
    return tuple(Thing(iri, Text(names.of(iri, "nl"), names.of(iri, "en"))) for iri in iris)


def _text(row: _Row, column: str) -> Text:
    return Text(_lexical(row[f"{column}_nl"]), _lexical(row[f"{column}_en"]))


def _lexical(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""

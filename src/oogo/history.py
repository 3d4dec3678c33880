"""How a rule and the duty behind it came to be what they are: model by model, text by text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode

from oogo import records, releases
from oogo.language import Text
from oogo.names import name_things
from oogo.norms import Duty, Rule
from oogo.reading import Reader
from oogo.releases import Said

__all__ = ["Moment", "Step", "of_duty", "of_rule"]

_PARTS = {
    "name": Text("De naam", "The name"),
    "message": Text("De melding", "The message"),
    "remedy": Text("Het herstel", "The remedy"),
    "severity": Text("De ernst", "The severity"),
    "duty": Text("De plicht", "The duty"),
}
_POINTING = {"severity", "duty"}
_Called = Callable[[str], Text]


@dataclass(frozen=True)
class Step:
    """What one version of the model changed in a part of a rule."""

    version: str
    part: Text
    was: Text
    now: Text


@dataclass(frozen=True)
class Moment:
    """What happened to the law behind a rule, and when: the first and the last day it can be."""

    earliest: str
    latest: str
    told: Text
    link: str = ""


async def of_rule(reader: Reader, rule: Rule) -> tuple[Step, ...]:
    """What the versions of the model changed in a rule, oldest first."""
    now = {rule.severity.iri, *(duty.iri for duty in rule.duties)}
    names = await name_things(reader, now | await asyncio.to_thread(_things_of, rule))
    return _steps(rule, lambda iri: Text(names.of(iri, "nl"), names.of(iri, "en")))


def _steps(rule: Rule, called: _Called) -> tuple[Step, ...]:
    versions = [*releases.rule_in_versions(rule.iri)]
    if not versions or versions[-1][0] != releases.version():
        versions.append((releases.version(), _now(rule)))
    return tuple(
        step
        for (_, before), (version, after) in pairwise(versions)
        for step in _changes(version, before, after, called)
    )


def _things_of(rule: Rule) -> set[str]:
    """What the history of a rule names: severities and duties of then."""
    return {
        iri
        for _, said in releases.rule_in_versions(rule.iri)
        for part in _POINTING
        for iri in said.get(part, "").split()
    }


def _changes(version: str, before: Said, after: Said, called: _Called) -> Iterator[Step]:
    for part, name in _PARTS.items():
        was, now = (_text(said, part, called) for said in (before, after))
        if was != now:
            yield Step(version, name, was, now)


def _text(said: Said, part: str, called: _Called) -> Text:
    if part not in _POINTING:
        return Text(said.get(f"{part} nl", ""), said.get(f"{part} en", ""))
    names = [called(iri) for iri in said.get(part, "").split()]
    return Text(", ".join(each.nl for each in names), ", ".join(each.en for each in names))


def _now(rule: Rule) -> Said:
    texts = {"name": rule.name, "message": rule.message, "remedy": rule.remedy}
    said = {
        f"{part} {language}": text[language]
        for part, text in texts.items()
        for language in ("nl", "en")
    }
    duties = " ".join(sorted(duty.iri for duty in rule.duties))
    return {**said, "severity": rule.severity.iri, "duty": duties}


async def of_duty(reader: Reader, duty: Duty) -> tuple[Moment, ...]:
    """What is known of the law behind a duty, in the order in which it happened."""
    found = await records.read(reader, "plicht-geschiedenis", {"plicht": NamedNode(duty.iri)})
    moments = [*_bounds(duty)]
    followed = False
    for record in found:
        day, new, old = record.word("dag"), record.text("nieuw"), record.text("oud")
        if old.nl:
            followed = True
            told = Text(
                f"{new.nl} komt in de plaats van {old.nl}: nu {duty.article_now}.",
                f"{new.en} takes the place of {old.en}: now {duty.article_now}.",
            )
            moments.append(Moment(day, day, told))
        else:
            told = Text(f"Gelezen: {new.nl}.", f"Read: {new.en}.")
            moments.append(Moment(day, day, told, record.word("link")))
    if duty.article_then and duty.article_now not in {"", duty.article_then} and not followed:
        told = Text(
            f"Eerst {duty.article_then}, nu {duty.article_now}; de dag is niet nagegaan.",
            f"First {duty.article_then}, now {duty.article_now}; the day was not looked up.",
        )
        moments.append(Moment("2022", "2026", told))
    return tuple(sorted(moments, key=lambda each: each.earliest or each.latest))


def _bounds(duty: Duty) -> Iterator[Moment]:
    article = duty.article_then or duty.article_now
    if any(duty.start):
        begins = Text(f"De plicht begint te gelden: {article}.", f"The duty starts: {article}.")
        yield Moment(*duty.start, begins)
    if any(duty.end):
        ends = Text("De plicht geldt niet meer.", "The duty holds no longer.")
        yield Moment(*duty.end, ends)

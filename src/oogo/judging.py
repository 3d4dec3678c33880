"""Received + rules + an edition → Report in which each finding has its place and its actor."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from oogo import __version__
from oogo.addresses import BASE
from oogo.content import folder
from oogo.context import CONTEXT
from oogo.doubts import Doubts
from oogo.placing import Places
from oogo.reception import Received
from oogo.report import Finding, Report
from oogo.rules import rules
from oogo.slice import World
from oogo.validation import validate
from oogo.waivers import Waiver, waive
from oogo.workbook import forms
from oogo.workbook.places import CellFinding
from oogo.workbook.wording import code_of, example_in_cells, in_sheets

__all__ = ["Actors", "judge"]

_BEARER = NamedNode(BASE + "def/plichtdrager")
_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_SENDER = {"nl": "afzender", "en": "sender"}
_NOTHING_CHECKED = "KW-00"


def judge(
    received: Received,
    edition: Store,
    *,
    on: date,
    waivers: Iterable[Waiver] = (),
    versions: Mapping[str, str] | None = None,
) -> Report:
    """What reader and rules find in what was received; personal data stop everything else."""
    if received.refused:
        refused = tuple(map(_from_cell, received.refused))
        return Report(
            received.submission.name,
            on.isoformat(),
            0,
            refused,
            {"oogo": __version__, **(versions or {})},
            refused=True,
        )
    world = World(received.submission.graph, edition)
    report = validate(received.submission, edition, on=on, versions=versions, world=world)
    granted = tuple(waivers)

    def waived(found: Iterable[Finding]) -> tuple[Finding, ...]:
        return waive(found, granted, received.organisation, on)

    ruled = _ruled(received, report.findings, world, waived)
    findings = [*map(_from_cell, received.findings), *ruled]
    read = len(received.submission.nodes) if received.template else 0
    if read or received.unread:
        findings = [finding for finding in findings if finding.rule != _NOTHING_CHECKED]
    actors = Actors(edition)
    named = (replace(finding, actor=actors.of(finding)) for finding in findings)
    return replace(
        report,
        checked=max(report.checked, read),
        findings=waived(named),
        versions={**report.versions, **_versions(received)},
        organisation=received.organisation,
        template=received.template,
        removed=received.removed,
    )


def _in_sheets(finding: Finding, template: str, value: str) -> Finding:
    """The finding with its remedy and example as sheets and columns, for who filled them in."""
    if not template:
        return finding
    example = example_in_cells(finding.example, template) if finding.example else ""
    return replace(
        finding,
        message=_with_code(finding, value),
        remedy=in_sheets(finding.remedy, template, sheet=finding.sheet, value=value),
        example=example or finding.example,
    )


def _with_code(finding: Finding, value: str) -> Mapping[str, str]:
    """The message with the official code of the organisation it names, unless the cell has it."""
    code = code_of(value)
    if not code or code in finding.value or not finding.value_label:
        return finding.message
    said = {"nl": "De code van {name} is {code}.", "en": "The code of {name} is {code}."}
    return {
        language: f"{text} {said[language].format(name=finding.value_label, code=code)}"
        for language, text in finding.message.items()
    }


def _ruled(
    received: Received,
    findings: Iterable[Finding],
    world: World,
    waived: Callable[[Iterable[Finding]], tuple[Finding, ...]],
) -> Iterator[Finding]:
    """The findings of the rules at their cells; a cell that cannot be read is told of once.

    What is waived blocks nothing, so nothing else may be excused by it.
    """
    places = Places.of(received, world, rules())
    placed = [(finding, places.placed(finding)) for finding in findings]
    missing = [places.missing(finding) for _, finding in placed]
    asked = [at for (_, at), own in zip(placed, missing, strict=True) if own]
    blocking = {
        (found.sheet, found.cell)
        for found in waived([*map(_from_cell, received.findings), *asked])
        if found.severity == "violation"
    }
    unread = (*received.unread, *filter(None, missing))
    counting = [each for each in unread if (each.place.sheet, each.place.cell) in blocking]
    doubts = Doubts(counting, world, rules())
    unreadable = {
        (found.place.sheet, found.place.cell, found.subject.value, found.path.value)
        for found in received.findings
        if (found.place.sheet, found.place.cell) in blocking and found.subject and found.path
    }
    told = set()
    for (finding, at), own in zip(placed, missing, strict=True):
        if (at.sheet, at.cell, at.focus, at.path) not in unreadable:
            weighed = at if own else doubts.weighed(at)
            if weighed is not at and (weighed.rule, weighed.focus, weighed.cell) in told:
                continue
            told.add((weighed.rule, weighed.focus, weighed.cell))
            yield _in_sheets(weighed, received.template, finding.value)


def _versions(received: Received) -> dict[str, str]:
    """Which law, context and template this release has."""
    known = {"law": _law(), "context": CONTEXT.rpartition("/")[2]}
    return known | ({"template": forms.load().version} if received.template else {})


@cache
def _law() -> str:
    """What names the law register as it is now."""
    files = sorted((folder("ontology") / "wet").glob("*.ttl"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _from_cell(found: CellFinding) -> Finding:
    """A finding of the reader, in the form of a finding of the rules."""
    return Finding(
        rule=found.rule,
        name=_name(found.rule),
        severity=found.severity,
        shape="",
        focus=found.subject.value if found.subject else "",
        focus_label="",
        path=found.path.value if found.path else "",
        value=found.place.value,
        value_label="",
        message=found.message,
        article="",
        link="",
        duties=(),
        act_date="",
        in_force={},
        remedy=found.remedy,
        example=found.example,
        file=found.place.file,
        sheet=found.place.sheet,
        cell=found.place.cell,
        actor=_SENDER,
    )


def _name(code: str) -> dict[str, str]:
    """What a rule of the reader is called: its own name, or that of its column."""
    known = forms.load()
    if code in known.rules:
        name = known.rules[code].name
        return {"nl": name.nl, "en": name.en}
    for sheet in known.sheets.values():
        for column in sheet.columns:
            if column.code == code:
                return {
                    "nl": f"{sheet.name.nl}: {column.name.nl}",
                    "en": f"{sheet.name.en}: {column.name.en}",
                }
    return {"nl": code, "en": code}


class Actors:
    """Who bears the duties that the rules check."""

    def __init__(self, edition: Store) -> None:
        """As this edition names them."""
        self._edition = edition
        self._known: dict[str, dict[str, str]] = {}

    def of(self, finding: Finding) -> dict[str, str]:
        """Who must act on this finding; the sender where no duty says so."""
        found = [self._bearers(duty) for duty in finding.duties]
        names = {
            language: ", ".join(dict.fromkeys(each[language] for each in found if each[language]))
            for language in ("nl", "en")
        }
        return names if names["nl"] else _SENDER

    def _bearers(self, duty: str) -> dict[str, str]:
        if duty not in self._known:
            bearers = self._edition.quads_for_pattern(
                NamedNode(duty), _BEARER, None, DefaultGraph()
            )
            labels = [
                label.object
                for bearer in bearers
                if isinstance(bearer.object, NamedNode)
                for label in self._edition.quads_for_pattern(
                    bearer.object, _LABEL, None, DefaultGraph()
                )
                if isinstance(label.object, Literal)
            ]
            self._known[duty] = {
                language: ", ".join(
                    sorted(
                        label.value
                        for label in labels
                        if isinstance(label, Literal) and label.language == language
                    )
                )
                for language in ("nl", "en")
            }
        return self._known[duty]

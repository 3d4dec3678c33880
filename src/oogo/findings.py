"""The findings of a report grouped, as a table, and in the sender's own workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode

from oogo.report import SEVERITIES, Finding, Report
from oogo.workbook.comments import annotated, findings_workbook, note_of
from oogo.workbook.places import CellFinding, Place

__all__ = ["Group", "annotated_workbook", "as_csv", "grouped"]

FIRST = 3
_COLUMNS = {
    "nl": (
        "regel",
        "ernst",
        "voor wie",
        "bestand",
        "blad",
        "cel",
        "waarde",
        "waarover",
        "wat er mis is",
        "artikel",
        "link",
        "zo herstelt u het",
        "voorbeeld",
        "ontheffing tot",
    ),
    "en": (
        "rule",
        "severity",
        "for whom",
        "file",
        "sheet",
        "cell",
        "value",
        "about",
        "what is wrong",
        "article",
        "link",
        "how to mend it",
        "example",
        "waived until",
    ),
}
# A spreadsheet takes these for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Group:
    """All findings of one rule for one actor; ``first`` stand for the rest."""

    rule: str
    severity: str
    actor: str
    findings: tuple[Finding, ...]

    @property
    def first(self) -> tuple[Finding, ...]:
        """The first three."""
        return self.findings[:FIRST]

    @property
    def same(self) -> bool:
        """Whether one remedy mends all of them."""
        return len({(str(f.remedy), f.example) for f in self.findings}) == 1

    @property
    def others(self) -> tuple[Finding, ...]:
        """The rest."""
        return self.findings[FIRST:]


def grouped(report: Report, language: str = "nl") -> tuple[Group, ...]:
    """The findings by severity, rule and actor."""

    def key(finding: Finding) -> tuple[int, str, str]:
        return (
            SEVERITIES.index(finding.severity),
            finding.rule,
            finding.actor.get(language, ""),
        )

    ordered = sorted(report.findings, key=lambda f: (*key(f), _order(f)))
    return tuple(
        Group(rule, SEVERITIES[severity], actor, tuple(findings))
        for (severity, rule, actor), findings in groupby(ordered, key)
    )


def _order(finding: Finding) -> tuple[str, int, str, str]:
    """Sheet by sheet, from top to bottom."""
    digits = "".join(sign for sign in finding.cell if sign.isdigit())
    return finding.sheet, int(digits or 0), finding.cell, finding.focus


def as_csv(report: Report, language: str = "nl") -> str:
    """One line per finding, for a spreadsheet: no value in it is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS[language])
    for group in grouped(report, language):
        for finding in group.findings:
            writer.writerow(map(_plain, _line(finding, language)))
    return "\ufeff" + text.getvalue()


def _line(finding: Finding, language: str) -> Iterator[str]:
    yield finding.rule
    yield finding.kind(language)
    yield finding.actor.get(language, "")
    yield from (finding.file, finding.sheet, finding.cell, finding.value)
    yield finding.focus_label or finding.focus
    yield finding.message[language]
    yield from (finding.article, finding.link)
    yield finding.remedy.get(language, "")
    yield finding.example
    yield finding.waiver.get("until", "")


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def annotated_workbook(data: bytes, report: Report, language: str = "nl") -> tuple[str, bytes]:
    """The sender's own workbook with the findings in its cells, and its suffix.

    Where the file holds no notes (csv, Turtle), or is not to be shown again, it is a workbook with
    one finding on each row.
    """
    found = [_in_cell(finding, language) for finding in report.findings]
    notes = [note_of(finding, language) for finding in found]
    own = annotated(data, report.name, notes) if data and not report.refused else None
    if own is not None:
        return own[1], own[0]
    return ".xlsx", findings_workbook(found, language)


def _in_cell(finding: Finding, language: str) -> CellFinding:
    """The finding as the workbooks write it."""
    article = f" ({finding.article})" if finding.article else ""
    return CellFinding(
        finding.rule,
        finding.kind(language),
        Place(finding.file or finding.focus, finding.sheet, finding.cell, finding.value),
        NamedNode(finding.focus) if finding.focus.startswith("http") else None,
        None,
        {name: text + article for name, text in finding.message.items()},
        {name: finding.remedy.get(name, "") for name in ("nl", "en")},
        finding.example,
    )

"""What a validation found, as JSON, as text and as a SHACL report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    RdfFormat,
    Triple,
    serialize,
)

from oogo.addresses import BASE

__all__ = ["LABELS", "SEVERITIES", "WEIGHTS", "Finding", "Report", "in_force_text"]

SEVERITIES = ("violation", "warning", "uncertain", "not-assessable", "waived")
LABELS: Mapping[str, Mapping[str, str]] = {
    "violation": {"nl": "overtreding", "en": "violation"},
    "warning": {"nl": "waarschuwing", "en": "warning"},
    "uncertain": {"nl": "onzeker", "en": "uncertain"},
    "not-assessable": {"nl": "niet te beoordelen", "en": "not assessable"},
    "waived": {"nl": "ontheffing verleend", "en": "waived"},
}
WEIGHTS: Mapping[str, Mapping[str, str]] = {
    "legal": {"nl": "wettelijk verplicht", "en": "required by law"},
    "agreed": {"nl": "afgesproken", "en": "agreed"},
    "advised": {"nl": "aanbevolen", "en": "recommended"},
}
_PRACTICE = "GP-"
_CONCEPTS = {"legal": "wettelijk-verplicht", "agreed": "afgesproken", "advised": "aanbevolen"}

_SH = "http://www.w3.org/ns/shacl#"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SHACL_SEVERITY = {
    "violation": NamedNode(_SH + "Violation"),
    "warning": NamedNode(_SH + "Warning"),
    "uncertain": NamedNode(BASE + "def/Onzeker"),
    "not-assessable": NamedNode(BASE + "def/NietTeBeoordelen"),
    "waived": NamedNode(_SH + "Info"),
}
_WORDS = {
    "nl": {
        "law": "Wet",
        "force": "geldt",
        "mend": "Zo herstelt u het",
        "none": "Geen bevindingen.",
        "from": "vanaf",
        "until": "tot",
        "between": "een dag tussen",
        "and": "en",
        "by": "uiterlijk",
        "not_before": "op zijn vroegst",
        "date": "peildatum",
    },
    "en": {
        "law": "Law",
        "force": "in force",
        "mend": "How to mend it",
        "none": "No findings.",
        "from": "from",
        "until": "until",
        "between": "a day between",
        "and": "and",
        "by": "at the latest",
        "not_before": "at the earliest",
        "date": "as of",
    },
}


@dataclass(frozen=True)
class Finding:
    """One promise that one thing breaks, with the law behind it and the way out.

    ``file``, ``sheet`` and ``cell`` say where it stands in what was delivered; ``actor`` is who
    must act, and ``waiver`` the ground, document and end date where the rule is waived.
    """

    rule: str
    name: Mapping[str, str]
    severity: str
    shape: str
    focus: str
    focus_label: str
    path: str
    value: str
    value_label: str
    message: Mapping[str, str]
    article: str
    link: str
    duties: tuple[str, ...]
    act_date: str
    in_force: Mapping[str, str]
    remedy: Mapping[str, str]
    example: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    actor: Mapping[str, str] = field(default_factory=dict, hash=False)
    waiver: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def place(self) -> str:
        """File, sheet and cell as a sender reads them; empty where they are not known."""
        return ", ".join(part for part in (self.file, self.sheet, self.cell) if part)

    @property
    def weight(self) -> str:
        """On what it rests: the law, what was agreed (practice, and how data look), or advice."""
        if self.rule.startswith(_PRACTICE):
            return "agreed"
        if self.waiver.get("was", self.severity) == "warning":
            return "advised"
        return "legal" if self.duties else "agreed"

    def kind(self, language: str) -> str:
        """How it counts and on what it rests, in words."""
        return f"{LABELS[self.severity][language]}, {WEIGHTS[self.weight][language]}"


@dataclass(frozen=True)
class Report:
    """The findings on one submission; ``checked`` counts the things that a rule looked at.

    ``refused`` says that it held personal data, so that nothing else was looked at or kept;
    ``removed`` names the properties of the file that were taken out because they name persons.
    """

    name: str
    date: str
    checked: int
    findings: tuple[Finding, ...]
    versions: Mapping[str, str]
    organisation: str = ""
    template: str = ""
    refused: bool = False
    removed: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        return {s: sum(f.severity == s for f in self.findings) for s in SEVERITIES}

    @property
    def accepted(self) -> bool:
        """Only violations block, and a submission in which nothing was checked is not accepted."""
        return self.checked > 0 and not self.refused and self.counts["violation"] == 0

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "name": self.name,
            "date": self.date,
            "accepted": self.accepted,
            "checked": self.checked,
            "counts": self.counts,
            "findings": [
                {
                    **asdict(finding),
                    "act_date": finding.act_date or None,
                    "severity_label": dict(LABELS[finding.severity]),
                    "weight": finding.weight,
                    "weight_label": dict(WEIGHTS[finding.weight]),
                }
                for finding in self.findings
            ],
            "versions": dict(self.versions),
            "organisation": self.organisation,
            "template": self.template,
            "refused": self.refused,
            "removed": list(self.removed),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Report:
        """The report that these JSON values state."""
        findings = tuple(_finding(values) for values in data["findings"])
        return cls(
            data["name"],
            data["date"],
            data["checked"],
            findings,
            data["versions"],
            data["organisation"],
            data["template"],
            data["refused"],
            tuple(data["removed"]),
        )

    def as_text(self, language: str = "nl") -> str:
        """The report for people, in Dutch or English."""
        words = _WORDS[language]
        counts = ", ".join(
            f"{number} {LABELS[severity][language]}"
            for severity, number in self.counts.items()
            if number or severity != "waived"
        )
        lines = [f"{self.name} ({words['date']} {self.date}): {counts}"]
        if not self.findings:
            lines.append(words["none"])
        for finding in self.findings:
            lines += ["", *_finding_lines(finding, language)]
        return "\n".join(lines) + "\n"

    def as_turtle(self) -> str:
        """The report in the SHACL vocabulary."""
        prefixes = {"sh": _SH, "oogo": BASE + "def/", "vorm": BASE + "vorm/"}
        text = serialize(self._shacl(), format=RdfFormat.TURTLE, prefixes=prefixes)
        return (text or b"").decode()

    def _shacl(self) -> Iterator[Triple]:
        report = BlankNode()
        yield Triple(report, _RDF_TYPE, NamedNode(_SH + "ValidationReport"))
        conforms = "false" if self.findings or not self.checked else "true"
        boolean = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
        yield Triple(report, NamedNode(_SH + "conforms"), Literal(conforms, datatype=boolean))
        for finding in self.findings:
            result = BlankNode()
            yield Triple(report, NamedNode(_SH + "result"), result)
            yield Triple(result, _RDF_TYPE, NamedNode(_SH + "ValidationResult"))
            severity = _SHACL_SEVERITY[finding.severity]
            yield Triple(result, NamedNode(_SH + "resultSeverity"), severity)
            weight = NamedNode(f"{BASE}begrip/ernst/{_CONCEPTS[finding.weight]}")
            yield Triple(result, NamedNode(BASE + "def/ernst"), weight)
            if finding.focus:
                yield Triple(result, NamedNode(_SH + "focusNode"), NamedNode(finding.focus))
            if finding.shape:
                yield Triple(result, NamedNode(_SH + "sourceShape"), NamedNode(finding.shape))
            for language, text in finding.message.items():
                message = Literal(text, language=language)
                yield Triple(result, NamedNode(_SH + "resultMessage"), message)
            identifier = NamedNode("http://purl.org/dc/terms/identifier")
            yield Triple(result, identifier, Literal(finding.rule))
            for duty in finding.duties:
                yield Triple(result, NamedNode(BASE + "def/controleert"), NamedNode(duty))


def _finding(values: Mapping[str, Any]) -> Finding:
    known: dict[str, Any] = {each.name: values[each.name] for each in fields(Finding)}
    return Finding(
        **{**known, "duties": tuple(known["duties"]), "act_date": known["act_date"] or ""}
    )


def _finding_lines(finding: Finding, language: str) -> Iterator[str]:
    words = _WORDS[language]
    name = finding.name.get(language, "")
    yield f"[{finding.rule}] {finding.kind(language)}: {name}"
    if finding.sheet:
        yield f"  {finding.place}" + (f": ‘{finding.value}’" if finding.value else "")
    if finding.focus:
        yield f"  {finding.focus_label or finding.focus}"
    yield f"  {finding.message[language]}"
    if finding.article:
        force = in_force_text(finding.in_force, language)
        yield f"  {words['law']}: {finding.article} ({words['force']} {force}) {finding.link}"
    if finding.remedy:
        yield f"  {words['mend']}: {finding.remedy[language]}"


def in_force_text(in_force: Mapping[str, str], language: str) -> str:
    """From when until when a duty holds, in words; the end is exclusive."""
    words = _WORDS[language]
    start = _bound(in_force.get("from_earliest", ""), in_force.get("from_latest", ""), words)
    end = _bound(in_force.get("to_earliest", ""), in_force.get("to_latest", ""), words)
    said = f"{words['from']} {start}" if start else ""
    return f"{said} {words['until']} {end}".strip() if end else said


def _bound(earliest: str, latest: str, words: Mapping[str, str]) -> str:
    if earliest and latest and earliest != latest:
        return f"{words['between']} {earliest} {words['and']} {latest}"
    if latest and not earliest:
        return f"{words['by']} {latest}"
    if earliest and not latest:
        return f"{words['not_before']} {earliest}"
    return earliest

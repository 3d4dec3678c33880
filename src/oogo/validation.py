"""Submission + shapes + the part of an edition they consult → Report.

Readable but wrong data is an answer. A finding is dated by the act it is about; where the law's own
start or end is only known as a bracket, the finding is uncertain and names both readings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date

import rdflib
from pyoxigraph import Literal, NamedNode, Store, Triple
from rdflib.namespace import XSD

from oogo import __version__
from oogo.addresses import BASE
from oogo.compiled import Facts, Result
from oogo.intake import Submission
from oogo.report import Finding, Report
from oogo.rules import OOGO, Duty, InForce, Part, Period, Rule, Rules, duty, rules
from oogo.shacl import results
from oogo.slice import Term, World, cut

__all__ = ["validate"]

# What the shapes may know of the check itself stands in the data as statements about this node.
_CHECK = NamedNode(BASE + "vorm/toetsing")
_LABELS = (
    NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
)
_UNCERTAIN = {
    ("nl", "start"): "Onzeker of dit op {day} al gold: het begin ligt tussen {a} en {b}. "
    "Gold het al, dan: {message} Gold het nog niet, dan is dit in orde.",
    ("nl", "end"): "Onzeker of dit op {day} nog gold: het einde ligt tussen {a} en {b}. "
    "Gold het nog, dan: {message} Gold het niet meer, dan is dit in orde.",
    ("en", "start"): "Uncertain whether this was in force on {day}: it starts between {a} and {b}. "
    "If it was: {message} If it was not yet, this is in order.",
    ("en", "end"): "Uncertain whether this was in force on {day}: it ends between {a} and {b}. "
    "If it was: {message} If it was no longer, this is in order.",
}
_PARTLY = {
    "nl": "De wettekst hierachter is maar gedeeltelijk nagelezen.",
    "en": "The text of the law behind this has been read only in part.",
}
_UNKNOWN = {"nl": "een onbekende datum", "en": "an unknown date"}


def validate(
    submission: Submission,
    edition: Store,
    *,
    on: date,
    by: Rules | None = None,
    versions: Mapping[str, str] | None = None,
    world: World | None = None,
) -> Report:
    """What the rules find in this submission; ``on`` counts for drafts and for what is due now.

    Who has the world of this submission and edition may give it.
    """
    by = by or rules()
    world = world or World(submission.graph, edition)
    nodes = {node: world.kinds(node, by.parameters) for node in submission.nodes}
    part = by.part(frozenset().union(*nodes.values()))
    facts = Facts(
        [*_statements(submission, world, nodes, part), *_about_the_check(part, world, on)]
    )
    judge = _Judge(world, by, on)
    findings = {
        finding: None
        for result in results(part.checks, facts, nodes)
        for finding in judge.findings(result)
    }
    checked = sum(not kinds.isdisjoint(by.by_class) for kinds in nodes.values())
    found = [*findings, *(() if checked else (_nothing_checked(),))]
    found.sort(key=lambda f: (f.rule, f.focus, f.value, f.path, sorted(f.message.items())))
    return Report(
        name=submission.name,
        date=on.isoformat(),
        checked=checked,
        findings=tuple(found),
        versions={"oogo": __version__, "shapes": by.digest[:12], **(versions or {})},
    )


def _statements(
    submission: Submission, world: World, nodes: Mapping[NamedNode, frozenset[str]], part: Part
) -> Iterator[Triple]:
    """What the shapes get to see: the submission, its slice and the tree of classes."""
    yield from (triple for triple in submission.graph if triple.subject != _CHECK)
    yield from cut(nodes, world, part.paths)
    yield from world.class_tree
    for element in {NamedNode(element) for _, element in part.required}:
        for predicate in _LABELS:
            for label in world.values(element, predicate):
                yield Triple(element, predicate, label)


def _about_the_check(part: Part, world: World, on: date) -> Iterator[Triple]:
    """What the shapes may know of the check and of themselves."""
    day = Literal(on.isoformat(), datatype=NamedNode(XSD.date))
    yield Triple(_CHECK, NamedNode(OOGO.peildatum), day)
    for unknown in world.unknown_terms():
        yield Triple(_CHECK, NamedNode(OOGO.onbekendeTerm), unknown)
    for unknown in world.unknown_concepts():
        yield Triple(_CHECK, NamedNode(OOGO.onbekendBegrip), unknown)
    for shape, element in part.required:
        yield Triple(NamedNode(shape), NamedNode(OOGO.vereistOnderdeel), NamedNode(element))


class _Judge:
    """Turns a SHACL result into a finding, dated by the act."""

    def __init__(self, world: World, by: Rules, on: date) -> None:
        self._world = world
        self._rules = by
        self._on = on
        self._duties: dict[str, Duty] = {}

    def findings(self, result: Result) -> Iterator[Finding]:
        """The finding that this result stands for; none where the duty was not in force."""
        rule = self._rules.by_shape[str(result.shape)]
        focus = result.focus.value
        day = self._day(rule, focus)
        duties = [self._duty(iri) for iri in rule.duties]
        period = rule.own_period or (duties[0].period if duties else Period())
        in_force = period.on(day)
        if in_force.answer == "no":
            return
        uncertain = in_force.answer == "uncertain" and rule.severity != "not-assessable"
        message: Mapping[str, str] = {**rule.message, **dict(result.messages)}
        if uncertain:
            message = _both_readings(message, in_force, period, day)
        if any(found.partly for found in duties):
            message = {
                language: f"{text} {_PARTLY[language]}" for language, text in message.items()
            }
        path, value = result.path, result.value
        yield Finding(
            rule=rule.code,
            name=_Texts(rule.name),
            severity="uncertain" if uncertain else rule.severity,
            shape=rule.shape,
            focus=focus,
            focus_label=self._label(result.focus),
            path=str(path) if isinstance(path, rdflib.URIRef) else "",
            value="" if value is None else value.value,
            value_label="" if value is None else self._label(value),
            message=_Texts(message),
            article=", ".join(dict.fromkeys(found.article(day) for found in duties)),
            link=duties[0].link(day) if duties else "",
            duties=rule.duties,
            act_date=day.isoformat(),
            in_force=_Texts(_bounds(period)),
            remedy=_Texts(rule.remedy),
            example=rule.example,
        )

    def _day(self, rule: Rule, focus: str) -> date:
        """The date of the act that the rule is about; without one, the date of the check."""
        if not rule.act:
            return self._on
        reached = self._world.walk(NamedNode(focus), rule.act)
        days = sorted(day for term in reached if (day := _as_date(term)))
        return days[-1] if days else self._on

    def _duty(self, iri: str) -> Duty:
        if iri not in self._duties:
            self._duties[iri] = duty(self._world, iri)
        return self._duties[iri]

    def _label(self, term: Term) -> str:
        """What people call this thing: its Dutch label if it has one; a value as it is."""
        if not isinstance(term, NamedNode):
            return str(getattr(term, "value", term))
        labels = [
            label
            for predicate in _LABELS
            for label in self._world.values(term, predicate)
            if isinstance(label, Literal)
        ]
        labels.sort(key=lambda label: (label.language != "nl", label.value))
        return labels[0].value if labels else ""


class _Texts(dict[str, str]):
    """Texts by language that do not change, so that a finding can be told from another."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))


def _as_date(term: Term) -> date | None:
    try:
        return date.fromisoformat(term.value) if isinstance(term, Literal) else None
    except ValueError:
        return None


def _both_readings(
    message: Mapping[str, str], in_force: InForce, period: Period, day: date
) -> dict[str, str]:
    bounds = {
        "start": (period.from_earliest, period.from_latest),
        "end": (period.to_earliest, period.to_latest),
    }[in_force.bound]
    return {
        language: _UNCERTAIN[language, in_force.bound].format(
            day=day,
            a=bounds[0] or _UNKNOWN[language],
            b=bounds[1] or _UNKNOWN[language],
            message=text,
        )
        for language, text in message.items()
    }


def _bounds(period: Period) -> dict[str, str]:
    return {name: bound.isoformat() for name, bound in asdict(period).items() if bound}


def _nothing_checked() -> Finding:
    """Could not validate is never conforms."""
    return Finding(
        rule="KW-00",
        name=_Texts(nl="niets getoetst", en="nothing checked"),
        severity="not-assessable",
        shape="",
        focus="",
        focus_label="",
        path="",
        value="",
        value_label="",
        message=_Texts(
            nl="In deze aanlevering staat niets waarvoor regels bestaan.",
            en="This submission holds nothing that rules exist for.",
        ),
        article="",
        link="",
        duties=(),
        act_date="",
        in_force=_Texts(),
        remedy=_Texts(
            nl="Geef elk ding zijn soort, bijvoorbeeld ‘a oogo:Ondersteuningsplan’.",
            en="Give each thing its class, for example ‘a oogo:Ondersteuningsplan’.",
        ),
        example="<https://w3id.org/oogo/id/plan/PO2604-voorbeeld> a oogo:Ondersteuningsplan .",
    )

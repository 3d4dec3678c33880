"""Every promise has an example that breaks it, and every example breaks one promise."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple
from rdflib import DCTERMS, RDF, SKOS
from rdflib.namespace import SH

from oogo.addresses import BASE
from oogo.content import folder
from oogo.intake import Submission
from oogo.report import Report
from oogo.rules import OOGO, Rule, Rules, rules
from oogo.validation import validate
from tests.deliveries import (
    BREAKING,
    EXAMPLES,
    GOOD,
    SHAPES,
    TODAY,
    Change,
    Example,
    judge,
    outcome,
    plain_edition,
    rule_alone,
    triples_of,
    world,
)

CONSTRAINTS = {
    SH["class"]: "class",
    SH["in"]: "in",
    SH.datatype: "datatype",
    SH.hasValue: "hasValue",
    SH.maxCount: "maxCount",
    SH.maxInclusive: "maxInclusive",
    SH.minCount: "minCount",
    SH.minExclusive: "minExclusive",
    SH.minInclusive: "minInclusive",
    SH.minLength: "minLength",
    SH.nodeKind: "nodeKind",
    SH.pattern: "pattern",
    SH.sparql: "sparql",
}
# Rules that check one more duty than the one that gives them their code.
MORE_DUTIES = {
    "PO-01b": {"VO-01"},  # without board and sector neither law can be applied
    "PO-09d": {"PO-13"},  # without an area neither consultation can be checked
    "VO-06d": {"VO-08"},
}
# Rules about how things stand on the day of the check: an area, a board, an arrangement or a draft.
OF_TODAY = {
    *("GM-17", "GP-01", "GP-02a", "GP-02b", "GP-02c", "GP-03", "GP-04", "GP-05a", "GP-05b"),
    *("PO-01a", "PO-01b", "PO-04", "PO-06c", "VO-01a", "VO-04c"),
}
# This rule is about names, and these examples about things that nobody described.
ABOUT_NAMES = {"GM-17"}
WITHOUT_NAME = {
    *("KW-02/sparql.not-assessable.ru",),
    *("KW-13/sparql-klasse.violation.ru", "KW-13/sparql.violation.ru"),
    *("KW-38/sparql-plicht.violation.ru", "KW-38/sparql.violation.ru"),
    *("PO-09c/sparql-toegevoegd.violation.ru", "PO-09c/sparql-vertrokken-later.violation.ru"),
    *("PO-13a/sparql-deel-begint.violation.ru", "PO-13a/sparql-deel-loopt-nog.violation.ru"),
    "PO-13a/sparql-gedeeltelijk.violation.ru",
}
PREFERRED = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
OWN_DATES = ("vanafVroegst", "vanafLaatst", "totVroegst", "totLaatst")


def sampled(examples: list[Example], every: int) -> list[object]:
    """All examples; those outside the sample only under ``make soak``."""
    return [
        pytest.param(e, marks=() if n % every == 0 else pytest.mark.soak, id=e.name)
        for n, e in enumerate(examples)
    ]


# --- examples


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_example_breaks_the_promise_in_its_path(example: Example) -> None:
    report = judge(example, rule_alone(example.rule))
    assert outcome(report) == example.expected, report.as_text()
    for finding in report.findings:
        for text in finding.message.values():
            assert "{" not in text, text
        assert set(finding.message) == set(finding.remedy) == {"nl", "en"}


def nameless(triples: Iterable[Triple]) -> list[Triple]:
    return [triple for triple in triples if triple.predicate != LABEL]


def named_in_english_too(triples: Iterable[Triple]) -> list[Triple]:
    known = list(triples)
    return known + [
        Triple(t.subject, LABEL, Literal(f"so-called {t.object.value}", language="en"))
        for t in known
        if t.predicate == LABEL and isinstance(t.object, Literal) and t.object.language != "en"
    ]


def told(example: Example, by: Rules, change: Change = list) -> list[tuple[str, ...]]:
    found = judge(example, by, change).findings
    return sorted((f.focus, f.path, f.value, f.message["nl"]) for f in found)


def in_other_words(example: Example, by: Rules) -> bool:
    """Whether something is told twice, or the Dutch text has an English name or the reverse."""
    findings = judge(example, by).findings
    if len({(f.rule, f.focus, f.path, f.value) for f in findings}) < len(findings):
        return True
    for finding in findings:
        names = concept_names(finding.value)
        for language, other in (("nl", "en"), ("en", "nl")):
            text = finding.message[language]
            if names.get(other, "") in text and names.get(language, "") not in text:
                return True
    return False


def concept_names(value: str) -> dict[str, str]:
    if not value.startswith(BASE):
        return {}
    found = plain_edition().quads_for_pattern(NamedNode(value), PREFERRED, None)
    labels = [quad.object for quad in found if isinstance(quad.object, Literal)]
    return {label.language or "": label.value for label in labels}


def badly_named(example: Example, by: Rules) -> bool:
    """Whether a thing is found for its name, or called otherwise than by its Dutch name."""
    named = told(example, by)
    if told(example, by, named_in_english_too) != named or in_other_words(example, by):
        return True
    if any("://" in text for *_, text in named) and example.name not in WITHOUT_NAME:
        return True
    without = [each[:3] for each in told(example, by, nameless)]
    return example.rule not in ABOUT_NAMES and without != [each[:3] for each in named]


ASKING = [example for example in BREAKING if example.constraint == "sparql"]


@pytest.mark.parametrize("example", sampled(ASKING, 4))
def test_a_thing_is_found_whatever_its_name_and_called_by_its_name(example: Example) -> None:
    assert not badly_named(example, rule_alone(example.rule))


def undated(by: Rules) -> set[str]:
    """The rules of which no finding has a date of the act, though they rest on a duty."""
    return {
        code
        for code in {rule.code for rule in by.by_shape.values() if rule.duties} - OF_TODAY
        if not any(
            finding.act_date != example.on.isoformat()
            for example in BREAKING
            if example.rule == code
            for finding in judge(example, by).findings
            if finding.rule == code
        )
    }


def test_a_finding_has_the_date_of_the_act() -> None:
    codes = {rule.code for rule in rules().by_shape.values()}
    assert set().union(*(undated(rule_alone(code)) for code in codes)) == set()
    assert {r.code for r in rules().by_shape.values() if r.duties and not r.act} == OF_TODAY


@pytest.mark.parametrize("example", sampled(EXAMPLES, 4))
def test_example_breaks_no_other_promise(example: Example) -> None:
    report = judge(example)
    assert outcome(report) == example.expected, report.as_text()


GOOD_ONES = sorted(path.name for path in folder("examples").glob("goed-*.ttl"))


def judge_good(name: str, by: Rules | None = None) -> Report:
    triples = triples_of(folder("examples") / name)
    return validate(Submission(name, "", triples), plain_edition(), on=TODAY, by=by)


@pytest.mark.parametrize("name", GOOD_ONES)
def test_nothing_is_found_in_a_good_delivery(name: str) -> None:
    report = judge_good(name)
    assert report.findings == (), report.as_text()
    assert report.checked > 3


def test_every_constraint_has_an_example_and_every_example_a_constraint() -> None:
    graph = rules().graph
    promised = {
        (rule.code, name)
        for rule in rules().by_shape.values()
        for predicate, name in CONSTRAINTS.items()
        if (rdflib.URIRef(rule.shape), predicate, None) in graph
    }
    broken = {(example.rule, example.constraint) for example in BREAKING}
    assert promised - broken == set(), "constraints without an example"
    assert broken - promised == set(), "examples without a constraint"
    assert {example.rule for example in EXAMPLES} <= {code for code, _ in promised}


def test_every_required_element_is_missed_in_an_example() -> None:
    asked = {
        (rule.code, str(element).rpartition("/")[2])
        for rule in rules().by_shape.values()
        for element in rules().graph.objects(rdflib.URIRef(rule.shape), OOGO.vereistOnderdeel)
    }
    missed = {
        (example.rule, finding.value.rpartition("/")[2])
        for example in BREAKING
        if example.constraint == "sparql" and example.rule in {code for code, _ in asked}
        for finding in judge(example, rule_alone(example.rule)).findings
    }
    assert asked - missed == set()


# --- how a rule is written


def test_a_shape_uses_no_constraint_that_these_tests_do_not_know() -> None:
    known = {str(predicate) for predicate in CONSTRAINTS}
    known |= {str(SH[name]) for name in ("name", "path", "message", "severity", "target")}
    for rule in rules().by_shape.values():
        for predicate in rules().graph.predicates(rdflib.URIRef(rule.shape)):
            if str(predicate).startswith(str(SH)):
                assert str(predicate) in known, (rule.code, predicate)


def test_every_shacl_term_is_spelled_as_shacl_spells_it() -> None:
    used = {term for triple in rules().graph for term in triple if isinstance(term, rdflib.URIRef)}
    shacl = {term for term in used if term.startswith(str(SH))}
    assert {term for term in shacl if term not in SH} == set()
    assert len(shacl) > 15


def test_a_code_is_given_once() -> None:
    codes = Counter(rule.code for rule in rules().by_shape.values())
    assert [code for code, number in codes.items() if number > 1] == []


def all_rules() -> list[Rule]:
    return sorted(rules().by_shape.values(), key=lambda rule: rule.code)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_says_what_why_and_how_to_mend(rule: Rule) -> None:
    shape, graph = rdflib.URIRef(rule.shape), rules().graph
    for predicate in (SH.name, OOGO.herstel):
        assert sorted(text.language for text in graph.objects(shape, predicate)) == ["en", "nl"]
    speaking = list(graph.objects(shape, SH.sparql)) or [shape]
    for node in speaking:
        messages = list(graph.objects(node, SH.message))
        assert sorted(text.language for text in messages) == ["en", "nl"]
        selected = str(graph.value(node, SH.select)).partition("WHERE")[0]
        for text in messages:
            for name in re.findall(r"\{\?(\w+)\}", text):
                assert f"?{name}" in selected, (text, "is not projected")
    example = str(graph.value(shape, SKOS.example))
    prefixes = f"PREFIX oogo: <{OOGO}>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
    assert len(rdflib.Graph().parse(data=prefixes + example, format="turtle")) > 0
    if any((shape, OOGO[name], None) in graph for name in OWN_DATES):
        assert len(list(graph.objects(shape, SKOS.editorialNote))) == 2, "the reason in nl and en"


# --- the law behind the rules


@cache
def register() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "wet" / "plichten.ttl")


def duty_codes() -> set[str]:
    return {str(code) for code in register().objects(None, DCTERMS.identifier)}


def wrong_duties(by: Rules) -> set[str]:
    """The rules that rest on another duty than the one in their code, or on nothing at all."""
    codes = duty_codes()
    wrong = set()
    for shape, rule in by.by_shape.items():
        duties = {iri.rpartition("/")[2] for iri in rule.duties}
        named = max((c for c in codes if rule.code.startswith(c)), key=len, default=None)
        expected = MORE_DUTIES.get(rule.code, set()) | ({named} if named else set())
        practice = rule.code.startswith("GP-") and bool(
            list(by.graph.objects(rdflib.URIRef(shape), DCTERMS.source))
        )
        notes = by.graph.objects(rdflib.URIRef(shape), SKOS.editorialNote)
        quality = rule.code.startswith("KW-") and {"nl", "en"} == {note.language for note in notes}
        reasoned = named or quality or practice
        if duties != expected or not reasoned:
            wrong.add(rule.code)
    return wrong


def own_dates(by: Rules) -> dict[str, dict[str, str]]:
    """The rules with their own dates, as the table of expected dates writes them."""
    return {
        rule.code: {
            name: str(by.graph.value(rdflib.URIRef(shape), OOGO[name]) or "") for name in OWN_DATES
        }
        for shape, rule in by.by_shape.items()
        if rule.own_period
    }


@cache
def expected_dates() -> dict[str, dict[str, str]]:
    with (SHAPES / "eigen-geldigheid.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["regel"]: {name: row[name] for name in OWN_DATES} for row in csv.DictReader(file)
        }


def test_every_rule_rests_on_the_duty_in_its_code_or_says_why_it_is_there() -> None:
    assert wrong_duties(rules()) == set()


def test_own_dates_are_those_of_the_reason_given() -> None:
    assert own_dates(rules()) == expected_dates()


def test_every_duty_has_a_rule_or_says_why_it_has_none() -> None:
    covered = {iri for rule in rules().by_shape.values() for iri in rule.duties}
    without = {str(duty) for duty in register().subjects(OOGO.zonderVorm)}
    duties = {str(duty) for duty in register().subjects(RDF.type, OOGO.Plicht)}
    assert len(duties) == 139
    assert covered | without == duties
    assert covered & without == set()
    for duty in without:
        reasons = register().objects(rdflib.URIRef(duty), OOGO.zonderVorm)
        assert sorted(reason.language for reason in reasons) == ["en", "nl"]


def test_a_duty_that_was_read_in_part_is_never_violated() -> None:
    # law/verification.md: 12 rows are partly verified
    partly = rdflib.URIRef("https://w3id.org/oogo/begrip/zekerheid/gedeeltelijk")
    duties = {str(duty) for duty in register().subjects(OOGO.zekerheid, partly)}
    assert len(duties) == 12
    said = 0
    for example in BREAKING:
        rule = rule_alone(example.rule)
        (only,) = rule.by_shape.values()
        if duties & set(only.duties):
            assert example.outcome in {"warning", "uncertain", "not-assessable"}
            for finding in judge(example, rule).findings:
                assert "gedeeltelijk nagelezen" in finding.message["nl"]
                assert "read only in part" in finding.message["en"]
                said += 1
    assert said > 15


def test_a_rule_is_no_heavier_than_the_register_says() -> None:
    # law/requirements.csv, column severity
    heaviest = rdflib.URIRef("https://w3id.org/oogo/begrip/ernst/wettelijk-verplicht")
    for rule in rules().by_shape.values():
        if rule.severity == "violation" and rule.duties:
            severities = {register().value(rdflib.URIRef(d), OOGO.ernst) for d in rule.duties}
            assert severities == {heaviest}, rule.code


# --- in force when


@cache
def timeline() -> list[dict[str, str]]:
    with (SHAPES / "tijdlijn.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected_on(day: date) -> dict[str, str]:
    """Rule → outcome on this day, from the rows of the timeline."""
    found = {}
    for row in timeline():
        if date.fromisoformat(row["vanaf"]) <= day:
            found[row["regel"]] = row["uitkomst"]
    return {rule: outcome for rule, outcome in found.items() if outcome != "ok"}


def bound_days() -> list[date]:
    starts = {date.fromisoformat(row["vanaf"]) for row in timeline()}
    days = {day - timedelta(days=1) for day in starts if day.year > 1} | starts
    return sorted(day for day in days if day.year > 1)


def everything_wrong(day: date) -> Submission:
    """A plan without content, and its only OOGO, both on this day, with every fault at once."""
    text = (SHAPES / "alles-fout.ttl").read_text("utf-8")
    store = Store()
    store.load(text.replace("2024-03-28", day.isoformat()).encode(), RdfFormat.TURTLE)
    return Submission("alles-fout.ttl", "", tuple(quad.triple for quad in store))


@pytest.mark.parametrize("day", bound_days(), ids=str)
def test_a_rule_applies_from_and_until_the_bounds_of_its_duty(day: date) -> None:
    found = outcome(validate(everything_wrong(day), plain_edition(), on=date(2040, 1, 1)))
    lawful = {(rule, what) for rule, what in found if not rule.startswith(("KW-", "GP-"))}
    assert lawful == set(expected_on(day).items())


def shifted(submission: Submission, years: int) -> Submission:
    def move(triple: Triple) -> Triple:
        value = triple.object
        if isinstance(value, Literal) and value.datatype.value.endswith("#date"):
            moved = f"{int(value.value[:4]) + years:04d}{value.value[4:]}"
            value = Literal(moved, datatype=value.datatype)
        return Triple(triple.subject, triple.predicate, value)

    return replace(submission, graph=tuple(move(triple) for triple in submission.graph))


DATED = [
    example
    for example in BREAKING
    if example.outcome == "violation"
    and example.constraint != "datatype"
    and not example.rule.startswith("KW-")
    and (example.rule, example.constraint) != ("PO-06d", "minCount")
    and not example.path.name.startswith("hasValue-concept")  # a draft has no such act yet
    and "GRAPH" not in example.update
    and "CLEAR" not in example.update
    and example.base == GOOD
]


@pytest.mark.parametrize("example", DATED, ids=lambda e: e.name)
def test_the_act_decides_which_law_applies(example: Example) -> None:
    # The same fault in a plan of 2010: before every duty, except that of the council, whose
    # start is unknown (law/requirements.csv, row OPR-04).
    with world(example) as (submission, edition):
        past = shifted(submission, -16)
        found = outcome(validate(past, edition, on=TODAY, by=rule_alone(example.rule)))
    expected = {"uncertain"} if example.rule.startswith("OPR-04") else set()
    assert {what for rule, what in found if rule == example.rule} == expected

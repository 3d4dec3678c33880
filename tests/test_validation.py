"""A report says what is wrong, on which article, how to mend it, and what it could not judge."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rdflib.namespace import SH

from oogo.addresses import BASE
from oogo.content import folder
from oogo.intake import Submission, parse
from oogo.report import WEIGHTS, Report, in_force_text
from oogo.rules import OOGO, Period, duty, rules
from oogo.slice import World
from oogo.store import edition
from oogo.validation import validate
from tests.deliveries import plain_edition

EXAMPLES = folder("examples")
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def context(edition_dir: Path) -> Store:
    with edition.reading(edition_dir) as (_, store):
        return store


def submitted(name: str) -> Submission:
    return parse((EXAMPLES / name).read_bytes(), name=name)


def turtle(text: str) -> Submission:
    prefixes = f"PREFIX oogo: <{BASE}def/> BASE <{BASE}id/> "
    return parse((prefixes + text).encode(), name="test.ttl")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("fout-element-ontbreekt.ttl", "PO-08d"),
        ("fout-gemeente-ontbreekt.ttl", "PO-09c"),
        ("fout-te-laat-bij-inspectie.ttl", "PO-14b"),
        ("fout-vijf-jaar.ttl", "PO-06a"),
        ("fout-zonder-oogo.ttl", "PO-09a"),
    ],
)
def test_each_bad_example_has_its_one_fault(context: Store, name: str, code: str) -> None:
    report = validate(submitted(name), context, on=TODAY)
    assert [(f.rule, f.severity) for f in report.findings] == [(code, "violation")]
    assert not report.accepted
    assert f"({code})" in (EXAMPLES / name).read_text("utf-8").partition("\n")[0]


@pytest.mark.parametrize("suffix", [".ttl", ".jsonld"])
def test_the_good_example_has_no_finding(context: Store, suffix: str) -> None:
    report = validate(submitted("goed-ondersteuningsplan" + suffix), context, on=TODAY)
    assert report.findings == ()
    assert report.accepted and report.checked > 20


def test_every_example_file_is_tested() -> None:
    names = {path.name for path in EXAMPLES.glob("*.ttl")}
    bad = {"element-ontbreekt", "gemeente-ontbreekt", "te-laat-bij-inspectie", "vijf-jaar"}
    bad |= {"zonder-oogo"}
    assert {name for name in names if name.startswith("fout-")} == {f"fout-{n}.ttl" for n in bad}


def test_a_finding_says_what_where_why_and_how(context: Store) -> None:
    report = validate(submitted("fout-gemeente-ontbreekt.ttl"), context, on=TODAY)
    (finding,) = report.findings
    assert finding.value == "https://identifier.overheid.nl/tooi/id/gemeente/gm0736"
    assert finding.value_label == "De Ronde Venen"
    assert finding.message["nl"].startswith("De Ronde Venen ligt in het gebied")
    assert finding.message["en"].startswith("De Ronde Venen lies in the area")
    # law/requirements.csv, row PO-09
    assert finding.article == "WPO art. 18a lid 9"
    assert finding.link.endswith("BWBR0003420&artikel=18a&z=2024-03-28&g=2024-03-28")
    assert finding.in_force == {"from_earliest": "2013-07-05", "from_latest": "2014-01-06"}
    assert finding.duties == (f"{BASE}id/plicht/PO-09",)
    assert finding.act_date == "2024-03-28"
    assert "Vertegenwoordigingsregeling" in finding.remedy["nl"]
    assert "oogo:heeftDeelname" in finding.example


@pytest.mark.parametrize(
    ("code", "day", "article", "place"),
    [  # law/requirements.csv, columns article_then (2014-2022) and article_now (2026)
        ("PO-09", "2015-03-01", "WPO art. 18a lid 9", "BWBR0003420&artikel=18a"),
        ("PO-09", "2023-03-01", "WPO art. 18a lid 9", "BWBR0003420&artikel=18a"),
        # The WVO 2020 came in the place of the WVO on 1 August 2022 (ontology/wet/wetten.ttl).
        ("VO-06", "2022-07-31", "WVO art. 17a lid 9", "BWBR0002399&artikel=17a"),
        ("VO-06", "2022-08-01", "WVO 2020 art. 2.47 lid 10", "BWBR0044212&artikel=2.47"),
        # Nobody read when the one text became the other: between the two both are named.
        ("PO-21", "2022-07-31", "WPO art. 171", "BWBR0003420&artikel=171"),
        (
            "PO-21",
            "2023-03-01",
            "WPO art. 171 (2014–2022) of WPO art. 165 (2026)",
            "BWBR0003420&artikel=165",
        ),
        ("PO-21", "2026-01-01", "WPO art. 165", "BWBR0003420&artikel=165"),
        (
            "RMC-02",
            "2023-03-01",
            "WVO art. 118h lid 2-3 (2014–2022) of WEB art. 9.2.4 lid 1-2 (2026)",
            "BWBR0007625&artikel=9.2.4",
        ),
        # Without an article of now it is that of then, and the other way round.
        ("PO-08hij", "2018-03-01", "WPO art. 18a lid 8 h-j", "BWBR0003420&artikel=18a"),
        ("PO-19", "2025-03-01", "WPO art. 19", "BWBR0003420&artikel=19"),
    ],
)
def test_the_article_and_its_text_are_those_of_the_day_of_the_act(
    context: Store, code: str, day: str, article: str, place: str
) -> None:
    found = duty(World((), context), f"{BASE}id/plicht/{code}")
    assert found.article(date.fromisoformat(day)) == article
    address = f"https://wetten.overheid.nl/jci1.3:c:{place}&z={day}&g={day}"
    assert found.link(date.fromisoformat(day)) == address


def test_an_uncertain_finding_names_both_readings(context: Store) -> None:
    # Adopted on 28 November 2013, inside the bracket of row PO-08d in law/requirements.csv.
    text = (EXAMPLES / "fout-element-ontbreekt.ttl").read_text("utf-8").replace("2024-", "2013-")
    moved = text.replace('"2013-03-28"', '"2013-11-28"').replace('"2013-03-14"', '"2013-11-14"')
    report = validate(parse(moved.encode(), name="oud.ttl"), context, on=date(2013, 12, 1))
    (finding,) = [f for f in report.findings if f.rule == "PO-08d"]
    assert finding.severity == "uncertain"
    for language, words in {
        "nl": ("2013-07-05", "2014-01-06", "2013-11-28", "Gold het al", "nog niet"),
        "en": ("2013-07-05", "2014-01-06", "2013-11-28", "If it was", "not yet"),
    }.items():
        for word in words:
            assert word in finding.message[language]
    assert report.counts["violation"] == 0
    assert report.accepted


def test_a_submission_in_which_nothing_is_checked_is_not_accepted(context: Store) -> None:
    for text in ("", '<plan/x> oogo:pagina "1" .', "<http://e/a> a <http://e/B> ."):
        report = validate(turtle(text), context, on=TODAY)
        assert [(f.rule, f.severity) for f in report.findings] == [("KW-00", "not-assessable")]
        assert not report.accepted


def test_shapes_rules_and_imports_in_the_data_are_not_executed(context: Store) -> None:
    good = submitted("goed-ondersteuningsplan.ttl")
    hostile = turtle(
        """
        <http://e/o> a <http://www.w3.org/2002/07/owl#Ontology> ;
            <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/never> .
        <http://e/s> a <http://www.w3.org/ns/shacl#NodeShape> ;
            <http://www.w3.org/ns/shacl#targetClass> oogo:Ondersteuningsplan ;
            <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#Literal> .
        <https://w3id.org/oogo/vorm/Planversie-vastgesteld>
            <http://www.w3.org/ns/shacl#deactivated> true .
        <https://w3id.org/oogo/vorm/toetsing> oogo:peildatum "1900-01-01" .
        """
    )
    both = replace(good, graph=good.graph + hostile.graph)
    assert validate(both, context, on=TODAY).findings == ()
    bad = submitted("fout-vijf-jaar.ttl")
    both = replace(bad, graph=bad.graph + hostile.graph)
    assert [f.rule for f in validate(both, context, on=TODAY).findings] == ["PO-06a"]


def test_a_text_that_looks_like_an_address_is_a_value_like_any_other(context: Store) -> None:
    delivered = turtle(
        """<planversie/x> a oogo:Planversie ; oogo:versiestatus "https://geen adres" ."""
    )
    report = validate(delivered, context, on=TODAY)
    assert "https://geen adres" in {finding.value_label for finding in report.findings}


def test_what_the_submission_describes_replaces_an_earlier_delivery(context: Store) -> None:
    earlier = Store()
    for quad in context.quads_for_pattern(None, None, None, None):
        earlier.add(quad)
    text = (EXAMPLES / "fout-vijf-jaar.ttl").read_bytes()
    earlier.load(text, RdfFormat.TURTLE)
    good = submitted("goed-ondersteuningsplan.ttl")
    assert validate(good, earlier, on=TODAY).findings == ()


def test_a_report_survives_json_and_tells_severities_apart(context: Store) -> None:
    report = validate(submitted("fout-zonder-oogo.ttl"), context, on=TODAY)
    data = json.loads(json.dumps(report.as_json()))
    assert Report.from_json(data) == report
    others = dict.fromkeys(("warning", "uncertain", "not-assessable", "waived"), 0)
    counts = {"violation": 1, **others}
    assert data["counts"] == counts
    assert data["accepted"] is False
    finding = data["findings"][0]
    assert finding["severity_label"] == {"nl": "overtreding", "en": "violation"}
    assert finding["weight"] == "legal"
    assert finding["weight_label"] == {"nl": "wettelijk verplicht", "en": "required by law"}
    assert data["versions"]["shapes"] == rules().digest[:12]


@pytest.mark.parametrize(
    ("rule", "severity", "duties", "words"),
    [  # issue 4, Report: wettelijk verplicht / afgesproken / aanbevolen
        ("PO-09a", "violation", ("duty",), "overtreding, wettelijk verplicht"),
        ("PO-09a", "uncertain", ("duty",), "onzeker, wettelijk verplicht"),
        ("PO-20b", "warning", ("duty",), "waarschuwing, aanbevolen"),
        ("GP-01", "warning", ("duty",), "waarschuwing, afgesproken"),
        ("KW-201", "violation", (), "overtreding, afgesproken"),
        ("KW-211", "warning", (), "waarschuwing, aanbevolen"),
    ],
)
def test_how_a_finding_counts_and_on_what_it_rests(
    context: Store, rule: str, severity: str, duties: tuple[str, ...], words: str
) -> None:
    (found,) = validate(submitted("fout-zonder-oogo.ttl"), context, on=TODAY).findings
    finding = replace(found, rule=rule, severity=severity, duties=duties)
    assert finding.kind("nl") == words
    assert replace(finding, severity="waived", waiver={"was": severity}).weight == finding.weight


@pytest.mark.parametrize(
    ("weight", "concept"),
    [("legal", "wettelijk-verplicht"), ("agreed", "afgesproken"), ("advised", "aanbevolen")],
)
def test_what_a_finding_rests_on_is_a_concept_of_that_name(
    context: Store, weight: str, concept: str
) -> None:
    severity = NamedNode(f"{BASE}begrip/ernst/{concept}")
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    said = {quad.object for quad in plain_edition().quads_for_pattern(severity, label, None, None)}
    assert said == {Literal(text, language=name) for name, text in WEIGHTS[weight].items()}
    (found,) = validate(submitted("fout-zonder-oogo.ttl"), context, on=TODAY).findings
    rule = {"legal": "PO-09a", "agreed": "GP-01", "advised": "PO-20b"}[weight]
    level = "violation" if weight == "legal" else "warning"
    report = Report("a.ttl", "2026-01-01", 1, (replace(found, rule=rule, severity=level),), {})
    graph = rdflib.Graph().parse(data=report.as_turtle(), format="turtle")
    assert set(graph.objects(None, OOGO.ernst)) == {rdflib.URIRef(severity.value)}


def test_a_violation_blocks_whatever_it_rests_on(context: Store) -> None:
    # issue 4: only violations block
    (found,) = validate(submitted("fout-zonder-oogo.ttl"), context, on=TODAY).findings
    for rule, severity, duties, good in (
        ("PO-09a", "violation", ("duty",), False),
        ("KW-201", "violation", (), False),
        ("PO-20b", "warning", ("duty",), True),
        ("GP-01", "warning", ("duty",), True),
        ("PO-09a", "uncertain", ("duty",), True),
        ("PO-09a", "not-assessable", ("duty",), True),
    ):
        finding = replace(found, rule=rule, severity=severity, duties=duties)
        assert Report("a.ttl", "2026-01-01", 1, (finding,), {}).accepted is good


def test_the_shacl_report_conforms_only_without_findings(context: Store) -> None:
    for name, conforms in (("goed-ondersteuningsplan.ttl", True), ("fout-vijf-jaar.ttl", False)):
        report = validate(submitted(name), context, on=TODAY)
        graph = rdflib.Graph().parse(data=report.as_turtle(), format="turtle")
        (said,) = graph.objects(None, SH.conforms)
        assert said.toPython() is conforms
        results = list(graph.subjects(rdflib.RDF.type, SH.ValidationResult))
        assert len(results) == len(report.findings)
        for result in results:
            assert graph.value(result, SH.resultSeverity) == SH.Violation
            assert len(list(graph.objects(result, SH.resultMessage))) == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("1 overtreding, 0 waarschuwing", "WPO art. 18a lid 7", "Zo herstelt u")),
        ("en", ("1 violation, 0 warning", "WPO art. 18a lid 7", "How to mend it")),
    ],
)
def test_the_text_is_in_the_readers_language(
    context: Store, language: str, words: tuple[str, ...]
) -> None:
    text = validate(submitted("fout-vijf-jaar.ttl"), context, on=TODAY).as_text(language)
    for word in words:
        assert word in text


@pytest.mark.parametrize(
    ("period", "day", "answer"),
    [  # architecture: half-open, brackets stay brackets
        (Period(), "2024-01-01", "yes"),
        (Period(from_latest=date(2013, 12, 12)), "1900-01-01", "uncertain"),
        (Period(from_latest=date(2013, 12, 12)), "2013-12-11", "uncertain"),
        (Period(from_latest=date(2013, 12, 12)), "2013-12-12", "yes"),
        (Period(date(2013, 7, 5), date(2014, 1, 6)), "2013-07-04", "no"),
        (Period(date(2013, 7, 5), date(2014, 1, 6)), "2013-07-05", "uncertain"),
        (Period(date(2001, 12, 6)), "2024-01-01", "uncertain"),
        (Period(None, None, date(2022, 1, 2), date(2022, 4, 1)), "2022-01-01", "yes"),
        (Period(None, None, date(2022, 1, 2), date(2022, 4, 1)), "2022-01-02", "uncertain"),
        (Period(None, None, date(2022, 1, 2), date(2022, 4, 1)), "2022-03-31", "uncertain"),
        (Period(None, None, date(2022, 1, 2), date(2022, 4, 1)), "2022-04-01", "no"),
    ],
)
def test_a_period_answers_yes_no_or_uncertain(period: Period, day: str, answer: str) -> None:
    assert period.on(date.fromisoformat(day)).answer == answer


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        ({}, ""),
        ({"from_earliest": "2025-01-01", "from_latest": "2025-01-01"}, "vanaf 2025-01-01"),
        ({"from_latest": "2013-12-12"}, "vanaf uiterlijk 2013-12-12"),
        (
            {"from_latest": "2015-08-17", "to_earliest": "2022-01-02", "to_latest": "2022-04-01"},
            "vanaf uiterlijk 2015-08-17 tot een dag tussen 2022-01-02 en 2022-04-01",
        ),
    ],
)
def test_brackets_in_words(bounds: dict[str, str], text: str) -> None:
    assert in_force_text(bounds, "nl") == text


# --- in a process of its own


def run_validator(data_dir: Path, data: bytes, name: str) -> tuple[int, dict[str, object]]:
    header = {
        "task": "check",
        "name": name,
        "media_type": None,
        "organisation": "",
        "on": "2026-01-01",
        "data_dir": str(data_dir),
        "waivers": [],
        "versions": {},
    }
    pieces = (json.dumps(header).encode(), data, b"")
    request = b"".join(struct.pack(">I", len(piece)) + piece for piece in pieces)
    done = subprocess.run(
        [sys.executable, "-m", "oogo.validator"],
        input=request,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == b""
    answer = done.stdout
    if done.returncode == 0:
        (length,) = struct.unpack(">I", answer[:4])
        answer = answer[4 : 4 + length]
    return done.returncode, json.loads(answer)


def test_the_validator_process_gives_the_report(edition_dir: Path) -> None:
    name = "fout-zonder-oogo.ttl"
    code, data = run_validator(edition_dir, (EXAMPLES / name).read_bytes(), name)
    report = Report.from_json(data)
    assert code == 0
    assert [finding.rule for finding in report.findings] == ["PO-09a"]
    assert report.versions["edition"].isdecimal()


def test_the_validator_process_gives_the_error_of_what_cannot_be_read(edition_dir: Path) -> None:
    code, data = run_validator(edition_dir, b"geen turtle", "plan.ttl")
    assert code == 2
    assert data["class"] == "SubmissionError"

"""The made-up country: repeatable, of the stated size, lawful but for its faults."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from oogo import intake, validation
from oogo.addresses import BASE
from oogo.bench.generate import NamedGraph, faults_file, generate, write
from oogo.bench.load import load
from oogo.bench.plans import FAULTS
from oogo.bench.world import make_world
from oogo.content import folder
from oogo.errors import ConflictError, ParameterError
from oogo.publication import verify
from oogo.rdf import GRAPH, read_turtle
from oogo.store import edition
from tests.bench.conftest import SCALE

SMALL = 0.01
OUR_TERM = re.compile(r"<(https://w3id\.org/oogo/(?:def|begrip)/[^>]+)>")


def digest(scale: float, seed: int) -> str:
    text = hashlib.sha256()
    for graph in generate(scale, seed):
        text.update((graph.name + graph.lines + graph.provenance).encode())
    return text.hexdigest()


def as_triples(graph: NamedGraph) -> bytes:
    lines = (line[: line.rindex(" <")] + " ." for line in graph.lines.splitlines())
    return "\n".join(lines).encode()


@pytest.fixture(scope="module")
def small() -> list[NamedGraph]:
    return list(generate(SMALL))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_bytes() -> None:
    assert digest(SMALL, 7) == digest(SMALL, 7)
    assert digest(SMALL, 7) != digest(SMALL, 8)


def test_the_country_has_the_size_of_the_netherlands() -> None:
    world = make_world(1.0, 2014)
    first, last = date(2014, 1, 1), date(2025, 1, 1)
    # Issue 3: 342 gemeenten with mergers since 2014 (403 then), 150 swv, 41 jeugdregio's,
    # ~1,200 boards, ~10,000 vestigingen, ~6,000 providers.
    assert sum(gemeente.exists(first) for gemeente in world.gemeenten) == 403
    assert sum(gemeente.exists(last) for gemeente in world.gemeenten) == 342
    assert Counter(swv.sector for swv in world.swv) == {"po": 76, "vo": 74}
    assert len(world.jeugdregios) == 41
    assert len(world.besturen) == 1200
    assert len(world.vestigingen) == len({v.code for v in world.vestigingen}) == 10_000
    assert len(world.aanbieders) == 6000
    assert any(not toedeling.whole for toedeling in world.toedelingen)
    for event in world.herindelingen:
        assert len(event.old) > 1
        assert all(old.until == event.new.since == event.on for old in event.old)


def test_scale_one_is_about_a_million_quads() -> None:
    made = list(generate(1.0))
    assert 950_000 < sum(graph.quads for graph in made) < 1_150_000
    assert len(made) == len({graph.name for graph in made})


def test_beyond_scale_one_organisations_report_more_often_and_do_not_multiply() -> None:
    assert make_world(10.0, 2014) == make_world(1.0, 2014)
    per_kind = Counter(graph.kind for graph in islice(generate(10.0), 3000))
    assert (
        per_kind["ondersteuningsplan"]
        == Counter(graph.kind for graph in islice(generate(1.0), 3000))["ondersteuningsplan"]
    )


def test_codes_lie_outside_the_official_ranges(small: list[NamedGraph]) -> None:
    text = "".join(graph.lines for graph in small)
    assert set(re.findall(r"/gemeente/gm(\d)\d{3}>", text)) == {"9"}
    assert set(re.findall(r"/samenwerkingsverband/(?:PO|VO)(\d)\d{3}>", text)) == {"9"}
    assert {int(code) for code in re.findall(r'brin> "(\d\d)[A-Z]{2}"', text)} <= set(
        range(80, 100)
    )


def test_each_submission_is_one_graph_and_counts_its_quads(small: list[NamedGraph]) -> None:
    delivered = [graph for graph in small if graph.kind != "register"]
    for graph in delivered:
        assert re.fullmatch(re.escape(GRAPH) + "aanlevering/[0-9A-HJKMNP-TV-Z]{26}", graph.name)
        quads = list(parse(graph.lines.encode(), format=RdfFormat.N_QUADS))
        assert {quad.graph_name for quad in quads} == {NamedNode(graph.name)}
        assert len(quads) == len(set(quads)) == graph.quads - graph.provenance.count("\n")
    assert {graph.kind for graph in delivered} == {
        "ondersteuningsplan",
        "jeugdplan",
        "overleg",
        "jaarcijfers",
    }
    assert any("zelfdeGebeurtenis" in graph.lines for graph in delivered)


def test_every_term_is_in_the_ontology(small: list[NamedGraph]) -> None:
    ontology = folder("ontology")
    known = {
        triple.subject.value
        for path in (*ontology.glob("*.ttl"), *(ontology / "begrippen").glob("*.ttl"))
        for triple in read_turtle(path, GRAPH + "def")
        if isinstance(triple.subject, NamedNode)
    }
    used = {term for graph in small for term in OUR_TERM.findall(graph.lines + graph.provenance)}
    assert used - known == set()


@pytest.mark.parametrize(("scale", "faults"), [(0, 0.1), (-1, 0.1), (1, 2), (1, -0.1)])
def test_a_senseless_size_is_refused(scale: float, faults: float) -> None:
    with pytest.raises(ParameterError):
        list(generate(scale, faults=faults))


def test_the_stated_share_of_plans_is_faulty_and_listed(tmp_path: Path) -> None:
    target = tmp_path / "klein.nq.zst"
    written = write(generate(0.1, faults=0.25), target)
    with faults_file(target).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    drafter = f"opgesteldDoor> <{BASE}id/samenwerkingsverband/PO"
    plans = [graph for graph in generate(0.1) if drafter in graph.lines]
    assert written.faults == len(rows) == pytest.approx(len(plans) * 0.25, abs=1)
    assert {row["rule"] for row in rows} <= set(FAULTS.values())


def test_loading_keeps_every_quad_and_the_log(faulty_dir: Path) -> None:
    with edition.reading(faulty_dir) as (number, store):
        assert number >= 2
        for graph in generate(SCALE, faults=1.0):
            stored = store.quads_for_pattern(None, None, None, NamedNode(graph.name))
            expected = set(parse(graph.lines.encode(), format=RdfFormat.N_QUADS))
            assert set(stored) == expected, graph.name
    assert verify(faulty_dir) == []


def test_a_folder_with_deliveries_is_refused(faulty_dir: Path, tmp_path: Path) -> None:
    source = tmp_path / "klein.nq.zst"
    write(generate(SMALL), source)
    with pytest.raises(ConflictError):
        load(faulty_dir, source)


def test_validation_finds_the_planted_faults_and_nothing_else(faulty_dir: Path) -> None:
    planted: set[tuple[str, str]] = set()
    found: set[tuple[str, str]] = set()
    judged = Counter[str]()
    with edition.reading(faulty_dir) as (_, context):
        for graph in generate(SCALE, faults=1.0):
            planted |= {(fault.rule, fault.focus) for fault in graph.faults}
            judged[graph.kind] += 1
            plan = graph.kind == "ondersteuningsplan"
            if not plan and (graph.kind == "register" or judged[graph.kind] > 3):
                continue
            submission = intake.parse(as_triples(graph), name=f"{graph.kind}.nt")
            report = validation.validate(submission, context, on=date(2025, 11, 1))
            found |= {(f.rule, f.focus) for f in report.findings if f.severity == "violation"}
            assert not [f for f in report.findings if f.severity == "uncertain"]
    assert found == planted
    assert len({rule for rule, _ in planted}) >= 6

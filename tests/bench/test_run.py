"""A run: values bound into queries, rows compared as values, and a report of what was found."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    Triple,
    Variable,
)

from oogo.bench import workbooks
from oogo.bench.binding import bound
from oogo.bench.catalogue import ad_hoc, library
from oogo.bench.generate import DEFAULT_SEED
from oogo.bench.lookups import throughput
from oogo.bench.measure import interleaved, percentile, same_rows
from oogo.bench.pages import HUB, SEARCH
from oogo.bench.publishing import unmixed
from oogo.bench.report import report
from oogo.bench.results import Settings
from oogo.bench.run import run
from oogo.bench.world import make_world
from oogo.reception import receive
from oogo.store import edition
from oogo.workbook import forms
from tests.bench.conftest import SCALE

A, B = NamedNode("https://example.org/a"), NamedNode("https://example.org/b")


def answer(rows: list[dict[str, dict[str, str]]]) -> bytes:
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": rows}}).encode()


def test_a_value_reaches_every_group_that_filters_with_it() -> None:
    text = "SELECT ?p ?x WHERE { ?x a ?p { FILTER(?x != ?p) } # ?p {\n BIND('{?p' AS ?t) }"
    query = bound(text, {"p": A})
    assert query.count(f"VALUES (?p) {{ ({A}) }}") == 2
    assert Store().query(query) is not None


def test_a_value_cannot_become_query_text() -> None:
    odd = Literal('" } UNION { ?s ?p ?o } #')
    query = bound("SELECT ?x WHERE { ?s ?q ?x FILTER(?x = ?v) }", {"v": odd})
    assert isinstance(Store().query(query), QuerySolutions)
    assert list(Store().query(query)) == []  # type: ignore[arg-type]


def test_numbers_are_equal_by_value_and_rows_in_any_order() -> None:
    whole = {
        "type": "literal",
        "value": "4",
        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
    }
    part = {
        "type": "typed-literal",
        "value": "4.0",
        "datatype": "http://www.w3.org/2001/XMLSchema#decimal",
    }
    word = {"type": "literal", "value": "4"}
    thing = {"type": "uri", "value": "https://example.org/a"}
    assert same_rows(answer([{"x": whole}, {"x": thing}]), answer([{"x": thing}, {"x": part}]))
    assert not same_rows(answer([{"x": whole}]), answer([{"x": word}]))
    assert not same_rows(answer([{"x": whole}]), answer([{"x": whole}, {"x": whole}]))


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.99) == 3.0
    assert percentile(list(range(1, 201)), 0.99) == 199


# Of the library those with inner groups and with more than one WHERE; all of it would be slow here.
NESTED = {"deelnemers-per-overleg", "wettelijke-grondslag", "doelen-en-voortgang"}


def test_queries_say_with_bound_text_what_they_say_with_bound_terms(faulty_dir: Path) -> None:
    random = Random(5)  # noqa: S311 - repeatable
    with edition.reading(faulty_dir) as (_, store):
        cases = [*library(lambda name: []), *ad_hoc(make_world(SCALE, DEFAULT_SEED))]
        assert sum(case.group == "ad hoc" for case in cases) == 15
        assert len({case.name for case in cases}) == len(cases)
        for case in cases:
            if case.group == "library" and case.name not in NESTED:
                continue
            values = case.draw(random)
            terms: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
                Variable(name): value for name, value in values.items()
            }
            one = store.query(case.query(values))
            other = store.query(case.text, substitutions=terms)
            assert isinstance(one, QuerySolutions)
            assert isinstance(other, QuerySolutions)
            said, meant = (
                found.serialize(format=QueryResultsFormat.JSON) or b"" for found in (one, other)
            )
            assert same_rows(said, meant), case.name


class _Wrong:
    name = "wrong"
    version = "0"

    def ask(self, query: str) -> bytes:
        return answer([])


class _Right(_Wrong):
    name = "right"

    def ask(self, query: str) -> bytes:
        return answer([{"x": {"type": "uri", "value": "https://example.org/a"}}])


def test_an_engine_with_other_rows_is_marked() -> None:
    cases = ad_hoc(make_world(SCALE, DEFAULT_SEED))[:2]
    timings = interleaved([_Right(), _Wrong()], cases, rounds=2, seed=1)
    assert {(t.engine, t.differs) for t in timings} == {("right", False), ("wrong", True)}
    assert all(len(timing.seconds) == 2 for timing in timings)


@pytest.fixture
def port() -> Iterator[int]:
    class Answer(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = b"goed" if "goed" in self.path else b"fout"
            self.send_response(200 if body == b"goed" else 503)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_look_ups_count_answers_and_failures(port: int) -> None:
    requests = [b"GET /goed HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /mis HTTP/1.1\r\nHost: x\r\n\r\n"]
    found = throughput(port, requests, connections=2, seconds=0.2)
    assert found.answers > 0
    assert found.failures > 0
    assert found.per_second > 1


@pytest.mark.parametrize(
    ("edition", "a", "b", "good"),
    [("7", "7", "7", True), ("7", "7", "8", False), ("8", "7", "7", False)],
)
def test_an_answer_of_two_editions_is_seen(edition: str, a: str, b: str, good: bool) -> None:
    row = {"a": {"type": "literal", "value": a}, "b": {"type": "literal", "value": b}}
    head = f"HTTP/1.1 200 OK\r\nX-Oogo-Edition: {edition}\r\n\r\n".encode()
    assert unmixed(head + answer([row])) is good


def test_there_is_a_workbook_for_each_template() -> None:
    assert set(workbooks.WORKBOOKS) == set(forms.load().forms)


@pytest.mark.parametrize("name", sorted(workbooks.WORKBOOKS))
def test_every_row_of_a_measured_workbook_is_read(name: str) -> None:
    rows = 50
    sheets = workbooks.WORKBOOKS[name](make_world(SCALE, DEFAULT_SEED), rows)
    received = receive(workbooks.xlsx(sheets), "bestand.xlsx")
    assert (received.template, received.findings, received.refused) == (name, (), ())
    assert len(received.places or {}) > 2 * rows


def test_a_quick_run_reports_everything() -> None:
    found = run(Settings.quick(), ["bench", "run", "--quick"])
    assert found.missing == []
    assert not [timing.case.name for timing in found.timings if timing.differs or timing.refused]
    assert found.runaway is not None
    published = found.publishing
    assert published is not None
    assert (len(published.alone), published.read.failures) == (3, 0)
    assert min(published.read.answers, len(published.seen), published.log_each) > 0
    assert found.whole_graph is not None
    assert len([span for span in found.spans if span.name.startswith("report on")]) == 1 + len(
        workbooks.WORKBOOKS
    )
    (searched, related) = (
        [span for span in found.spans if span.name.startswith(start)] for start in (SEARCH, HUB)
    )
    assert (len(searched), len(related), related[0].times) == (1, 1, 10)
    assert searched[0].times > len("abcdefghijklmnopqrstuvwxyz0123456789")
    text = report(found)
    for heading in ("# Measurements", "## In short", "## Library questions as SPARQL"):
        assert heading in text
    for timing in found.timings:
        assert f"| {timing.case.name} |" in text
    assert "`oogo bench run --quick`" in text
    assert "## At other scales" in text
    (beside,) = found.beside
    assert all(timing.rows and not timing.refused for timing in beside.timings)

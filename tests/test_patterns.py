"""Which patterns a query requires, and which of them finds nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from oogo.patterns import Emptiness, required_patterns, why_empty
from oogo.store.pool import Pool

PREFIXES = (
    "PREFIX oogo: <https://w3id.org/oogo/def/>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
)


def texts(query: str) -> list[str]:
    found = required_patterns(query)
    assert found is not None
    return [pattern.text for pattern in found.patterns]


@pytest.mark.parametrize(
    ("where", "patterns"),
    [
        ("?s ?p ?o", ["?s ?p ?o"]),
        ("?s a :A ; :b 1 , 2.", ["?s a :A", "?s :b 1", "?s :b 2"]),
        ("?s a :A. ?t :b ?s.", ["?s a :A", "?t :b ?s"]),
        ("?s :a/^:b*/(:c|!:d)+ ?o", ["?s :a/^:b*/(:c|!:d)+ ?o"]),
        ("?s :a? ?o ; :n -5", ["?s :a? ?o", "?s :n -5"]),
        ('?s :l "a . b"@nl , "5"^^:t', ['?s :l "a . b"@nl', '?s :l "5"^^:t']),
        ("[ :a 1 ] :b [ :c # one; two\n ?x ] .", ["[ :a 1 ] :b [ :c ?x ]"]),
        ("[ :a 1 ] .", ["[ :a 1 ]"]),
        ("?s :a (1 2) ;; .", ["?s :a (1 2)"]),
        ("{ ?s :a 1 } ?s :b 2", ["?s :a 1", "?s :b 2"]),
        ("{ ?s :a 1 } UNION { ?s :b 2 } UNION { ?s :c 3 } ?s :d 4", ["?s :d 4"]),
        ("OPTIONAL { ?s :a 1 } MINUS { ?s :b 2 } ?s :c 3", ["?s :c 3"]),
        ("GRAPH ?g { ?s :a 1 } ?s :c 3", ["?s :c 3"]),
        ("FILTER (?x > 2) FILTER NOT EXISTS { ?s :z 1 } ?s :c 3", ["?s :c 3"]),
        ("FILTER regex(?x, '}') BIND (1 AS ?y) ?s :c 3", ["?s :c 3"]),
        ("VALUES ?x { 1 2 } VALUES (?a ?b) { (1 2) } ?s :c ?x", ["?s :c ?x"]),
        ("{ SELECT ?s { ?s :a 1 } } ?s :c 3", ["?s :c 3"]),
    ],
)
def test_the_patterns_that_each_answer_must_fit(where: str, patterns: list[str]) -> None:
    assert texts(f"SELECT * WHERE {{ {where} }}") == patterns


def test_prologue_dataset_and_lines() -> None:
    found = required_patterns(
        "# SELECT { ?no ?no ?no }\nPREFIX : <http://example.org/>\n"
        "CONSTRUCT { ?s :made 1 }\nFROM <http://example.org/g>\nFROM NAMED :h\n"
        "WHERE {\n  ?s a :A ;\n    :b ?o\n}"
    )
    assert found is not None
    assert found.prologue.endswith("PREFIX : <http://example.org/>\n")
    assert found.dataset == "FROM <http://example.org/g>\nFROM NAMED :h\n"
    assert [(p.text, p.line) for p in found.patterns] == [("?s a :A", 7), ("?s :b ?o", 8)]


@pytest.mark.parametrize(
    "text", ["", "SELECT", "SELECT * WHERE {", "SELECT * { ?s }", "{{{", "DESCRIBE <http://a>"]
)
def test_what_is_not_read_is_left_alone(text: str) -> None:
    found = required_patterns(text)
    assert found is None or all(pattern.text.strip() for pattern in found.patterns)


def test_a_long_query_is_read_in_a_moment() -> None:
    body = "?s :p ?o . " * 4_000
    assert len(texts(f"SELECT * WHERE {{ {body} }}")) == 4_000


def reasons(data_dir: Path, *queries: str) -> list[Emptiness | None]:
    async def told() -> list[Emptiness | None]:
        pool = await Pool.start(data_dir, workers=1)
        try:
            return [await why_empty(pool, PREFIXES + query) for query in queries]
        finally:
            await pool.close()

    return asyncio.run(told())


def test_why_nothing_came(edition_dir: Path) -> None:
    alone, together, filtered, union, wrong = reasons(
        edition_dir,
        "SELECT * WHERE {\n ?g a oogo:Gemeente ;\n  oogo:bestaatNiet ?x }",
        # A municipality has a label, a percentage is of an observation: no thing has both.
        "SELECT * WHERE {\n ?g a oogo:Gemeente .\n ?g oogo:percentage ?p }",
        "SELECT * WHERE { ?g a oogo:Gemeente . FILTER (1 = 2) }",
        "SELECT * WHERE { { ?g oogo:geen 1 } UNION { ?g oogo:geen 2 } }",
        "SELECT * WHERE { ?g a geen:prefix }",
    )
    assert alone is not None and alone.pattern is not None and alone.alone
    assert (alone.pattern.text, alone.pattern.line) == ("?g oogo:bestaatNiet ?x", 5)
    assert together is not None and together.pattern is not None and not together.alone
    assert (together.pattern.text, together.pattern.line) == ("?g oogo:percentage ?p", 5)
    assert filtered == Emptiness(None, alone=False)
    assert union is None
    assert wrong is None

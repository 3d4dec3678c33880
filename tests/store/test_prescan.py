"""The look before the parser: what it refuses, what it lets by, and that it stays linear."""

from __future__ import annotations

import time
from random import Random

import pytest

from oogo.errors import ForbiddenError, OogoError, QueryError, TooLargeError
from oogo.library import load
from oogo.store.prescan import (
    MAX_BRACKETS,
    MAX_CHARACTERS,
    MAX_NESTING,
    Scan,
    glance,
    look,
    scan,
)

SELECT = Scan("SELECT", (), ())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s ?p 'SERVICE <http://x/> {}' }",
        'SELECT ?s { ?s ?p "it\'s SERVICE" }',
        "SELECT ?s { ?s ?p '''\nSERVICE 'a' \n''' }",
        'SELECT ?s { ?s ?p """ " "" SERVICE """ }',
        "SELECT ?s { ?s ?p 'a\\' SERVICE' }",
        "SELECT ?s { ?s ?p <http://x/SERVICE> }",
        "SELECT ?s { ?s ?p ?o } # SERVICE <http://x/>",
        "SELECT ?SERVICE { ?SERVICE ?p $service }",
        "PREFIX service: <http://x/> SELECT ?s { ?s service:SERVICE ?o }",
        "PREFIX : <http://x/> SELECT ?s { ?s :service ?o }",
        "SELECT ?s { ?s ?p _:service }",
        "SELECT ?s { ?s ?p 'x'@service }",
        "SELECT ?s { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
        "SELECT ?s { ?s ?p ?services }",
        "SELECT ?s { ?s ?p ?o } ORDER BY ?o",
    ],
)
def test_the_word_service_is_fine_where_it_is_not_the_keyword(text: str) -> None:
    assert scan(text) == SELECT


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", 1, 12),
        ("SELECT *\n{\n  service SILENT <http://x/> {}\n}", 3, 3),
        ("SELECT * { SeRvIcE?x {} }", 1, 12),
        ("SELECT * { ?s ?p ?o.SERVICE<http://x/>{} }", 1, 21),
        ("SELECT * { ?s ?p true.SERVICE<http://x/>{} }", 1, 23),
        ("SELECT * { ?s ?p 1.SERVICE <http://x/> {} }", 1, 20),
        ("SELECT * { ?s ?p 'x' # '\nSERVICE <http://x/> {} }", 2, 1),
        ("# it's\nSELECT * { SERVICE <http://x/> {} }", 2, 12),
        ("SELECT * { FILTER(?a<?b) SERVICE <http://x/> {} }", 1, 26),
    ],
)
def test_the_keyword_service_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(ForbiddenError) as caught:
        scan(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.remedy_nl
    assert caught.value.remedy_en


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:b> <a:b> 1 }",
        "delete where { ?s ?p ?o }",
        "PREFIX insert: <http://x/>\nBASE <http://y/>\nLOAD <http://x/>",
        "# SELECT\nCLEAR ALL",
        "CREATE GRAPH <a:b>",
        "DROP ALL",
        "ADD DEFAULT TO <a:b>",
        "MOVE DEFAULT TO <a:b>",
        "COPY DEFAULT TO <a:b>",
        "WITH <a:b> DELETE { ?s ?p ?o } WHERE {}",
    ],
)
def test_an_update_is_refused(text: str) -> None:
    with pytest.raises(ForbiddenError):
        scan(text)


def test_words_of_updates_are_fine_elsewhere() -> None:
    text = "PREFIX load: <http://x/> SELECT ?insert { ?insert load:clear 'DROP' }"
    assert scan(text) == SELECT


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_nesting_is_bounded(pair: str) -> None:
    opening, closing = pair
    scan("ASK " + opening * MAX_NESTING + closing * MAX_NESTING)
    with pytest.raises(QueryError) as caught:
        scan("ASK " + opening * (MAX_NESTING + 1) + closing * (MAX_NESTING + 1))
    assert caught.value.column == len("ASK ") + MAX_NESTING + 1


def test_six_kilobytes_of_braces_are_refused() -> None:
    # architecture.md: "3,000 nested braces (6 kB) crash the process".
    with pytest.raises(QueryError):
        scan("ASK " + "{" * 3000 + "}" * 3000)


def test_a_row_of_signs_is_nesting_too() -> None:
    with pytest.raises(QueryError):
        scan("ASK { FILTER(" + "!" * 3000 + "?x) }")


def test_brackets_hidden_from_the_tokenizer_still_count() -> None:
    # Oxigraph reads ?b, then a comment; a tokenizer reads an IRI, then the start of a long string.
    hidden = 'ASK { FILTER(?a<?b#>"""\n) ' + "{ #}\n" * (MAX_BRACKETS + 1)
    with pytest.raises(QueryError):
        scan(hidden)


def test_size_is_bounded() -> None:
    assert scan("ASK {}" + " " * (MAX_CHARACTERS - 6)).form == "ASK"
    with pytest.raises(TooLargeError):
        scan("ASK {}" + " " * (MAX_CHARACTERS - 5))


def test_the_dataset_of_the_query_is_read() -> None:
    text = """
        BASE <http://x/> PREFIX g: <http://g/>
        CONSTRUCT { ?s ?p <http://x/from> } FROM <one> FROM g:two\\-b FROM NAMED <http://n/>
        WHERE { ?s ?p ?o . FILTER(?o != "FROM <no>") }"""
    assert scan(text) == Scan("CONSTRUCT", ("http://x/one", "http://g/two-b"), ("http://n/",))


@pytest.mark.parametrize(
    "piece",
    [
        "'",
        '"',
        "'''",
        '"""',
        '"\\',
        "<",
        "<a",
        "a.",
        "a-",
        "a:",
        "\\",
        "#",
        "{",
        "^",
        "<<",
        "[",
        "1e",
    ],
)
def test_no_text_costs_more_than_its_length(piece: str) -> None:
    began = time.perf_counter()
    try:
        scan("ASK " + piece * ((MAX_CHARACTERS - 4) // len(piece)))
    except OogoError as refused:
        assert refused.status in {400, 413}
    # 256 kB take about 0.1 s; a second look per character would take minutes.
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s FROM <http://x/> { ?s ?p ?o }",
        "PREFIX x: <http://x/> ASK FROM x:g {}",
        "SELECT ?s FROM#\n<http://x/> { ?s ?p ?o }",
        "ask from named <http://x/> { ?s ?p ?o }",
        "SELECT (now() AS ?n) {}",
        "SELECT (RAND ( ) AS ?n) {}",
        "SELECT (STRUUID() AS ?n) {}",
        "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }",
        "BASE <http://x/> SELECT * {}",
        "SELECT * { SERVICE <http://x/> {} }",
        "INSERT DATA { <a:b> <a:b> 1 }",
        "SELECT * { ?s ?p 'a\\' SERVICE' }",
        r"SELECT * { \u0053ERVICE <http://x/> {} }",
        r"SELECT (R\u0041ND() AS ?n) {}",
    ],
)
def test_a_query_that_needs_a_look_gets_more_than_a_glance(text: str) -> None:
    assert glance(text) is None


def test_a_glance_says_what_a_look_says() -> None:
    random = Random(2014)  # noqa: S311 - a repeatable choice, no secret
    pieces = (
        "# ' \" <http://x/> < << {{ ( [ !!! FROM NAMED NOW( RAND() SERVICE BASE x: \\ SELECT _:b"
    )
    texts = [question.text for question in load().values()]
    assert sum(glance(text) is not None for text in texts) > len(texts) / 2
    for ordinary in texts * 5:
        text = ordinary
        for _ in range(random.randrange(4)):
            place = random.randrange(len(text))
            piece = random.choice(pieces.split(" "))
            text = f"{text[:place]} {piece} {text[place:]}"
        if (glanced := glance(text)) is not None:
            assert glanced == look(text), text

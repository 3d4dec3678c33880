"""Each format is read, and what cannot be read is refused with place and remedy."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import NamedNode

from oogo.content import folder
from oogo.context import CONTEXT
from oogo.errors import OogoError, SubmissionError, TooLargeError, UnsupportedError
from oogo.intake import LIMIT, parse

GOOD = folder("examples") / "goed-ondersteuningsplan.ttl"
XSD = b"http://www.w3.org/2001/XMLSchema#"
LINE = b'<http://e/a> <http://e/b> "c" .\n'


def refused(data: bytes, name: str, kind: type[OogoError] = SubmissionError) -> OogoError:
    with pytest.raises(kind) as caught:
        parse(data, name=name)
    assert caught.value.nl and caught.value.en
    assert caught.value.remedy_nl and caught.value.remedy_en
    return caught.value


def test_the_same_plan_in_turtle_and_json_ld_is_the_same_graph() -> None:
    turtle = parse(GOOD.read_bytes(), name=GOOD.name)
    linked = GOOD.with_suffix(".jsonld")
    assert set(parse(linked.read_bytes(), name=linked.name).graph) == set(turtle.graph)
    assert len(turtle.graph) > 100


def test_the_media_type_goes_before_the_name() -> None:
    assert len(parse(LINE, name="plan.json", media_type="text/turtle; charset=utf-8").graph) == 1
    assert len(parse(LINE, name="plan", media_type="application/n-triples").graph) == 1


def test_a_number_or_truth_is_checked_in_the_form_in_which_it_is_kept() -> None:
    # XML Schema 1.1 part 2: 04, +4 and 4 are one integer, "1" and "true" one boolean.
    one = parse(
        b"<http://e/a> <http://e/b> 04, +4, 4, '1'^^<%sboolean>, true ." % XSD, name="a.ttl"
    )
    other = parse(b"<http://e/a> <http://e/b> true, 4 .", name="b.ttl")
    assert one.graph == other.graph


def test_a_byte_order_mark_is_no_part_of_the_data() -> None:
    assert len(parse(b"\xef\xbb\xbf" + LINE, name="plan.ttl").graph) == 1


def test_blank_nodes_get_a_name_that_depends_on_what_they_say() -> None:
    one = parse(b"<http://e/a> <http://e/b> [ <http://e/c> 1 ] .", name="plan.ttl")
    assert all(isinstance(triple.subject, NamedNode) for triple in one.graph)
    again = parse(b"<http://e/a> <http://e/b> [ <http://e/c> 1 ] .", name="plan.ttl")
    assert again.graph == one.graph


def test_a_syntax_error_names_line_and_column() -> None:
    error = refused(b"<http://e/a> <http://e/b> <http://e/c> .\n<http://e/a> oeps", "plan.ttl")
    assert "regel 2" in error.place and "kolom" in error.place


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'\n\n<http://e/a> <http://e/b> "\xe9" .', "regel 3"),  # windows-1252
        ("<http://e/a>".encode("utf-16"), "regel 1"),
        (b'<http://e/a> <http://e/b> "x\x00y" .', "regel 1, kolom 29"),
        (b'<http://e/a> <http://e/b> "x\\u0007y" .', "http://e/a"),
        (b"<http://e/a> <http://e/b> <<( <http://e/a> <http://e/b> 1 )>> .", "http://e/a"),
        (b"_:a <http://e/b> _:b . _:b <http://e/b> _:a .", "_:"),
    ],
)
def test_odd_bytes_are_refused_with_their_place(data: bytes, place: str) -> None:
    assert place in refused(data, "plan.ttl").place


def test_a_named_graph_is_refused() -> None:
    document = {"@id": "http://e/g", "@graph": [{"@id": "http://e/a", "http://e/b": "c"}]}
    error = refused(json.dumps(document).encode(), "plan.jsonld")
    assert "http://e/g" in error.nl


@pytest.mark.parametrize(
    ("text", "name", "column"),
    [
        ('<http://e/g> { <http://e/a> <http://e/b> "c" }', "plan.ttl", 14),
        ('GRAPH <http://e/g> { <http://e/a> <http://e/b> "c" }', "plan.ttl", 1),
        ("<http://e/a> <http://e/b> <http://e/c> <http://e/g> .", "plan.nt", 40),
    ],
)
def test_a_named_graph_in_other_words_is_refused_where_it_begins(
    text: str, name: str, column: int
) -> None:
    error = refused(text.encode(), name)
    assert error.nl.startswith("een aanlevering is één graaf")
    assert error.place == f"{name}, regel 1, kolom {column}"
    assert "accolades" in error.remedy_nl


@pytest.mark.parametrize(
    "context",
    [
        "https://example.org/context.jsonld",
        [CONTEXT, "file:///etc/passwd"],
        {"@import": "http://169.254.169.254/"},
        {"p": {"@id": "http://e/p", "@context": "http://e/scoped"}},
        {"p": {"@id": "http://e/p", "@context": [{"q": {"@context": "http://e/deep"}}]}},
    ],
)
def test_no_other_context_is_fetched(context: object) -> None:
    document = {"@context": context, "@id": "http://e/a", "p": {"@id": "http://e/b"}}
    assert "halen we niet op" in refused(json.dumps(document).encode(), "plan.jsonld").nl


def test_a_misspelled_json_key_becomes_a_term_and_does_not_vanish() -> None:
    document = {"@context": CONTEXT, "id": "plan/x", "vastgesteldop": "2024-03-28"}
    (triple,) = parse(json.dumps(document).encode(), name="plan.jsonld").graph
    assert triple.predicate == NamedNode("https://w3id.org/oogo/def/vastgesteldop")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"@id": "http://e/a",}', "geen JSON"),
        (b'{"http://e/p": 1, "http://e/p": 2}', "twee keer"),
        (b"[" * 300 + b"]" * 300, "dieper genest"),
        (b"[" * 1_000_000, "dieper genest"),
    ],
)
def test_json_that_is_not_meant_so_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data, "plan.jsonld").nl


def test_a_bracket_inside_a_string_is_no_nesting() -> None:
    document = {"@id": "http://e/a", "http://e/p": "[" * 300}
    assert len(parse(json.dumps(document).encode(), name="plan.jsonld").graph) == 1


def test_too_much_and_the_unknown_have_their_own_error() -> None:
    refused(b" " * (LIMIT + 1), "plan.ttl", TooLargeError)
    assert len(parse(b" " * LIMIT, name="plan.ttl").graph) == 0
    refused(LINE, "plan.trig", UnsupportedError)
    refused(LINE, "plan", UnsupportedError)

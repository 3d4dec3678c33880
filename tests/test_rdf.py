"""Blank nodes get names by what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from oogo.errors import SubmissionError
from oogo.rdf import read_turtle

GRAPH = "https://w3id.org/oogo/graph/test"


def read(folder: Path, text: str) -> set[str]:
    file = folder / "test.ttl"
    file.write_text("PREFIX : <urn:x:>\n" + text, encoding="utf-8")
    return {str(triple) for triple in read_turtle(file, GRAPH)}


def test_the_order_and_the_labels_of_blank_nodes_do_not_change_their_names(tmp_path: Path) -> None:
    one = read(tmp_path, ":a :p [ :q 1 ; :r ( 2 3 ) ] .")
    other = read(tmp_path, "_:z :r ( 2 3 ) . :a :p _:z . _:z :q 1 .")
    assert one == other
    assert not any("_:" in triple for triple in one)


def test_nodes_that_say_different_things_have_different_names(tmp_path: Path) -> None:
    assert len(read(tmp_path, ":a :p [ :q [ :r 1 ] ] , [ :q [ :r 2 ] ] .")) == 6


def test_a_long_list_is_named_without_recursion(tmp_path: Path) -> None:
    numbers = " ".join(map(str, range(5000)))
    assert len(read(tmp_path, f":a :p ( {numbers} ) .")) == 10001


def test_a_ring_of_blank_nodes_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="eigen IRI"):
        read(tmp_path, "_:a :p _:b . _:b :p _:a .")


def test_a_file_that_is_not_turtle_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r"test\.ttl, regel 3"):
        read(tmp_path, ":a :p 1 .\n:a :p ; .")

"""What the rules yield comes and goes with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from oogo.content import folder
from oogo.publication import Publisher
from oogo.store import edition

OOGO = "https://w3id.org/oogo/def/"
MEETING = NamedNode("https://w3id.org/oogo/id/overleg/m")
PART = NamedNode("https://w3id.org/oogo/id/deelname/m-a")
AT_TABLE = NamedNode("https://identifier.overheid.nl/tooi/id/gemeente/gm0632")
REPRESENTED = NamedNode("https://identifier.overheid.nl/tooi/id/gemeente/gm0589")
GRAPH = "https://w3id.org/oogo/graph/aanlevering/one"
STATED = [
    Triple(MEETING, NamedNode(OOGO + "heeftDeelname"), PART),
    Triple(PART, NamedNode(OOGO + "deelnemer"), AT_TABLE),
    Triple(PART, NamedNode(OOGO + "namens"), REPRESENTED),
]
RULES = sorted((folder("queries") / "rules").glob("*.rq"))


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with Publisher(tmp_path) as writer:
        writer.publish({GRAPH: STATED}, agent="urn:x:sender", activity="aanlevering")
        yield writer


def ask(data_dir: Path, subject: NamedNode, name: str, value: NamedNode) -> bool:
    with edition.reading(data_dir) as (_, store):
        query = f"ASK {{ {subject} <{OOGO}{name}> {value} }}"  # terms of this test itself
        return bool(store.query(query))


def test_who_sits_at_the_table_takes_part_and_who_is_represented_does_not(
    publisher: Publisher, tmp_path: Path
) -> None:
    assert ask(tmp_path, MEETING, "heeftDeelnemer", AT_TABLE)
    assert ask(tmp_path, AT_TABLE, "neemtDeelAan", MEETING)
    assert ask(tmp_path, MEETING, "heeftVertegenwoordigde", REPRESENTED)
    assert not ask(tmp_path, MEETING, "heeftDeelnemer", REPRESENTED)


def test_what_was_derived_goes_when_what_it_rests_on_is_withdrawn(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.publish({}, agent="urn:x:sender", activity="intrekking", withdraws=[GRAPH])
    assert not ask(tmp_path, MEETING, "heeftDeelnemer", AT_TABLE)
    assert not ask(tmp_path, AT_TABLE, "neemtDeelAan", MEETING)


def test_each_derived_triple_stands_in_the_graph_of_its_rule(
    publisher: Publisher, tmp_path: Path
) -> None:
    triples = publisher.embedded.graph("https://w3id.org/oogo/graph/afgeleid/heeft-deelnemer")
    assert triples == {Triple(MEETING, NamedNode(OOGO + "heeftDeelnemer"), AT_TABLE)}


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_a_rule_reads_nothing_that_it_or_a_rule_beside_or_after_it_yields(rule: Path) -> None:
    later = [path for path in RULES if path.name[:2] >= rule.name[:2]]
    yields = {term for path in later for term in _terms(path)[0]}
    assert _terms(rule)[1] & yields == set()


def _terms(rule: Path) -> tuple[set[str], set[str]]:
    """The properties in the head, and those in the body, of one rule."""
    text = re.sub(r"(?m)^#.*$", "", rule.read_text(encoding="utf-8"))
    head, _, body = text.partition("WHERE")
    found = re.compile(r"\b(?:oogo|org):(\w+)")
    return set(found.findall(head.partition("CONSTRUCT")[2])), set(found.findall(body))

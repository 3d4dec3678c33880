"""What the rules yield comes and goes with what it rests on."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from oogo.content import folder
from oogo.derivation import derive
from oogo.publication import Publisher
from oogo.reach import body_of
from oogo.store import edition
from oogo.store.embedded import Embedded

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


# One value for each place in the bodies of the rules, so that changes hit each other.
NODES = [NamedNode(f"https://w3id.org/oogo/id/knoop/{n}") for n in range(6)]


def _world(rng: random.Random, size: int) -> set[Triple]:
    """Random statements with the terms that the rules read."""
    patterns = sorted(
        {p for rule in RULES for p in body_of(rule.read_text(encoding="utf-8")).patterns}, key=str
    )
    words = [Literal(word, language=lang) for word in "ab" for lang in ("nl", "en")]
    whole = NamedNode("https://w3id.org/oogo/begrip/dekking/geheel")
    made = set()
    for pattern in rng.choices(patterns, k=size):
        name = pattern.predicate.value
        value: NamedNode | Literal = rng.choice([*NODES, pattern.kind or NODES[0]])
        if name.endswith(("Label", "notation", "identifier")):
            value = rng.choice(words)
        elif name.endswith("dekking"):
            value = rng.choice([whole, NODES[0]])
        made.add(Triple(rng.choice(NODES), pattern.predicate, value))
    return made


@pytest.mark.parametrize("seed", range(4))
def test_running_rules_for_what_changed_gives_what_running_them_whole_gives(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - a repeatable test
    graphs = [f"{GRAPH}-{n}" for n in range(4)]
    yielded = 0
    with Publisher(tmp_path) as writer:
        for _ in range(12):
            changed = {g: _world(rng, 30) for g in rng.sample(graphs, rng.randint(1, 2))}
            writer.publish(changed, agent="urn:x:sender", activity="aanlevering")
            before = set(writer.embedded.store)
            assert derive(writer.embedded) == 0
            assert set(writer.embedded.store) == before
            names = [g for g in writer.embedded.graphs() if "/afgeleid/" in g]
            yielded += sum(len(writer.embedded.graph(name)) for name in names)
    assert yielded > 100


def test_every_rule_can_be_run_for_a_part_of_its_subjects() -> None:
    assert [r.stem for r in RULES if body_of(r.read_text(encoding="utf-8")).whole] == []


def test_a_rule_whose_patterns_do_not_tell_all_runs_whole(tmp_path: Path) -> None:
    rule = """PREFIX o: <https://w3id.org/oogo/def/>
        CONSTRUCT { ?x o:stil true } WHERE { ?x o:datum ?d FILTER NOT EXISTS { ?x o:plaats ?p } }"""
    assert body_of(rule).whole
    place = Triple(MEETING, NamedNode(OOGO + "plaats"), AT_TABLE)
    store = Embedded(tmp_path / "store")
    graph = NamedNode(GRAPH)
    store.store.add(Quad(MEETING, NamedNode(OOGO + "datum"), Literal("2020-01-01")))
    assert derive(store, {"10-stil": rule}) == 1
    store.store.add(Quad(place.subject, place.predicate, place.object, graph))
    store.store.add(Quad(place.subject, place.predicate, place.object))
    assert derive(store, {"10-stil": rule}, {place}) == 1
    assert store.graph("https://w3id.org/oogo/graph/afgeleid/stil") == set()


def _terms(rule: Path) -> tuple[set[str], set[str]]:
    """The properties in the head, and those in the body, of one rule."""
    text = re.sub(r"(?m)^#.*$", "", rule.read_text(encoding="utf-8"))
    head, _, body = text.partition("WHERE")
    found = re.compile(r"\b(?:oogo|org):(\w+)")
    return set(found.findall(head.partition("CONSTRUCT")[2])), set(found.findall(body))

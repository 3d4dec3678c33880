"""Reasoners derive from the ontology what we mean, and find what cannot be."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import owlrl
import pytest
import rdflib
from pyoxigraph import DefaultGraph, Quad, QueryTriples, RdfFormat, Store
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Namespace
from rdflib.collection import Collection

ROOT = Path(__file__).parent.parent
WORLD = ROOT / "tests" / "reasoning" / "wereld.ttl"
IMPOSSIBLE = sorted((ROOT / "tests" / "reasoning" / "strijdig").glob("*.ttl"))
O = Namespace("https://w3id.org/oogo/def/")  # noqa: E741
W = Namespace("https://example.org/")
COVERAGE = rdflib.URIRef("https://w3id.org/oogo/begrip/planelement/dekkend-aanbod")
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

# Texts about terms say nothing about the world, and reasoners go faster without them.
TEXTS = {
    DCTERMS.description,
    DCTERMS.source,
    DCTERMS.title,
    RDFS.comment,
    RDFS.isDefinedBy,
    RDFS.label,
    SKOS.definition,
    SKOS.example,
}


@pytest.fixture(scope="session")
def axioms() -> rdflib.Graph:
    """The ontology without its texts."""
    graph = rdflib.Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        graph.parse(path)
    for predicate in TEXTS:
        graph.remove((None, predicate, None))
    return graph


def together(axioms: rdflib.Graph, *paths: Path) -> rdflib.Graph:
    """The axioms and what these files state."""
    graph = rdflib.Graph()
    graph += axioms
    for path in paths:
        graph.parse(path)
    return graph


def closed(graph: rdflib.Graph) -> rdflib.Graph:
    """The graph with all that OWL 2 RL derives from it.

    owlrl 7.6.2 never compares the last property of a key, so that a key of one property makes
    all things equal; a key that names its property twice means the same and is compared.
    It also leaves its own reading of literals behind in rdflib, in which "--02-15" is no day.
    """
    for term, members in list(graph.subject_objects(OWL.hasKey)):
        key = list(Collection(graph, members))
        doubled = rdflib.BNode()
        Collection(graph, doubled, key + key)
        graph.set((term, OWL.hasKey, doubled))
    reading = dict(rdflib.term._toPythonMapping)
    try:
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, datatype_axioms=False).expand(graph)
    finally:
        rdflib.term._toPythonMapping.clear()
        rdflib.term._toPythonMapping.update(reading)
    return graph


def errors(graph: rdflib.Graph) -> list[str]:
    """What owlrl found impossible."""
    return [str(text) for text in graph.objects(None, ERROR)]


@pytest.fixture(scope="session")
def derived(axioms: rdflib.Graph) -> rdflib.Graph:
    """The small world with all that follows from it."""
    return closed(together(axioms, WORLD))


@pytest.mark.parametrize(
    "fact",
    [
        (W.bestuur, O.aangeslotenBij, W["swv-po"]),
        (W.bestuur, O.bevoegdGezagVan, W.school),
        (W["gebied-montfoort"], O.ligtIn, W["midden-nederland"]),
        (W.montfoort, O.heeftGebied, W["gebied-montfoort"]),
        (W["nieuwe-gemeente"], O.opvolgerVan, W["oude-gemeente"]),
        (W.overleg, O.heeftDeelnemer, W["swv-po"]),
        (W.overleg, O.heeftDeelnemer, W.woerden),
        (W.overleg, O.heeftVertegenwoordigde, W.montfoort),
        (W.overleg, RDF.type, O.GecombineerdOogo),
        (W.overleg, RDF.type, O.Overleg),
        (W.passage, O.passageIn, W.versie),
        (W.school, O.heeftVestiging, W.vestiging),
        (W["swv-po"], OWL.sameAs, W["swv-po-volgens-duo"]),
        (W.versie, O.bevatElement, COVERAGE),
        (W.versie, O.versieVan, W.plan),
        (W.vestiging, O.bestuurdDoor, W.bestuur),
        (W.vestiging, O.vestigingInGemeente, W.montfoort),
        (W.woerden, O.neemtDeelAan, W.overleg),
    ],
    ids=lambda fact: f"{fact[0].rpartition('/')[2]} {fact[1].rpartition('/')[2]}",
)
def test_reasoner_derives(derived: rdflib.Graph, fact: tuple[rdflib.term.Node, ...]) -> None:
    assert fact in derived


def test_represented_municipality_is_no_participant(derived: rdflib.Graph) -> None:
    assert (W.overleg, O.heeftDeelnemer, W.montfoort) not in derived
    assert (W.montfoort, O.neemtDeelAan, W.overleg) not in derived


def test_youth_plan_consultation_alone_is_not_combined(derived: rdflib.Graph) -> None:
    assert set(derived.subjects(RDF.type, O.GecombineerdOogo)) == {W.overleg}


def test_different_codes_make_no_one_equal(derived: rdflib.Graph) -> None:
    assert (W.woerden, OWL.sameAs, W.montfoort) not in derived
    assert (W["swv-po"], OWL.sameAs, W["swv-vo"]) not in derived


def test_small_world_is_possible(derived: rdflib.Graph) -> None:
    assert errors(derived) == []


def test_all_examples_of_terms_together_are_possible(axioms: rdflib.Graph) -> None:
    whole = rdflib.Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        whole.parse(path)
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in whole.namespaces())
    graph = together(axioms)
    for text in whole.objects(None, SKOS.example):
        graph.parse(data=f"BASE <https://w3id.org/oogo/>\n{head}{text}", format="turtle")
    assert errors(closed(graph)) == []


@pytest.mark.parametrize(
    "path", [*IMPOSSIBLE, WORLD.parent / "keten-disjunct.ttl"], ids=lambda path: path.stem
)
def test_owl_rl_finds_the_contradiction(axioms: rdflib.Graph, path: Path) -> None:
    assert errors(closed(together(axioms, WORLD, path))) != []


# The derivation rules yield what the reasoner yields


def facts(graph: rdflib.Graph, head: rdflib.URIRef) -> set[tuple[rdflib.term.Node, ...]]:
    """What the graph states with this property, or of this class."""
    return set(graph.triples((None, head, None))) | set(graph.triples((None, RDF.type, head)))


@pytest.fixture(scope="session")
def by_rules() -> rdflib.Graph:
    """The small world with all that the derivation rules yield, in their order."""
    store = Store()
    store.load(path=WORLD, format=RdfFormat.TURTLE)
    for rule in sorted((ROOT / "queries" / "rules").glob("*.rq")):
        yielded = store.query(rule.read_text(encoding="utf-8"))
        assert isinstance(yielded, QueryTriples)
        store.extend([Quad(*triple) for triple in yielded])
    text = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    return rdflib.Graph().parse(data=text, format="nt")


@pytest.fixture(scope="session")
def without_doubles(axioms: rdflib.Graph) -> rdflib.Graph:
    """What the reasoner derives when no two names are of one thing; rules do not merge."""
    graph = together(axioms, WORLD)
    graph.remove((W["swv-po-volgens-duo"], None, None))
    return closed(graph)


def test_every_chain_and_class_definition_has_a_rule_that_yields_the_same(
    axioms: rdflib.Graph, by_rules: rdflib.Graph, without_doubles: rdflib.Graph
) -> None:
    heads = set(axioms.subjects(OWL.propertyChainAxiom)) | set(axioms.subjects(OWL.intersectionOf))
    assert {O.heeftDeelnemer, O.GecombineerdOogo} <= heads
    for head in heads:
        assert facts(by_rules, head) == facts(without_doubles, head) != set(), head


def test_every_inverse_has_a_rule_in_the_direction_that_data_does_not_state(
    axioms: rdflib.Graph, by_rules: rdflib.Graph, without_doubles: rdflib.Graph
) -> None:
    for pair in axioms.subject_objects(OWL.inverseOf):
        for head in pair:
            assert facts(by_rules, head) == facts(without_doubles, head) != set(), head


# A second opinion by HermiT, which knows all of OWL 2 DL


def possible(graph: rdflib.Graph, folder: Path) -> bool:
    """Whether HermiT finds a world in which all of the graph is true."""
    import owlready2

    path = folder / "graph.nt"
    graph.serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()
    with path.open("rb") as file:
        world.get_ontology("https://w3id.org/oogo/def#").load(fileobj=file)
    try:
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    finally:
        world.close()
    return True


needs_java = pytest.mark.skipif(
    shutil.which("java") is None and os.environ.get("OOGO_CI") != "1",
    reason="HermiT needs java (Debian default-jre-headless)",
)


@needs_java
def test_hermit_finds_the_small_world_possible(axioms: rdflib.Graph, tmp_path: Path) -> None:
    assert possible(together(axioms, WORLD), tmp_path)


@needs_java
def test_hermit_finds_the_whole_release_possible(axioms: rdflib.Graph, tmp_path: Path) -> None:
    folders = ("ontology/begrippen", "ontology/wet", "data")
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.ttl"))]
    graph = together(axioms, *paths, ROOT / "examples" / "goed-ondersteuningsplan.ttl")
    for predicate in TEXTS:
        graph.remove((None, predicate, None))
    assert possible(graph, tmp_path)


@needs_java
@pytest.mark.parametrize("path", IMPOSSIBLE, ids=lambda path: path.stem)
def test_hermit_finds_the_contradiction(axioms: rdflib.Graph, path: Path, tmp_path: Path) -> None:
    assert not possible(together(axioms, WORLD, path), tmp_path)

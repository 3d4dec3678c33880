"""The ontology keeps its promises, and every file in this repository spells its terms right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from rdflib import namespace
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

ROOT = Path(__file__).parent.parent
DEF = "https://w3id.org/oogo/def/"
SH_TARGET = rdflib.URIRef("http://www.w3.org/ns/shacl#target")
NOT_TERMS = (f"{DEF}module/", f"{DEF}1.0.0", f"{DEF}1.1.0")
CONTENT = ("ontology", "shapes", "queries", "data", "examples")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

# Namespaces of which rdflib knows every term.
CLOSED = {
    str(known): known
    for known in (
        namespace.DCAT,
        namespace.DCTERMS,
        namespace.FOAF,
        namespace.GEO,
        namespace.ODRL2,
        namespace.ORG,
        namespace.OWL,
        namespace.PROV,
        namespace.QB,
        namespace.RDF,
        namespace.RDFS,
        namespace.SDO,
        namespace.SH,
        namespace.SKOS,
        namespace.TIME,
        namespace.VANN,
        namespace.VOID,
        namespace.XSD,
    )
}


def files(*suffixes: str, folders: tuple[str, ...] = CONTENT) -> list[Path]:
    """The files of this repository with one of these suffixes, in a fixed order."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    return sorted(path for path in found if path.suffix in suffixes)


def named(path: Path) -> str:
    """The path as it stands in the repository."""
    return str(path.relative_to(ROOT))


@cache
def terms_in_turtle(path: Path) -> frozenset[str]:
    """Every IRI that the file mentions, also as datatype and in the queries of shapes."""
    iris = set()
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode):
                iris.add(term.value)
            elif isinstance(term, Literal):
                iris.add(term.datatype.value)
        if quad.predicate.value == str(SH.select):
            iris |= terms_in_text(quad.object.value, dict(prefixes(path)))
    return frozenset(iris)


def bare(text: str) -> str:
    """The text without comments, strings and IRIs, so that only prefixed names are left."""
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"'''.*?'''|\"\"\".*?\"\"\"", '""', text, flags=re.DOTALL)
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    return re.sub(r"#[^\n]*", "", re.sub(r"<[^<>\s]*>", "<>", text))


def prefixes(path: Path) -> list[tuple[str, str]]:
    """The prefixes that a Turtle or SPARQL file declares, in their order."""
    text = path.read_text(encoding="utf-8")
    return re.findall(r"^\s*@?PREFIX\s+([\w-]*):\s*<([^>]*)>", text, flags=re.MULTILINE | re.I)


def names(text: str) -> list[tuple[str, str]]:
    """The prefixed names in Turtle or SPARQL, without the declarations."""
    body = re.sub(r"(?i)^\s*@?PREFIX\s.*$", "", text, flags=re.M)
    return re.findall(r"(?<![\w?$-])([A-Za-z][\w-]*):([\w.-]*\w)?", bare(body))


def terms_in_text(text: str, declared: dict[str, str]) -> set[str]:
    """Every IRI that a query mentions."""
    body = re.sub(r"(?i)^\s*(#|PREFIX\s).*$", "", text, flags=re.M)
    full = set(re.findall(r"<([^<>\s]+)>", body))
    return full | {declared[prefix] + rest for prefix, rest in names(text) if rest}


def terms_in(path: Path) -> frozenset[str]:
    """Every IRI that a Turtle or SPARQL file mentions."""
    if path.suffix == ".rq":
        text = path.read_text(encoding="utf-8")
        return frozenset(terms_in_text(text, dict(prefixes(path))))
    return terms_in_turtle(path)


@pytest.fixture(scope="session")
def model() -> rdflib.Graph:
    """All modules of the ontology together."""
    graph = rdflib.Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def promises() -> rdflib.Graph:
    """The shapes over our own ontology."""
    return rdflib.Graph().parse(ROOT / "shapes" / "model.ttl")


def own_terms(model: rdflib.Graph) -> set[str]:
    """The terms that the ontology defines in its own namespace."""
    subjects = {str(subject) for subject in model.subjects(RDF.type)}
    return {s for s in subjects if s.startswith(DEF) and not s.startswith(NOT_TERMS)}


def broken(graph: rdflib.Graph, shapes: rdflib.Graph) -> set[tuple[str, str]]:
    """Which promise each thing breaks."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, advanced=True, inference="none")
    return {
        (local(report.value(result, SH.sourceShape)), local(report.value(result, SH.focusNode)))
        for result in report.objects(None, SH.result)
    }


def local(term: rdflib.term.Node | None) -> str:
    """The last part of an IRI."""
    return str(term).rpartition("/")[2]


# Promises over the ontology


def test_ontology_keeps_every_promise(model: rdflib.Graph, promises: rdflib.Graph) -> None:
    assert broken(model, promises) == set()


def test_promises_are_themselves_valid_shapes(model: rdflib.Graph, promises: rdflib.Graph) -> None:
    pyshacl.validate(model, shacl_graph=promises, advanced=True, meta_shacl=True)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "model").glob("*.ttl")), ids=lambda path: path.stem
)
def test_broken_term_breaks_the_promise_it_is_named_after(
    path: Path, promises: rdflib.Graph
) -> None:
    graph = rdflib.Graph().parse(path)
    own = {local(s) for s in graph.subjects(SKOS.definition)}
    assert broken(graph, promises) == {(path.stem, term) for term in own}


def test_every_promise_has_an_example_that_breaks_it(promises: rdflib.Graph) -> None:
    constraints = {
        local(shape)
        for shape in promises.subjects(SH.message)
        if not isinstance(shape, rdflib.BNode)
    }
    assert {path.stem for path in (ROOT / "tests" / "model").glob("*.ttl")} == constraints


def test_every_promise_speaks_dutch_and_english(promises: rdflib.Graph) -> None:
    for predicate in (SH.name, SH.message):
        for shape in set(promises.subjects(predicate)):
            languages = sorted(text.language for text in promises.objects(shape, predicate))
            assert languages == ["en", "nl"], f"{local(shape)} {local(predicate)}"


def test_ontology_has_one_header_and_lists_its_modules(model: rdflib.Graph) -> None:
    ontology = rdflib.URIRef("https://w3id.org/oogo/def")
    assert set(model.subjects(RDF.type, OWL.Ontology)) == {ontology}
    assert list(model.objects(ontology, OWL.versionIRI)) == [rdflib.URIRef(f"{DEF}1.1.0")]
    assert not list(model.triples((None, OWL.imports, None)))
    modules = {str(part) for part in model.objects(ontology, namespace.DCTERMS.hasPart)}
    assert modules == {f"{DEF}module/{path.stem}" for path in (ROOT / "ontology").glob("*.ttl")}


def test_every_term_stands_in_the_file_of_its_module() -> None:
    for path in (ROOT / "ontology").glob("*.ttl"):
        for subject, module in rdflib.Graph().parse(path).subject_objects(RDFS.isDefinedBy):
            if str(subject).startswith(DEF):
                assert str(module) == f"{DEF}module/{path.stem}", subject


def test_blocks_stand_in_alphabetical_order_per_kind() -> None:
    kinds = ["Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"]
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        blocks = re.findall(r"^oogo:(\w+) a owl:(\w+)", text, flags=re.MULTILINE)
        order = [(kinds.index(kind), name.lower()) for name, kind in blocks]
        assert order == sorted(order), named(path)


def test_every_example_is_turtle_that_uses_its_term(model: rdflib.Graph) -> None:
    for term, text in model.subject_objects(SKOS.example):
        graph = example(model, str(text))
        kind = next(kind for kind in (*KINDS, SH.Severity) if (term, RDF.type, kind) in model)
        pattern = {OWL.Class: (None, RDF.type, term), SH.Severity: (None, None, term)}
        assert pattern.get(kind, (None, term, None)) in graph, f"{local(term)}: {text}"
        mentioned = {str(node) for triple in graph for node in triple}
        own = {iri for iri in mentioned if iri.startswith(DEF)}
        assert own <= own_terms(model), f"{local(term)}: {text}"


def test_concepts_in_examples_exist_where_their_scheme_does(model: rdflib.Graph) -> None:
    known: set[str] = set()
    for path in files(".ttl", folders=("ontology/begrippen", "data")):
        known |= {
            quad.subject.value
            for quad in parse(path=path, format=RdfFormat.TURTLE)
            if isinstance(quad.subject, NamedNode)
        }
    scheme = re.compile(r"https://w3id\.org/oogo/begrip/[\w-]+")
    unknown = {
        (local(term), concept)
        for term, text in model.subject_objects(SKOS.example)
        for concept in map(str, example(model, str(text)).objects())
        if (found := scheme.match(concept)) and found[0] in known and concept not in known
    }
    assert unknown == set()


def example(model: rdflib.Graph, text: str) -> rdflib.Graph:
    """What an example says, with the prefixes of the ontology."""
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in model.namespaces())
    whole = f"BASE <https://w3id.org/oogo/>\n{head}{text}"
    return rdflib.Graph().parse(data=whole, format="turtle")


# Within OWL 2 RL and DL


def test_no_construct_outside_owl_2_rl(model: rdflib.Graph) -> None:
    outside = (
        OWL.cardinality,
        OWL.minCardinality,
        OWL.minQualifiedCardinality,
        OWL.qualifiedCardinality,
        OWL.unionOf,
        OWL.complementOf,
        OWL.disjointUnionOf,
        OWL.oneOf,
        OWL.someValuesFrom,
        OWL.onDatatype,
        OWL.hasSelf,
    )
    assert [local(p) for p in outside if (None, p, None) in model] == []
    reflexive = (None, RDF.type, OWL.ReflexiveProperty)
    assert reflexive not in model


def test_composed_properties_are_used_as_owl_dl_allows(model: rdflib.Graph) -> None:
    composed = set(model.subjects(OWL.propertyChainAxiom))
    composed |= set(model.subjects(RDF.type, OWL.TransitiveProperty))
    forbidden = {OWL.FunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty}
    for term in composed:
        assert not forbidden & set(model.objects(term, RDF.type)), term
        assert (term, OWL.propertyDisjointWith, None) not in model, term
        assert (None, OWL.propertyDisjointWith, term) not in model, term


def test_every_property_is_of_one_kind(model: rdflib.Graph) -> None:
    properties = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in {s for kind in properties for s in model.subjects(RDF.type, kind)}:
        assert len(set(model.objects(term, RDF.type)) & set(properties)) == 1, term


def test_every_term_in_an_axiom_is_declared(model: rdflib.Graph) -> None:
    classes, properties = set(), set()
    for predicate in (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith):
        classes |= set(model.objects(None, predicate))
    classes |= set(model.objects(None, RDFS.domain))
    for predicate in (RDFS.subPropertyOf, OWL.inverseOf, OWL.equivalentProperty):
        properties |= set(model.objects(None, predicate))
    for members in model.objects(None, OWL.propertyChainAxiom):
        properties |= set(Collection(model, members))
    for term in classes:
        assert (term, RDF.type, OWL.Class) in model, term
    for term in properties:
        assert any((term, RDF.type, kind) in model for kind in KINDS[1:]), term


# Spelling, in every Turtle and SPARQL file


@cache
def verified() -> frozenset[str]:
    """The terms of standards that rdflib does not list, seen in their own files."""
    lines = (ROOT / "tests" / "standards-terms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def misspelt(iri: str) -> bool:
    """Whether the IRI lies in the namespace of a standard that has no such term."""
    if iri in verified():
        return False
    for base, known in CLOSED.items():
        if iri.startswith(base):
            rest = iri.removeprefix(base)
            return bool(rest) and rest not in known
    bases = {re.sub(r"[^/#]*$", "", term) for term in verified()}
    return any(iri.startswith(base) and iri != base for base in bases)


@pytest.mark.parametrize("iri", ["http://www.w3.org/ns/shacl#mincount", f"{namespace.ORG}Post1"])
def test_a_misspelt_term_is_found(iri: str) -> None:
    assert misspelt(iri)


def test_every_standard_term_exists() -> None:
    folders = (*CONTENT, "tests/shapes", "tests/queries", "tests/model")
    wrong = {
        (named(path), iri)
        for path in files(".ttl", ".rq", folders=folders)
        for iri in terms_in(path)
        if misspelt(iri)
    }
    assert wrong == set()


def test_every_own_term_that_is_used_is_defined(model: rdflib.Graph) -> None:
    defined = own_terms(model)
    unknown = {
        (named(path), iri)
        for path in files(".ttl", ".rq")
        for iri in terms_in(path)
        if iri.startswith(DEF) and not iri.startswith(NOT_TERMS) and iri not in defined
    }
    assert unknown == set()


def test_every_shape_is_described_in_one_file() -> None:
    homes: dict[str, set[str]] = {}
    for path in files(".ttl", folders=("shapes",)):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode):
                homes.setdefault(quad.subject.value, set()).add(named(path))
    assert {shape: home for shape, home in homes.items() if len(home) > 1} == {}


# Prefixes


def test_a_namespace_has_one_prefix_and_a_prefix_one_namespace() -> None:
    seen = {pair for path in files(".ttl", ".rq") for pair in prefixes(path)}
    for index in (0, 1):
        values = [pair[index] for pair in seen]
        double = {value for value in values if values.count(value) > 1}
        assert {pair for pair in seen if pair[index] in double} == set()


@pytest.mark.parametrize("folder", CONTENT)
def test_prefixes_are_in_order_and_all_used(folder: str) -> None:
    for path in files(".ttl", ".rq", folders=(folder,)):
        declared = [prefix for prefix, _ in prefixes(path)]
        assert declared == sorted(declared), named(path)
        text = path.read_text(encoding="utf-8")
        in_queries = {
            prefix
            for query in re.findall(r'sh:select\s+"""(.*?)"""', text, flags=re.DOTALL)
            for prefix, _ in names(query)
        }
        assert set(declared) == {prefix for prefix, _ in names(text)} | in_queries, named(path)
        assert "@prefix" not in text, named(path)


# Blank nodes: only lists everywhere, and paths and SPARQL constraints in shapes

LIST = {str(RDF.first), str(RDF.rest)}
IN_SHAPES = {
    str(term)
    for term in (
        SH.path,
        SH.alternativePath,
        SH.inversePath,
        SH.zeroOrMorePath,
        SH.zeroOrOnePath,
        SH.oneOrMorePath,
        SH.sparql,
        SH_TARGET,  # a target with parameters, SHACL Advanced Features
    )
} | {f"{DEF}raadpleegt"}


def stray_blank_nodes(path: Path) -> Iterator[str]:
    """The predicates that lead to a blank node where none belongs."""
    quads = list(parse(path=path, format=RdfFormat.TURTLE))
    lists = {quad.subject for quad in quads if quad.predicate.value in LIST}
    inner = {quad.subject for quad in quads if quad.predicate.value in IN_SHAPES}
    allowed = IN_SHAPES if path.parent.name == "shapes" else set()
    pointed = {quad.object for quad in quads}
    for quad in quads:
        if isinstance(quad.object, BlankNode) and quad.object not in lists:
            predicate = quad.predicate.value
            if predicate not in allowed and not (predicate in LIST and quad.object in inner):
                yield predicate
        if isinstance(quad.subject, BlankNode) and quad.subject not in pointed:
            yield "nothing"


@pytest.mark.parametrize("folder", ["ontology", "shapes", "data"])
def test_blank_nodes_only_where_they_belong(folder: str) -> None:
    strays = {
        (named(path), predicate)
        for path in files(".ttl", folders=(folder,))
        for predicate in stray_blank_nodes(path)
    }
    assert strays == set()


# Use


def used_terms() -> set[str]:
    """The own terms in data, concepts, law, shapes, queries, examples, or what a program writes."""
    folders = ("data", "ontology/begrippen", "ontology/wet", "shapes", "queries", "examples")
    mentioned = {iri for path in files(".ttl", ".rq", folders=folders) for iri in terms_in(path)}
    for path in files(".py", folders=("src",)):
        text = path.read_text(encoding="utf-8")
        mentioned |= {DEF + name for name in re.findall(r"(?:oogo:|def/)([A-Za-z]\w+)", text)}
    return {iri for iri in mentioned if iri.startswith(DEF)}


def unused_terms(model: rdflib.Graph) -> set[str]:
    """The own terms that nothing uses and no axiom or signature ties to a used term."""
    used = {rdflib.URIRef(iri) for iri in used_terms()}
    reached = set(used)
    for term in used:
        reached |= set(model.transitive_objects(term, RDFS.subClassOf))
        for predicate in (RDFS.domain, RDFS.range, RDFS.subPropertyOf, OWL.inverseOf):
            reached |= set(model.objects(term, predicate))
        reached |= set(model.subjects(OWL.inverseOf, term))
        for head, members in model.subject_objects(OWL.propertyChainAxiom):
            if term in Collection(model, members):
                reached.add(head)
        for head, members in model.subject_objects(OWL.intersectionOf):
            if term in Collection(model, members):
                reached.add(head)
    return own_terms(model) - {str(term) for term in reached}


def test_every_own_term_is_used(model: rdflib.Graph) -> None:
    assert sorted(local(rdflib.URIRef(term)) for term in unused_terms(model)) == []


def test_every_borrowed_term_is_used() -> None:
    home = ROOT / "ontology" / "geleend.ttl"
    borrowed = {
        str(term) for kind in KINDS for term in rdflib.Graph().parse(home).subjects(RDF.type, kind)
    }
    used = {iri for path in files(".ttl", ".rq") if path != home for iri in terms_in(path)}
    assert borrowed - used == set()


# Data say what the terms allow


@pytest.fixture(scope="session")
def release(model: rdflib.Graph) -> rdflib.Graph:
    """Data, concepts, law and good examples together, without the ontology."""
    graph = rdflib.Graph()
    for path in files(".ttl", folders=("data", "ontology/begrippen", "ontology/wet", "examples")):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            graph.add(tuple(from_oxigraph(t) for t in (quad.subject, quad.predicate, quad.object)))
    return graph


def from_oxigraph(term: NamedNode | BlankNode | Literal) -> rdflib.term.Node:
    """The same term for rdflib, with its text as it was read."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


def kinds_of(model: rdflib.Graph, release: rdflib.Graph, thing: rdflib.term.Node) -> set[str]:
    """The classes of a thing, with all classes above them; of a literal its datatype."""
    if isinstance(thing, rdflib.Literal):
        return {str(RDF.langString if thing.language else thing.datatype)}
    classes = release.objects(thing, RDF.type)
    return {
        str(above) for kind in classes for above in model.transitive_objects(kind, RDFS.subClassOf)
    }


def test_subjects_and_values_are_what_the_property_is_for(
    model: rdflib.Graph, release: rdflib.Graph
) -> None:
    wrong = set()
    for prop in {p for p in release.predicates() if str(p).startswith(DEF)}:
        domain, span = model.value(prop, RDFS.domain), model.value(prop, RDFS.range)
        data = (prop, RDF.type, OWL.DatatypeProperty) in model
        for subject, value in release.subject_objects(prop):
            if domain and str(domain) not in kinds_of(model, release, subject):
                wrong.add((local(prop), "subject", str(subject)))
            kinds = kinds_of(model, release, value)
            # A thing that an example leaves to the reference data has no class here.
            if span and (kinds or data) and str(span) not in kinds:
                wrong.add((local(prop), "value", str(value)))
    assert wrong == set()


def test_shapes_ask_for_the_datatype_of_the_property(model: rdflib.Graph) -> None:
    shapes = rdflib.Graph()
    for path in files(".ttl", folders=("shapes",)):
        shapes.parse(path)
    for shape, path in shapes.subject_objects(SH.path):
        datatype = shapes.value(shape, SH.datatype)
        if datatype and str(path).startswith(DEF):
            assert model.value(path, RDFS.range) == datatype, local(shape)

"""Shapes made ready once: what most constraints ask of triples, without walking the shapes again.

Constraints are looked up in indexes, and a query is asked once for all things that it is about.
A shape that says more than is known here is ``UnfitError``: pySHACL checks it (``oogo.shacl``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolution,
    QuerySolutions,
    Store,
    Triple,
    Variable,
)
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from oogo.slice import Path, read_path, term

__all__ = [
    "TARGETS",
    "Facts",
    "Result",
    "Shape",
    "Term",
    "UnfitError",
    "check",
    "compiled",
    "stored",
]

Term = NamedNode | Literal | BlankNode
CLASSES = (RDFS.Class, OWL.Class)
TARGETS = (SH.target, SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)

_TYPE = NamedNode(RDF.type)
_SUBCLASS = NamedNode(RDFS.subClassOf)
# Of which classes a thing is, those above its own included: one step instead of a search.
_KIND = NamedNode("urn:oogo:soort")
_SEARCH = re.compile(r"\b(?:a|rdf:type)\s*/\s*rdfs:subClassOf\*")
_SAYING = {SH.description, SH.message, SH.name, SH.order, SH.path, SH.severity}
_LINKING = {SH.property, SH.sparql, *TARGETS}
# What may hide a brace or a variable in a query: a string, an IRI, a comment.
_OPAQUE = re.compile(r'"""(?:.|\n)*?"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#.*')
_WORD = re.compile(r"[{}]|\b(?:FILTER|BIND)\s*\(|\w+|[^\w\s]", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
_IN_MESSAGE = re.compile(r"\{[?$](\w+)\}")
# With these a query about many things at once answers something else than one about each.
_NOT_AT_ONCE = re.compile(
    r"\b(AVG|COUNT|GRAPH|GROUP|GROUP_CONCAT|HAVING|LIMIT|MAX|MIN|MINUS|OFFSET|SAMPLE|SERVICE|SUM"
    r"|VALUES)\b|\*\s*WHERE|SELECT(?:.|\n)*SELECT|[?$](PATH|shapesGraph|failure)\b"
    r"|\bAS\s+[?$](this|currentShape)\b",
    re.IGNORECASE,
)
_AT_ONCE = 500


class UnfitError(Exception):
    """These shapes or data ask for more than is known here."""


@dataclass(frozen=True)
class Result:
    """One result of SHACL; its messages by language, the empty one for none."""

    shape: Node
    component: URIRef
    severity: Node
    focus: Term
    path: Node | None
    value: Term | None
    messages: tuple[tuple[str, str], ...]


class Facts:
    """Triples, by property from either end, and a store of the same for queries."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """The facts in these triples."""
        self.triples = tuple(triples)
        self.ahead: defaultdict[NamedNode, defaultdict[Term, list[Term]]]
        self.back: defaultdict[NamedNode, defaultdict[Term, list[Term]]]
        self.ahead = defaultdict(lambda: defaultdict(list))
        self.back = defaultdict(lambda: defaultdict(list))
        for triple in self.triples:
            subject, predicate, end = triple
            self.ahead[predicate][subject].append(end)
            self.back[predicate][end].append(subject)
        self._below: dict[Term, frozenset[Term]] = {}
        self._above: dict[Term, frozenset[Term]] = {}

    @cached_property
    def store(self) -> Store:
        """The same in a store."""
        store = Store()
        store.extend(Quad(*triple) for triple in self.triples)
        store.extend(
            Quad(thing, _KIND, above)
            for kind, things in self.back[_TYPE].items()
            for above in self.above(kind)
            for thing in things
            if isinstance(thing, NamedNode | BlankNode)
        )
        return store

    def values(self, start: Term, path: Path) -> set[Term]:
        """What the path leads to from here."""
        reached = {start}
        ends: Mapping[Term, list[Term]]
        for step in path:
            following: set[Term] = set()
            for hop in step:
                ends = (self.back if hop.inverse else self.ahead).get(hop.predicate, {})
                for node in reached:
                    following.update(ends.get(node, ()))
            reached = following
        return reached

    def below(self, kind: Term) -> frozenset[Term]:
        """This class and all classes below it."""
        if kind not in self._below:
            self._below[kind] = frozenset(_closure(kind, self.back[_SUBCLASS]))
        return self._below[kind]

    def above(self, kind: Term) -> frozenset[Term]:
        """This class and all classes above it."""
        if kind not in self._above:
            self._above[kind] = frozenset(_closure(kind, self.ahead[_SUBCLASS]))
        return self._above[kind]

    def instances(self, kind: NamedNode) -> Iterator[Term]:
        """The things of this class or of one below it."""
        for each in self.below(kind):
            yield from self.back[_TYPE].get(each, ())

    def ask(self, query: str) -> Iterator[QuerySolution]:
        """The rows that answer a query."""
        rows = self.store.query(query)
        if not isinstance(rows, QuerySolutions):
            raise UnfitError("a query of a shape is no SELECT")
        return rows


def _closure(start: Term, steps: Mapping[Term, Iterable[Term]]) -> set[Term]:
    """This term, and all that these steps lead to from it."""
    found, pending = {start}, [start]
    while pending:
        for each in steps.get(pending.pop(), ()):
            if each not in found:
                found.add(each)
                pending.append(each)
    return found


@dataclass(frozen=True, eq=False)
class _Query:
    """A query of a shape; what it is about is filled in at ``start``."""

    text: str
    start: int
    columns: frozenset[str]

    def ask(
        self, facts: Facts, names: Sequence[str], rows: Sequence[Sequence[Term]]
    ) -> Iterator[QuerySolution]:
        """The answer about these rows, some hundreds at a time."""
        if any(isinstance(each, BlankNode) for row in rows for each in row):
            raise UnfitError("a query about a blank node")
        head = " ".join(f"?{name}" for name in names)
        for first in range(0, len(rows), _AT_ONCE):
            part = rows[first : first + _AT_ONCE]
            listed = " ".join(f"({' '.join(map(str, row))})" for row in part)
            about = f" VALUES ({head}) {{ {listed} }} "
            yield from facts.ask(self.text[: self.start] + about + self.text[self.start :])

    def all(self, facts: Facts) -> Iterator[QuerySolution]:
        """The answer about everything."""
        return facts.ask(self.text)


_Found = Iterator[Term | None]
_Test = Callable[[Facts, set[Term]], _Found]


@dataclass(frozen=True, eq=False)
class _Target:
    """What a shape looks at: a property or class with ``value``, or what a query selects.

    A query with a parameter selects for ``value`` what it selects beside it.
    """

    kind: URIRef
    value: Term | None = None
    query: _Query | None = None
    parameter: str = ""


@dataclass(frozen=True, eq=False)
class Shape:
    """A shape with all that it asks of the values that its path leads to."""

    node: Node
    severity: Node
    path: Node | None
    route: Path
    messages: tuple[tuple[str, str], ...]
    targets: tuple[_Target, ...]
    tests: tuple[tuple[URIRef, _Test], ...]
    queries: tuple[tuple[_Query, tuple[tuple[str, str], ...]], ...]
    inner: tuple[Shape, ...]


# --- from shapes to what is asked


def compiled(graph: Graph, node: Node) -> Shape:
    """The shape at this node, made ready."""
    return _shape(graph, node, _Queries(graph))


def _shape(graph: Graph, node: Node, queries: _Queries) -> Shape:
    stated = list(graph.predicate_objects(node))
    if any(p == RDF.type and o in CLASSES for p, o in stated):
        raise UnfitError(f"{node} is a class as well")
    own = set(graph.objects(None, SH.parameter / SH.path))
    asking = {p for p, _ in stated if p in own or str(p).startswith(str(SH))}
    unknown = asking - _SAYING - _LINKING - _TESTS.keys()
    if unknown:
        raise UnfitError(f"{node}: {', '.join(sorted(map(str, unknown)))}")
    path = graph.value(node, SH.path)
    tests = [
        (component, made(graph, value))
        for predicate, (component, made) in _TESTS.items()
        for value in graph.objects(node, predicate)
    ]
    return Shape(
        node=node,
        severity=graph.value(node, SH.severity) or SH.Violation,
        path=path,
        route=() if path is None else _route(graph, path),
        messages=_messages(graph, node),
        targets=tuple(_targets(graph, node, queries)),
        tests=tuple(tests),
        queries=tuple(
            (queries.at(each), _messages(graph, each)) for each in graph.objects(node, SH.sparql)
        ),
        inner=tuple(_shape(graph, each, queries) for each in graph.objects(node, SH.property)),
    )


def _route(graph: Graph, path: Node) -> Path:
    try:
        return read_path(graph, path)
    except ValueError as error:
        raise UnfitError(str(error)) from error


def _messages(graph: Graph, node: Node) -> tuple[tuple[str, str], ...]:
    said = (text for text in graph.objects(node, SH.message) if isinstance(text, RdflibLiteral))
    return tuple(sorted((text.language or "", str(text)) for text in said))


def _targets(graph: Graph, node: Node, queries: _Queries) -> Iterator[_Target]:
    for predicate in TARGETS:
        for value in graph.objects(node, predicate):
            if predicate != SH.target:
                yield _Target(predicate, stored(value))
            elif (value, SH.select, None) in graph:
                yield _Target(predicate, query=queries.at(value))
            else:
                yield _parametrised(graph, value, queries)


def _parametrised(graph: Graph, target: Node, queries: _Queries) -> _Target:
    for kind in graph.objects(target, RDF.type):
        for path in graph.objects(kind, SH.parameter / SH.path):
            values = list(graph.objects(target, path))
            name = re.split("[/#]", str(path))[-1]
            query = queries.at(kind)
            if len(values) == 1 and name in query.columns:
                return _Target(SH.target, stored(values[0]), query, name)
    raise UnfitError(f"an unknown kind of target: {target}")


class _Queries:
    """The queries of the shapes in a graph, each read once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def at(self, node: Node) -> _Query:
        """The query of this constraint or target."""
        if (node, SH.deactivated, None) in self._graph or (node, SH.ask, None) in self._graph:
            raise UnfitError(f"{node} is no plain query")
        select = self._graph.value(node, SH.select)
        return _read_query(str(select), self._prefixes(node))

    def _prefixes(self, node: Node) -> str:
        graph = self._graph
        declared = {
            (str(graph.value(each, SH.prefix)), str(graph.value(each, SH.namespace)))
            for prefixes in graph.objects(node, SH.prefixes)
            for source in graph.transitive_objects(prefixes, OWL.imports)
            for each in graph.objects(source, SH.declare)
        }
        return "".join(f"PREFIX {name}: <{space}>\n" for name, space in sorted(declared))


@lru_cache(maxsize=512)
def _read_query(select: str, prefixes: str) -> _Query:
    """The query, if it answers about many things at once what it answers about each."""
    bare = _OPAQUE.sub(lambda found: " " * len(found[0]), select)
    start = bare.find("{") + 1
    columns = frozenset(_VARIABLE.findall(bare[:start]))
    if not start or _NOT_AT_ONCE.search(bare) or "this" not in columns:
        raise UnfitError("a query that cannot be asked about many things at once")
    given = {"this", "currentShape"} & set(_VARIABLE.findall(bare))
    if not given <= columns or _tests_unseen(bare, frozenset(given)):
        raise UnfitError("a query that tests a value that is not there yet")
    head, body = select[:start], _SEARCH.sub(str(_KIND), select[start:])
    return _Query(prefixes + head + body, len(prefixes) + start, columns)


def _tests_unseen(bare: str, names: frozenset[str]) -> bool:
    """Whether one of these is tested where its value may not have arrived.

    That is in a BIND, and in a FILTER in a group inside a group.
    """
    inner: list[bool] = []
    before = "WHERE"
    for found in _WORD.finditer(bare):
        word = found[0]
        if word == "{":
            inner.append(before in {"{", "}", "."} or before.upper() == "UNION")
        elif word == "}":
            inner.pop()
        elif word.endswith("(") and len(word) > 1:
            early = any(inner) or word[:4].upper() == "BIND"
            if early and not names.isdisjoint(_VARIABLE.findall(_in_brackets(bare, found.end()))):
                return True
        before = word
    return False


def _in_brackets(text: str, start: int) -> str:
    """What stands here up to the bracket that closes it."""
    depth = 1
    for end in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if not depth:
            return text[start:end]
    return text[start:]


# --- what a constraint asks of values


def _number(value: Node) -> int:
    if isinstance(value, RdflibLiteral) and isinstance(value.value, int):
        return value.value
    raise UnfitError(f"{value} is no number")


def _min_count(_: Graph, value: Node) -> _Test:
    least = _number(value)
    return lambda _, values: iter((None,) if len(values) < least else ())


def _max_count(_: Graph, value: Node) -> _Test:
    most = _number(value)
    return lambda _, values: iter((None,) if len(values) > most else ())


def _has_value(_: Graph, value: Node) -> _Test:
    wanted = stored(value)
    return lambda _, values: iter(() if wanted in values else (None,))


def _each(good: Callable[[Facts, Term], bool]) -> _Test:
    return lambda facts, values: (value for value in values if not good(facts, value))


def _class(_: Graph, value: Node) -> _Test:
    kind = stored(value)
    if not isinstance(kind, NamedNode):
        raise UnfitError(f"{value} is no class")

    def good(facts: Facts, value: Term) -> bool:
        return not facts.below(kind).isdisjoint(facts.ahead[_TYPE].get(value, ()))

    return _each(good)


def _datatype(_: Graph, value: Node) -> _Test:
    kind = stored(value)

    def good(_: Facts, value: Term) -> bool:
        return isinstance(value, Literal) and value.datatype == kind and _well_typed(value)

    return _each(good)


@lru_cache(maxsize=4096)
def _well_typed(value: Literal) -> bool:
    read = term(value)
    return isinstance(read, RdflibLiteral) and not read.ill_typed


def _in(graph: Graph, value: Node) -> _Test:
    allowed = {stored(item) for item in Collection(graph, value)}
    return _each(lambda _, value: value in allowed)


def _node_kind(_: Graph, value: Node) -> _Test:
    kinds = {
        SH.IRI: (NamedNode,),
        SH.Literal: (Literal,),
        SH.BlankNode: (BlankNode,),
        SH.IRIOrLiteral: (NamedNode, Literal),
        SH.BlankNodeOrIRI: (BlankNode, NamedNode),
        SH.BlankNodeOrLiteral: (BlankNode, Literal),
    }
    allowed = kinds[URIRef(str(value))]
    return _each(lambda _, value: isinstance(value, allowed))


def _pattern(_: Graph, value: Node) -> _Test:
    pattern = re.compile(str(value))
    return _each(
        lambda _, value: not isinstance(value, BlankNode) and bool(pattern.search(value.value))
    )


def _min_length(_: Graph, value: Node) -> _Test:
    least = _number(value)
    return _each(
        lambda _, value: (
            not least or (not isinstance(value, BlankNode) and len(value.value) >= least)
        )
    )


def _bound(holds: Callable[[int], bool]) -> Callable[[Graph, Node], _Test]:
    """A comparison with a bound: what cannot be compared does not hold."""

    def made(_: Graph, bound: Node) -> _Test:
        return _each(lambda _, value: _compares(value, bound, holds))

    return made


def _compares(value: Term, bound: Node, holds: Callable[[int], bool]) -> bool:
    if not isinstance(value, Literal) or not isinstance(bound, RdflibLiteral):
        return False
    one, other = getattr(term(value), "value", None), bound.value
    if one is None or other is None or isinstance(one, bool) != isinstance(other, bool):
        return False
    try:
        return holds((one > other) - (one < other))
    except TypeError:
        return False


_TESTS: Mapping[URIRef, tuple[URIRef, Callable[[Graph, Node], _Test]]] = {
    SH["class"]: (SH.ClassConstraintComponent, _class),
    SH.datatype: (SH.DatatypeConstraintComponent, _datatype),
    SH.hasValue: (SH.HasValueConstraintComponent, _has_value),
    SH["in"]: (SH.InConstraintComponent, _in),
    SH.maxCount: (SH.MaxCountConstraintComponent, _max_count),
    SH.maxExclusive: (SH.MaxExclusiveConstraintComponent, _bound(lambda order: order < 0)),
    SH.maxInclusive: (SH.MaxInclusiveConstraintComponent, _bound(lambda order: order <= 0)),
    SH.minCount: (SH.MinCountConstraintComponent, _min_count),
    SH.minExclusive: (SH.MinExclusiveConstraintComponent, _bound(lambda order: order > 0)),
    SH.minInclusive: (SH.MinInclusiveConstraintComponent, _bound(lambda order: order >= 0)),
    SH.minLength: (SH.MinLengthConstraintComponent, _min_length),
    SH.nodeKind: (SH.NodeKindConstraintComponent, _node_kind),
    SH.pattern: (SH.PatternConstraintComponent, _pattern),
}


# --- from facts to results


def check(shapes: Iterable[Shape], facts: Facts, focus: Iterable[Term] = ()) -> list[Result]:
    """What these shapes find in these facts; with ``focus``, about these things alone."""
    only = frozenset(focus)
    looked_at = _Looking(facts)
    found: list[Result] = []
    asked: dict[_Query, list[tuple[Shape, tuple[tuple[str, str], ...], list[Term]]]]
    asked = defaultdict(list)
    pending = [(shape, looked_at.by(shape, only)) for shape in shapes]
    while pending:
        shape, things = pending.pop()
        if not things:
            continue
        for query, messages in shape.queries:
            asked[query].append((shape, messages, things))
        for thing in things if shape.tests or shape.inner else ():
            values = facts.values(thing, shape.route)
            for component, test in shape.tests:
                found += (_result(shape, component, thing, value) for value in test(facts, values))
            pending += ((inner, list(values)) for inner in shape.inner)
    for query, cases in asked.items():
        found += _answers(query, cases, facts)
    return found


class _Looking:
    """Which things shapes look at; a query that several shapes share is asked once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._selected: dict[_Query, dict[Term | None, set[Term]]] = {}

    def by(self, shape: Shape, only: frozenset[Term]) -> list[Term]:
        """The things that this shape looks at, without others than ``only`` if there are any."""
        found: set[Term] = set()
        for target in shape.targets:
            found.update(self._of(target))
        return list(found & only) if only else list(found)

    def _of(self, target: _Target) -> Iterable[Term]:
        facts, value = self._facts, target.value
        if target.query is not None:
            return self._select(target.query, target.parameter).get(value, ())
        if target.kind == SH.targetNode and value is not None:
            return (value,)
        if not isinstance(value, NamedNode):
            return ()
        if target.kind == SH.targetClass:
            return facts.instances(value)
        if target.kind == SH.targetSubjectsOf:
            return facts.ahead[value].keys()
        return facts.back[value].keys()

    def _select(self, query: _Query, parameter: str) -> Mapping[Term | None, set[Term]]:
        if query not in self._selected:
            found: dict[Term | None, set[Term]] = defaultdict(set)
            for row in query.all(self._facts):
                found[row[parameter] if parameter else None].add(row["this"])
            self._selected[query] = found
        return self._selected[query]


def _result(shape: Shape, component: URIRef, focus: Term, value: Term | None) -> Result:
    return Result(shape.node, component, shape.severity, focus, shape.path, value, shape.messages)


def _answers(
    query: _Query,
    cases: Iterable[tuple[Shape, tuple[tuple[str, str], ...], list[Term]]],
    facts: Facts,
) -> Iterator[Result]:
    """What a query finds for all shapes that ask it."""
    shared = "currentShape" in query.columns
    by_case = {
        (stored(shape.node) if shared else None, thing): None
        for shape, _, things in cases
        for thing in things
    }
    names = ("this", "currentShape") if shared else ("this",)
    rows = [(thing, shape) if shape is not None else (thing,) for shape, thing in by_case]
    answers: dict[tuple[Term | None, Term], dict[tuple[tuple[str, Term], ...], None]]
    answers = defaultdict(dict)
    columns = [Variable(name) for name in sorted(query.columns)]
    for row in query.ask(facts, names, rows):
        said = tuple((name.value, row[name]) for name in columns if row[name] is not None)
        by_name = dict(said)
        answers[by_name["currentShape"] if shared else None, by_name["this"]][said] = None
    for shape, messages, things in cases:
        key = stored(shape.node) if shared else None
        for thing in things:
            for said in answers.get((key, thing), ()):
                yield _answer(shape, messages, thing, dict(said))


def _answer(
    shape: Shape,
    messages: tuple[tuple[str, str], ...],
    focus: Term,
    said: Mapping[str, Term],
) -> Result:
    value = said.get("value", None if shape.path is not None else focus)
    path = term(said["path"]) if "path" in said else shape.path
    filled = tuple(
        (language, _IN_MESSAGE.sub(lambda found: _filled(found, said), text))
        for language, text in (*messages, *shape.messages)
    )
    return Result(
        shape.node, SH.SPARQLConstraintComponent, shape.severity, focus, path, value, filled
    )


def _filled(found: re.Match[str], said: Mapping[str, Term]) -> str:
    return said[found[1]].value if found[1] in said else found[0]


def stored(value: Node) -> Term:
    """The same term for the store."""
    if isinstance(value, URIRef):
        return NamedNode(value)
    if isinstance(value, BNode):
        return BlankNode(value)
    if isinstance(value, RdflibLiteral):
        if value.language:
            return Literal(str(value), language=value.language)
        return Literal(str(value), datatype=NamedNode(value.datatype) if value.datatype else None)
    raise TypeError(f"not a term of a graph: {value!r}")

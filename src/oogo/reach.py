"""Which subjects of a rule the changed triples can reach through the patterns of its body."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple
from rdflib.paths import InvPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, URIRef
from rdflib.term import Variable as RdflibVariable

from oogo.store.contract import CurrentGraph, Term

__all__ = ["Body", "Pattern", "Reach", "body_of"]

# What may look beyond the patterns that stand in the text.
_OPAQUE = frozenset(
    {"Graph", "ServiceGraphPattern", "Slice", "Builtin_EXISTS", "Builtin_NOTEXISTS"}
)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class Pattern:
    """One triple pattern: variables by name, an IRI as the predicate; other terms may be any."""

    subject: str
    predicate: NamedNode
    object: str
    kind: NamedNode | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """Its variables."""
        return tuple(name for name in (self.subject, self.object) if name)

    def fits(self, triple: Triple) -> bool:
        """Whether this triple can match it."""
        return triple.predicate == self.predicate and self.kind in (None, triple.object)


@dataclass(frozen=True)
class Body:
    """What a rule reads, and the variables that are subjects of what it yields.

    ``whole`` says that the patterns do not tell all: such a rule only runs as a whole.
    """

    patterns: tuple[Pattern, ...]
    heads: tuple[str, ...]
    whole: bool


@lru_cache(maxsize=256)
def body_of(text: str) -> Body:
    """The body of one of our own rules; rdflib reads it, no engine runs it here."""
    # What the parser remembers of what did not match holds the frames of its callers: here those of
    # a writer, whose store could then not be opened again before this process ends.
    with ThreadPoolExecutor(1) as apart:
        algebra = apart.submit(_algebra, text).result()
    patterns: list[Pattern] = []
    whole = False
    for node in _nodes(algebra):
        whole = whole or node.name in _OPAQUE
        for triple in dict.get(node, "triples") or ():
            read = list(_patterns(*triple))
            whole = whole or not read
            patterns += read
    heads = {str(s) if isinstance(s, RdflibVariable) else "" for s, _, _ in algebra.template}
    bound = {name for pattern in patterns for name in pattern.variables}
    return Body(tuple(patterns), tuple(sorted(heads)), whole or not heads <= bound)


def _algebra(text: str) -> CompValue:
    return translateQuery(parseQuery(text)).algebra


def _nodes(value: object) -> Iterator[CompValue]:
    if isinstance(value, CompValue):
        yield value
        for key, part in dict.items(value):
            if key not in {"_vars", "template"}:
                yield from _nodes(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _nodes(part)


def _patterns(subject: Node, predicate: object, value: Node) -> Iterator[Pattern]:
    """The patterns in one triple of a body; none when its predicate is not a fixed route."""
    if isinstance(predicate, URIRef):
        fixed = isinstance(value, URIRef) and str(predicate) == _TYPE
        yield Pattern(
            _variable(subject),
            NamedNode(str(predicate)),
            _variable(value),
            NamedNode(str(value)) if fixed else None,
        )
    elif isinstance(predicate, InvPath):
        yield from _patterns(value, predicate.arg, subject)
    elif isinstance(predicate, SequencePath):
        steps = [
            subject,
            *(RdflibVariable(f"_{id(predicate)}_{n}") for n in range(1, len(predicate.args))),
            value,
        ]
        for step, start, end in zip(predicate.args, steps[:-1], steps[1:], strict=True):
            yield from _patterns(start, step, end)


def _variable(term: Node) -> str:
    return "" if isinstance(term, URIRef) or not _is_open(term) else str(term)


def _is_open(term: Node) -> bool:
    return type(term).__name__ in {"BNode", "Variable"}


class Reach:
    """The triples that came or went, and the walk from them to the subjects of a rule.

    What went counts as still there, so that a subject that lost its way here is found too.
    """

    def __init__(self, embedded: CurrentGraph, touched: Iterable[Triple]) -> None:
        """From these triples, over the current ones."""
        self._embedded = embedded
        self._by_predicate: defaultdict[NamedNode, set[Triple]] = defaultdict(set)
        self._steps: dict[tuple[NamedNode, bool], defaultdict[Term, set[Term]]] = {}
        self.add(touched)

    def add(self, touched: Iterable[Triple]) -> None:
        """Count these triples too."""
        self._steps.clear()
        for triple in touched:
            self._by_predicate[triple.predicate].add(triple)

    def touches(self, body: Body) -> bool:
        """Whether any of these triples can make a difference to this rule."""
        return body.whole or any(True for p in body.patterns for _ in self._fitting(p))

    def subjects(self, body: Body) -> set[NamedNode] | None:
        """The subjects for which this rule may yield something else now; None is all."""
        if body.whole:
            return None
        found: set[NamedNode] = set()
        for pattern in body.patterns:
            fitting = list(self._fitting(pattern))
            for head in body.heads if fitting else ():
                reached = self._walk(body, pattern, fitting, head)
                if reached is None:
                    return None
                found |= {term for term in reached if isinstance(term, NamedNode)}
        return found

    def _fitting(self, pattern: Pattern) -> Iterator[Triple]:
        return (t for t in self._by_predicate.get(pattern.predicate, ()) if pattern.fits(t))

    def _walk(
        self, body: Body, start: Pattern, fitting: Collection[Triple], head: str
    ) -> set[Term] | None:
        """The values of this variable that these triples lead to; None when no route does."""
        route = _route(body, start, head)
        if route is None:
            return None
        name, steps = route
        values: set[Term] = {t.subject if name == start.subject else t.object for t in fitting}
        for pattern, forward in steps:
            values = {
                reached
                for value in values
                if not (forward and isinstance(value, Literal))
                for reached in self._step(pattern.predicate, value, forward)
            }
        return values

    def _step(self, predicate: NamedNode, value: Term, forward: bool) -> Iterator[Term]:
        key = (predicate, forward)
        if key not in self._steps:
            self._steps[key] = defaultdict(set)
            for triple in self._by_predicate.get(predicate, ()):
                start, end = triple.subject, triple.object
                self._steps[key][start if forward else end].add(end if forward else start)
        yield from self._steps[key].get(value, ())
        if not forward:
            for triple in self._embedded.stated(None, predicate, value):
                yield triple.subject
        elif isinstance(value, NamedNode):
            for triple in self._embedded.stated(value, predicate, None):
                yield triple.object


def _route(body: Body, start: Pattern, head: str) -> tuple[str, list[tuple[Pattern, bool]]] | None:
    """The shortest chain of patterns from a variable of this one to the head."""
    routes: dict[str, tuple[str, list[tuple[Pattern, bool]]]] = {
        name: (name, []) for name in start.variables
    }
    waiting = deque(routes)
    while waiting:
        name = waiting.popleft()
        if name == head:
            return routes[name]
        first, steps = routes[name]
        for pattern in body.patterns:
            if name in pattern.variables and len(pattern.variables) == 2:
                forward = pattern.subject == name
                other = pattern.object if forward else pattern.subject
                if other not in routes:
                    routes[other] = (first, [*steps, (pattern, forward)])
                    waiting.append(other)
    return None

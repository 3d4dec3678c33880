"""What asks the current graph, wherever that is: workers of our own, or another store."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from pyoxigraph import __version__ as engine

from oogo import __version__
from oogo.errors import NotAcceptableError
from oogo.store.accept import acceptable
from oogo.store.answers import Answer, Chunks, Rows, Term
from oogo.store.cache import Cache, Kept
from oogo.store.prescan import scan
from oogo.store.seats import Lane
from oogo.store.wire import BOOLEANS, GRAPHS, JSON_RESULTS, N_TRIPLES, SOLUTIONS, Head, Request

__all__ = ["Asked", "Reader"]

_PROGRAM = f"{__version__} {engine}".encode()
_FORMS = {"SELECT": SOLUTIONS, "ASK": BOOLEANS, "CONSTRUCT": GRAPHS, "DESCRIBE": GRAPHS}


@dataclass(frozen=True)
class Asked:
    """A query that passed the first look; ``repeatable`` ones give the same bytes per edition."""

    request: Request
    repeatable: bool
    form: str
    _named: tuple[str, str] = field(default=("", ""), init=False, compare=False, repr=False)

    def tag(self, digest: str) -> str:
        """The name of the answer's bytes on the edition with this digest; empty if there is none.

        Bytes depend on the program and the engine too: an upgrade gives them new names.
        """
        if not self.repeatable:
            return ""
        if self._named[0] != digest:
            parts = (digest.encode(), _PROGRAM, self.request.encoded)
            name = hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]
            object.__setattr__(self, "_named", (digest, name))
        return self._named[1]


class Reader(ABC):
    """Answers queries on one edition, and knows who reads the others."""

    def __init__(self, seconds: float, cache: Cache) -> None:
        """With this limit of time, and this memory of answers."""
        self.seconds = seconds
        self._cache = cache

    @property
    @abstractmethod
    def edition(self) -> int:
        """The number of the edition that new queries read."""

    @property
    @abstractmethod
    def digest(self) -> str:
        """What names the contents of that edition, and of all before it."""

    @property
    def own(self) -> Reader:
        """What answers the questions that the service has itself: its library and its pages."""
        return self

    @abstractmethod
    async def at(self, edition: int | None) -> Reader:
        """What reads this edition; itself where none is asked for."""

    @abstractmethod
    async def answer(self, asked: Asked, lane: Lane = "public") -> Answer:
        """The answer to a question."""

    @abstractmethod
    async def close(self) -> None:
        """End it."""

    def ask(
        self,
        text: str,
        *,
        accept: str = JSON_RESULTS,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        coding: str = "",
    ) -> Asked:
        """The query as it will be put to a worker, or an error that says what is wrong with it."""
        found = scan(text)
        given = bool(default_graphs or named_graphs)
        tables = acceptable(accept, tuple(_FORMS.get(found.form, SOLUTIONS)))
        graphs = acceptable(accept, tuple(GRAPHS))
        if found.form in _FORMS and not tables:
            raise _not_acceptable(_FORMS[found.form])
        known = found.form in _FORMS
        in_graph = found.form in {"CONSTRUCT", "DESCRIBE"}
        request = Request(
            text=text,
            table_types=() if in_graph else tables[:1] if known else tables,
            graph_types=graphs[:1] if in_graph else () if known else graphs,
            seconds=self.seconds,
            bindings=tuple((name, str(term)) for name, term in (bindings or {}).items()),
            dataset=given or len(found.default_graphs) > 1,
            default_graphs=tuple(default_graphs) if given else found.default_graphs,
            named_graphs=tuple(named_graphs) if given else found.named_graphs,
            coding=coding,
        )
        return Asked(request, found.repeatable, found.form)

    async def query(
        self,
        text: str,
        *,
        accept: str = JSON_RESULTS,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        edition: int | None = None,
        lane: Lane = "public",
    ) -> Answer:
        """The answer to a query in the format that an ``Accept`` header likes best.

        It raises before anything is sent when the query is wrong, or its first 64 kB take too much.
        """
        asked = self.ask(
            text,
            accept=accept,
            bindings=bindings,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
        )
        return await (await self.at(edition)).answer(asked, lane)

    async def rows(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        *,
        edition: int | None = None,
        lane: Lane = "internal",
    ) -> Rows:
        """All rows of a SELECT or ASK, as terms."""
        answer = await self.query(text, bindings=bindings, edition=edition, lane=lane)
        found = parse_query_results(await answer.whole(), format=QueryResultsFormat.JSON)
        if isinstance(found, QueryBoolean):
            return Rows(("answer",), ((Literal(bool(found)),),), answer.edition)
        columns = tuple(variable.value for variable in found.variables)
        return Rows(
            columns, tuple(tuple(_term(value) for value in row) for row in found), answer.edition
        )

    async def graph(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        *,
        edition: int | None = None,
        lane: Lane = "internal",
    ) -> list[Triple]:
        """All triples of a CONSTRUCT or DESCRIBE."""
        answer = await self.query(
            text, accept=N_TRIPLES, bindings=bindings, edition=edition, lane=lane
        )
        return [quad.triple for quad in parse(await answer.whole(), RdfFormat.N_TRIPLES)]

    def kept(self, asked: Asked) -> Answer | None:
        """The answer that was given before to the same question on the same edition."""
        digest = self.digest
        kept = self._cache.get((digest, asked.request.encoded)) if asked.repeatable else None
        if kept is None:
            return None
        whole = Chunks(None, kept.data, None)
        tag = asked.tag(digest)
        return Answer(kept.media_type, self.edition, whole, len(kept.data), kept.coding, tag)

    def keep(self, digest: str, asked: Asked, head: Head) -> Callable[[bytes], None] | None:
        """What takes a whole answer into memory, where it is the same each time."""
        if not asked.repeatable:
            return None

        def put(data: bytes) -> None:
            self._cache.put(
                (digest, asked.request.encoded), Kept(head.media_type, head.coding, data)
            )

        return put


def _not_acceptable(formats: Mapping[str, object]) -> NotAcceptableError:
    offered = ", ".join(formats)
    return NotAcceptableError(
        "geen van de gevraagde formaten kan dit antwoord dragen",
        "none of the formats asked for can carry this answer",
        remedy_nl=f"Vraag een van deze: {offered}.",
        remedy_en=f"Ask for one of these: {offered}.",
    )


def _term(value: object) -> Term | None:
    if value is None or isinstance(value, NamedNode | Literal | BlankNode):
        return value
    raise TypeError(value)

"""One submission of one organisation: a named graph with a name of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from oogo.bench.nquads import Graph, day
from oogo.rdf import GRAPH

__all__ = ["Delivery", "Fault"]

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Fault:
    """A mistake put in on purpose: the rule that must find it, and on which thing."""

    rule: str
    focus: str


@dataclass
class Delivery:
    """A submission: what kind, by whom, what the sender calls it, when, and its mistakes.

    ``kenmerk`` is unique per kind and sender. The statements are added to ``graph``.
    """

    kind: str
    sender: str
    kenmerk: str
    on: date
    faults: tuple[Fault, ...] = ()

    @cached_property
    def graph(self) -> Graph:
        """The named graph of this submission."""
        return Graph(GRAPH + "aanlevering/" + self._key())

    @cached_property
    def provenance(self) -> Graph:
        """What the service itself says about this submission."""
        graph = Graph(GRAPH + "herkomst")
        graph.say(
            f"<{self.graph.name}>",
            ("a", "oogo:Aanlevering"),
            ("oogo:invoerder", self.sender),
            ("dcterms:issued", day(self.on)),
        )
        return graph

    def _key(self) -> str:
        """Text of the form of a ULID, the same in every run: the day, then a digest."""
        noon = datetime(self.on.year, self.on.month, self.on.day, 12, tzinfo=UTC)
        said = f"{self.kind} {self.sender} {self.kenmerk}".encode()
        rest = int.from_bytes(hashlib.blake2b(said, digest_size=10).digest())
        value = (int(noon.timestamp() * 1000) << 80) | rest
        return "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))

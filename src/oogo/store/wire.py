"""What passes between the service and a query worker: requests, frames, faults and formats."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, parse

from oogo.errors import (
    BusyError,
    OogoError,
)

__all__ = [
    "BOOLEANS",
    "GRAPHS",
    "HEADER",
    "JSON_RESULTS",
    "N_TRIPLES",
    "SOLUTIONS",
    "TIRED",
    "Frame",
    "Head",
    "Request",
    "collecting_fault",
    "decode_fault",
    "encode_fault",
    "frame",
    "memory_fault",
    "parse_term",
    "time_fault",
    "waiting_fault",
]

JSON_RESULTS = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"

# Best first. A boolean has no place in CSV and TSV: the standard defines them for tables only.
BOOLEANS: Mapping[str, QueryResultsFormat] = {
    JSON_RESULTS: QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
SOLUTIONS: Mapping[str, QueryResultsFormat] = {
    JSON_RESULTS: QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
GRAPHS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    N_TRIPLES: RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
}

HEADER = struct.Struct("!cI")
# In an END frame: this worker holds memory that it does not give back, and must be replaced.
TIRED = b"tired"


class Frame(Enum):
    """The kinds of frame a worker writes; each is followed by its length and its bytes."""

    READY = b"R"
    HEAD = b"H"
    DATA = b"D"
    END = b"E"
    FAULT = b"F"


@dataclass(frozen=True)
class Request:
    """One query: its text, the formats that will do (best first), its terms, graphs and coding.

    ``default_graphs`` and ``named_graphs`` count only where ``dataset`` says that they replace
    what the query names itself; ``bindings`` are variables with their terms in N-Triples.
    """

    text: str
    table_types: tuple[str, ...]
    graph_types: tuple[str, ...]
    seconds: float
    bindings: tuple[tuple[str, str], ...] = ()
    dataset: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    coding: str = ""

    @cached_property
    def encoded(self) -> bytes:
        """The bytes of this request; they also tell it from every other."""
        return json.dumps([getattr(self, each) for each in self.__match_args__]).encode()

    @staticmethod
    def decode(data: bytes) -> Request:
        """The request in these bytes."""
        return Request(*map(_frozen, json.loads(data)))


@dataclass(frozen=True)
class Head:
    """What comes before the bytes of an answer: format, coding, and number if all are known."""

    media_type: str
    size: int | None
    coding: str

    def encode(self) -> bytes:
        """The bytes of this head."""
        return json.dumps((self.media_type, self.size, self.coding)).encode()

    @staticmethod
    def decode(data: bytes) -> Head:
        """The head in these bytes."""
        return Head(*json.loads(data))


def _frozen(value: Any) -> Any:
    """The same value with tuples for lists."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def frame(kind: Frame, payload: bytes | bytearray) -> bytes:
    """A frame of this kind around these bytes."""
    return HEADER.pack(kind.value, len(payload)) + payload


_FAULTS: Mapping[str, type[OogoError]] = {
    fault.__name__: fault for fault in OogoError.__subclasses__()
}


def encode_fault(error: OogoError) -> bytes:
    """The bytes of an error that the asker will read."""
    return json.dumps({"class": type(error).__name__, "values": asdict(error)}).encode()


def decode_fault(data: bytes) -> OogoError:
    """The error in these bytes."""
    fault = json.loads(data)
    return _FAULTS[fault["class"]](**fault["values"])


def parse_term(text: str) -> NamedNode | Literal:
    """The term that these characters of N-Triples stand for."""
    (quad,) = parse(f"<urn:x> <urn:x> {text} .", RdfFormat.N_TRIPLES)
    term = quad.object
    if not isinstance(term, NamedNode | Literal):
        raise TypeError(text)
    return term


def time_fault(seconds: float) -> BusyError:
    """The query ran longer than this."""
    return BusyError(
        f"de query duurde langer dan {seconds:g} seconden en is gestopt",
        f"the query took longer than {seconds:g} seconds and was stopped",
        remedy_nl="Vraag minder tegelijk: voeg voorwaarden of LIMIT toe.",
        remedy_en="Ask less at a time: add conditions or LIMIT.",
    )


def memory_fault() -> BusyError:
    """The query took its worker down with it."""
    return BusyError(
        "de query had meer geheugen nodig dan er is en is gestopt",
        "the query needed more memory than there is and was stopped",
        remedy_nl="Vraag minder tegelijk: voeg voorwaarden of LIMIT toe, of sorteer minder rijen.",
        remedy_en="Ask less at a time: add conditions or LIMIT, or sort fewer rows.",
    )


def waiting_fault() -> BusyError:
    """All workers are busy, and stayed so."""
    return BusyError(
        "alle plaatsen voor vragen zijn bezet",
        "all places for queries are taken",
        remedy_nl="Probeer het over enkele seconden opnieuw.",
        remedy_en="Try again in a few seconds.",
    )


def collecting_fault() -> BusyError:
    """The answer is more than one page or program can hold at once."""
    return BusyError(
        "het antwoord is te groot om in één keer te tonen",
        "the answer is too large to show at once",
        remedy_nl="Vraag minder rijen met LIMIT, of haal alles op via /sparql.",
        remedy_en="Ask fewer rows with LIMIT, or fetch everything through /sparql.",
    )

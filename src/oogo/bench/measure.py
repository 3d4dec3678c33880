"""One interleaved run: every engine answers every query, round after round, in changing order."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from random import Random
from statistics import median

from oogo.bench.catalogue import Case
from oogo.bench.engines import Engine, Refused

__all__ = ["Timing", "interleaved", "percentile", "same_rows"]

_COMPARED = 2  # rounds in which the rows are compared as well
_NUMBERS = ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")


@dataclass
class Timing:
    """What one engine did with one query."""

    case: Case
    engine: str
    seconds: list[float] = field(default_factory=list)
    rows: int = 0
    differs: bool = False
    refused: str = ""

    @property
    def p50(self) -> float:
        """The median, in milliseconds."""
        return median(self.seconds) * 1000

    @property
    def p99(self) -> float:
        """The slowest but one in a hundred, in milliseconds."""
        return percentile(self.seconds, 0.99) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def interleaved(
    engines: Sequence[Engine], cases: Sequence[Case], rounds: int, seed: int
) -> list[Timing]:
    """Ask all engines all cases, once to warm up and then this many rounds.

    Every request has a comment of its own, so that no answer comes from a cache by text. An
    engine that refuses a query is not asked it again. The first engine says what is right.
    """
    random = Random(f"rounds {seed}")  # noqa: S311 - a repeatable order, no secret
    timings = {(e.name, c.name): Timing(c, e.name) for c in cases for e in engines}
    for turn in range(rounds + 1):
        for case in cases:
            query = case.query(case.draw(random))
            first = turn % len(engines)
            answers = {}
            for engine in (*engines[first:], *engines[:first]):
                timing = timings[engine.name, case.name]
                if timing.refused:
                    continue
                text = f"{query}\n# {turn} {engine.name}\n"
                start = time.perf_counter()
                try:
                    answer = engine.ask(text)
                except Refused as refusal:
                    timing.refused = str(refusal)
                    continue
                taken = time.perf_counter() - start
                if turn:
                    timing.seconds.append(taken)
                if turn < _COMPARED:
                    answers[engine.name] = answer
            _compare(timings, case, engines, answers)
    return list(timings.values())


def _compare(
    timings: dict[tuple[str, str], Timing],
    case: Case,
    engines: Sequence[Engine],
    answers: dict[str, bytes],
) -> None:
    right = answers.get(engines[0].name)
    for name, answer in answers.items():
        timing = timings[name, case.name]
        timing.rows = len(json.loads(answer)["results"]["bindings"])
        if right is not None and not same_rows(right, answer):
            timing.differs = True


def same_rows(one: bytes, other: bytes) -> bool:
    """Whether two answers in SPARQL JSON hold the same rows, in whatever order."""
    return _rows(one) == _rows(other)


def _rows(answer: bytes) -> list[tuple[tuple[str, str], ...]]:
    return sorted(
        tuple(sorted((name, _term(term)) for name, term in row.items()))
        for row in json.loads(answer)["results"]["bindings"]
    )


def _term(term: dict[str, str]) -> str:
    """A term so that equal values are equal, whichever number type an engine chose."""
    datatype = term.get("datatype", "").rpartition("#")[2]
    if datatype in _NUMBERS:
        try:
            return f"number {round(Decimal(term['value']), 6).normalize():f}"
        except InvalidOperation:
            return f"number {term['value']}"
    kind = "iri" if term["type"] == "uri" else term["type"].removeprefix("typed-")
    tag = term.get("xml:lang", "" if datatype == "string" else datatype)
    # What GROUP_CONCAT puts together has no order of its own.
    value = term["value"] if tag else " ".join(sorted(term["value"].split()))
    return f"{kind} {tag} {value}"

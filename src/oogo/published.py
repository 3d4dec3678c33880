"""All current deliveries of an edition, held against the rules, in several processes.

A delivery is checked as it stands in the graph, beside all others: what two senders say of one
thing counts together. Deliveries of one sender are checked some at a time: they look alike.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple
from rdflib import RDF

from oogo.intake import Submission
from oogo.judging import Actors
from oogo.origins import SENDER
from oogo.report import LABELS, SEVERITIES, Finding
from oogo.rules import rules
from oogo.slice import World
from oogo.store import edition
from oogo.store.embedded import CURRENT, PROVENANCE, STANDING
from oogo.submissions import GRAPH
from oogo.validation import validate
from oogo.waivers import Waiver, waive

__all__ = ["Published", "check_published"]

# Less repeats what each check costs; of more the queries of the shapes take too long.
_TOGETHER = 3000  # statements
_HANDED_OUT = 100  # deliveries
_TYPE = NamedNode(RDF.type)


@dataclass(frozen=True)
class _Task:
    """Some deliveries of one edition, to be checked in a process of their own."""

    store: str
    graphs: tuple[str, ...]
    on: date
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True)
class _Done:
    """How many things were checked and what was found, with the delivery that it is in."""

    checked: int
    findings: tuple[tuple[str, Finding], ...]
    unchecked: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """What was found in all deliveries; ``unchecked`` are those that no rule looks at."""

    edition: int
    date: str
    deliveries: int
    checked: int
    findings: tuple[tuple[str, Finding], ...]
    unchecked: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        found = Counter(finding.severity for _, finding in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def accepted(self) -> bool:
        """Whether every delivery was checked and none breaks the law."""
        return not self.counts["violation"] and not self.unchecked and self.deliveries > 0

    def as_json(self) -> dict[str, Any]:
        """The outcome as JSON values, each finding with its delivery."""
        return {
            "edition": self.edition,
            "date": self.date,
            "deliveries": self.deliveries,
            "checked": self.checked,
            "accepted": self.accepted,
            "counts": self.counts,
            "unchecked": list(self.unchecked),
            "findings": [
                {"delivery": graph, **asdict(finding)} for graph, finding in self.findings
            ],
        }

    def as_text(self, language: str = "nl") -> str:
        """For people: the counts, then each rule with its deliveries, the gravest first."""
        words = _WORDS[language]
        counts = ", ".join(f"{n} {LABELS[name][language]}" for name, n in self.counts.items())
        lines = [
            words["head"].format(
                number=self.deliveries, things=self.checked, edition=self.edition, day=self.date
            ),
            counts,
        ]
        for (severity, rule), found in sorted(
            self._by_rule().items(), key=lambda item: (SEVERITIES.index(item[0][0]), item[0][1])
        ):
            name = found[0][1].name.get(language, "")
            lines.append(f"[{rule}] {LABELS[severity][language]}: {len(found)} × {name}")
            if severity == "violation":
                lines += [f"  {graph}: {each.focus}" for graph, each in found]
        lines += [words["unchecked"].format(graph=graph) for graph in self.unchecked]
        return "\n".join(lines) + "\n"

    def _by_rule(self) -> Mapping[tuple[str, str], list[tuple[str, Finding]]]:
        found: dict[tuple[str, str], list[tuple[str, Finding]]] = defaultdict(list)
        for graph, finding in self.findings:
            found[finding.severity, finding.rule].append((graph, finding))
        return found


_WORDS = {
    "nl": {
        "head": "{number} aanleveringen met {things} dingen in editie {edition}, peildatum {day}",
        "unchecked": "{graph}: hierin staat niets waarvoor regels bestaan",
    },
    "en": {
        "head": "{number} deliveries with {things} things in edition {edition}, as of {day}",
        "unchecked": "{graph}: holds nothing that rules exist for",
    },
}


def check_published(
    data_dir: Path,
    *,
    on: date,
    waivers: Iterable[Waiver] = (),
    processes: int | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Published:
    """What the rules find in all current deliveries of the newest edition.

    An error in one of the processes is an error of the whole: what could not be checked is not
    in order.
    """
    waived = tuple(waivers)
    with edition.hold(edition.current(data_dir)) as newest:
        path = str(newest.path)
        graphs = _deliveries(Store.read_only(path))
        parts = [graphs[at : at + _HANDED_OUT] for at in range(0, len(graphs), _HANDED_OUT)]
        tasks = [_Task(path, tuple(part), on, waived) for part in parts]
        done = _in_processes(tasks, processes or os.cpu_count() or 1, len(graphs), say)
    found = (found for each in done for found in each.findings)
    return Published(
        newest.number,
        on.isoformat(),
        len(graphs),
        sum(each.checked for each in done),
        tuple(sorted(found, key=lambda each: each[0])),
        tuple(sorted(graph for each in done for graph in each.unchecked)),
    )


def _deliveries(store: Store) -> list[str]:
    """The current deliveries, those of one sender together."""
    current = store.quads_for_pattern(None, STANDING, CURRENT, PROVENANCE)
    names = (quad.subject.value for quad in current if isinstance(quad.subject, NamedNode))
    found = (name for name in names if name.startswith(GRAPH))
    return sorted(found, key=lambda name: (_sender(store, name), name))


def _in_processes(
    tasks: Sequence[_Task], processes: int, total: int, say: Callable[[str], None]
) -> list[_Done]:
    """The outcome of the tasks, in their order."""
    found: dict[int, _Done] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processes, len(tasks)) or 1, context) as pool:
        turns = {pool.submit(_check, task): turn for turn, task in enumerate(tasks)}
        for future in as_completed(turns):
            found[turns[future]] = future.result()
            ready = sum(len(tasks[turn].graphs) for turn in found)
            say(f"{ready} van {total} aanleveringen getoetst")
    return [found[turn] for turn in sorted(found)]


def _check(task: _Task) -> _Done:
    """What is found in some deliveries, by delivery and then by rule."""
    bench = _bench(task.store)
    checked, by_graph = 0, defaultdict(list)
    seen: set[str] = set()
    for batch in bench.batches(task.graphs):
        world = bench.world(batch)
        report = validate(batch.submission, bench.store, on=task.on, world=world)
        checked += report.checked
        for finding in report.findings:
            for graph in batch.holding.get(NamedNode(finding.focus), ()) if finding.focus else ():
                by_graph[graph].append(replace(finding, actor=bench.actors.of(finding)))
        seen |= _looked_at(batch, world)
    findings = tuple(
        (graph, finding)
        for graph in task.graphs
        for finding in waive(by_graph[graph], task.waivers, _sender(bench.store, graph), task.on)
    )
    return _Done(checked, findings, tuple(graph for graph in task.graphs if graph not in seen))


@dataclass(frozen=True)
class _Batch:
    """What some deliveries say, and which of them say something of a thing."""

    submission: Submission
    holding: Mapping[NamedNode, Sequence[str]]


@lru_cache(maxsize=1)
def _bench(path: str) -> _Bench:
    return _Bench(Store.read_only(path))


class _Bench:
    """Where deliveries are checked: one edition, with what is the same for all of them."""

    def __init__(self, store: Store) -> None:
        """At this edition."""
        self.store = store
        self.actors = Actors(store)
        self._tree = World((), store).class_tree

    def batches(self, graphs: Iterable[str]) -> Iterator[_Batch]:
        """The deliveries in batches of about the same number of statements."""
        triples: dict[Triple, None] = {}
        holding: dict[NamedNode, list[str]] = defaultdict(list)
        for graph in graphs:
            own = self._of(NamedNode(graph))
            triples.update(dict.fromkeys(own))
            for subject in {t.subject for t in own if isinstance(t.subject, NamedNode)}:
                holding[subject].append(graph)
            if len(triples) >= _TOGETHER:
                yield self._whole(triples, holding)
                triples, holding = {}, defaultdict(list)
        if triples:
            yield self._whole(triples, holding)

    def world(self, batch: _Batch) -> World:
        """What these deliveries and the edition say together."""
        return World(batch.submission.graph, self.store, self._tree)

    def _of(self, graph: NamedNode) -> list[Triple]:
        return [quad.triple for quad in self.store.quads_for_pattern(None, None, None, graph)]

    def _whole(self, own: dict[Triple, None], holding: Mapping[NamedNode, Sequence[str]]) -> _Batch:
        """The batch with what other deliveries say of the things in it."""
        names = {name for graphs in holding.values() for name in graphs}
        for node in holding:
            if self._said_elsewhere(node, names):
                said = self.store.quads_for_pattern(node, None, None, DefaultGraph())
                own.update(dict.fromkeys(quad.triple for quad in said))
        return _Batch(Submission("", "", tuple(own)), holding)

    def _said_elsewhere(self, node: NamedNode, names: set[str]) -> bool:
        kinds = self.store.quads_for_pattern(node, _TYPE, None, None)
        graphs = {quad.graph_name for quad in kinds} - {DefaultGraph()}
        return any(isinstance(g, NamedNode) and g.value not in names for g in graphs)


def _looked_at(batch: _Batch, world: World) -> set[str]:
    """The deliveries with a thing that a rule looks at."""
    by = rules()
    seen: set[str] = set()
    for node, graphs in batch.holding.items():
        if seen.issuperset(graphs):
            continue
        if by.by_class.keys() & world.kinds(node, by.parameters):
            seen.update(graphs)
    return seen


def _sender(store: Store, graph: str) -> str:
    """Whose delivery it is, as the graph of origins says."""
    said = store.quads_for_pattern(NamedNode(graph), SENDER, None, PROVENANCE)
    return next((q.object.value for q in said if isinstance(q.object, NamedNode)), "")

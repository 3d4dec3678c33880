"""What a submission changes in what was published, in words: its own past, and others' reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple

from oogo.addresses import BASE
from oogo.differences import Names, between_senders, differences, differences_in_both, things
from oogo.labels import labels_in
from oogo.language import Text
from oogo.origins import SENDER
from oogo.store import edition
from oogo.store.embedded import CURRENT, PROVENANCE, STANDING
from oogo.submissions import Record, Submissions

__all__ = ["Consequences", "consequences", "others"]

_SAME = NamedNode(BASE + "def/zelfdeGebeurtenis")


@dataclass(frozen=True)
class Consequences:
    """What a submission takes the place of, what that changes, and where another sender differs.

    ``beside`` are own submissions that tell of the same things and stay; ``apart`` is what those
    say otherwise.
    """

    supersedes: tuple[Record, ...]
    differences: tuple[Text, ...]
    others: tuple[Text, ...]
    beside: tuple[Record, ...] = ()
    apart: tuple[Text, ...] = ()


def consequences(submissions: Submissions, record: Record, data_dir: Path) -> Consequences:
    """What publishing this submission brings about."""
    earlier = submissions.earlier(record)
    beside = submissions.beside(record)
    new = submissions.triples(record)
    with edition.reading(data_dir) as (_, store):
        names = labels_in(store)
        old = [triple for other in earlier for triple in submissions.triples(other)]
        told = differences(old, new, names) if earlier else ()
        elsewhere = tuple(_others(record, new, store, names))
        apart = tuple(
            text
            for other in beside
            for text in differences_in_both(
                (record.name, new), (other.name, submissions.triples(other)), names
            )
        )
    return Consequences(earlier, told, elsewhere, beside, apart)


def others(submissions: Submissions, record: Record, data_dir: Path) -> tuple[Text, ...]:
    """Where other senders differ now on the events that a published submission tells of."""
    with edition.reading(data_dir) as (_, store):
        return tuple(_others(record, submissions.triples(record), store, labels_in(store)))


def _others(record: Record, new: list[Triple], store: Store, names: Names) -> Iterator[Text]:
    """What other senders say otherwise of the events that are the same, whoever said that."""
    me = _called(record.organisation, names)
    for mine, theirs in _same(new, store):
        by_sender: dict[str, list[Triple]] = defaultdict(list)
        for graph, sender in _tellers(theirs, store):
            quads = store.quads_for_pattern(None, None, None, graph)
            by_sender[sender] += [quad.triple for quad in quads]
        by_sender.pop(record.organisation, None)
        for sender, said in by_sender.items():
            other = _called(sender, names)
            yield from between_senders((me, mine, new), (other, theirs, said), names)


def _same(new: list[Triple], store: Store) -> Iterator[tuple[NamedNode, NamedNode]]:
    """The events of a submission with what it, or another sender, names as the same."""
    found = {
        (triple.subject, triple.object)
        for triple in new
        if triple.predicate == _SAME
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
    }
    for thing in things(new):
        for quad in store.quads_for_pattern(None, _SAME, NamedNode(thing), DefaultGraph()):
            if isinstance(quad.subject, NamedNode):
                found.add((NamedNode(thing), quad.subject))
    yield from sorted(found, key=str)


def _tellers(thing: NamedNode, store: Store) -> Iterator[tuple[NamedNode, str]]:
    """The published submissions that say something of a thing, with their senders."""
    graphs = {quad.graph_name for quad in store.quads_for_pattern(thing, None, None, None)}
    for graph in sorted((g for g in graphs if isinstance(g, NamedNode)), key=str):
        current = any(store.quads_for_pattern(graph, STANDING, CURRENT, PROVENANCE))
        for quad in store.quads_for_pattern(graph, SENDER, None, PROVENANCE):
            if current and isinstance(quad.object, NamedNode):
                yield graph, quad.object.value


def _called(organisation: str, names: Names) -> Text:
    name = names(organisation)
    return name if name.nl else Text(*[organisation.rpartition("/")[2]] * 2)

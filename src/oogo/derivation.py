"""Rules over the default graph; what each yields stands in a graph of its own.

A rule reads what was stated and what earlier rules yielded, never its own terms, so nothing
derived can keep itself alive. After a small publication a rule is run for those subjects only that
the changed triples can reach through the patterns of its body.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pyoxigraph import NamedNode, Triple, Variable

from oogo.content import folder
from oogo.rdf import GRAPH
from oogo.reach import Reach, body_of
from oogo.store.contract import CurrentGraph

__all__ = ["derive", "rules"]

# Above these numbers running a rule as a whole is quicker.
_TOUCHED = 20_000
_SUBJECTS = 5_000


def rules() -> dict[str, str]:
    """The rules of this program, by the names of their files, in the order in which they run."""
    return {
        rule.stem: rule.read_text(encoding="utf-8")
        for rule in sorted((folder("queries") / "rules").glob("*.rq"))
    }


def derive(
    embedded: CurrentGraph,
    by: Mapping[str, str] | None = None,
    touched: Collection[Triple] | None = None,
) -> int:
    """Bring all derived graphs up to date by these rules; the number of triples that changed.

    ``touched`` are the triples that came or went since they were; without it all rules run whole.
    """
    by = rules() if by is None else by
    seen = None if touched is None or len(touched) > _TOUCHED else Reach(embedded, touched)
    changed = 0
    for name, text in sorted(by.items()):
        change = _run(embedded, _graph(name), text, seen)
        changed += len(change)
        if seen is not None:
            seen.add(change)
    if seen is None:
        yields = {_graph(name) for name in by}
        for graph in embedded.graphs() - yields:
            if graph.startswith(GRAPH + "afgeleid/"):
                changed += len(embedded.replace(graph, ()))
    return changed


def _graph(name: str) -> str:
    return f"{GRAPH}afgeleid/{name.partition('-')[2]}"


def _run(embedded: CurrentGraph, graph: str, text: str, seen: Reach | None) -> set[Triple]:
    """Bring one derived graph up to date; the triples that came or went."""
    if seen is None:
        return embedded.replace(graph, embedded.construct(text))
    body = body_of(text)
    if not seen.touches(body):
        return set()
    subjects = seen.subjects(body)
    if subjects is None or len(subjects) > _SUBJECTS:
        return embedded.replace(graph, embedded.construct(text))
    new: set[Triple] = set()
    old: set[Triple] = set()
    for subject in subjects:
        old |= embedded.about(subject, graph)
        for variable in body.heads:
            yielded = embedded.construct(text, {Variable(variable): subject})
            new |= {triple for triple in yielded if _is_about(triple, subject)}
    embedded.change(graph, new - old, old - new)
    return new ^ old


def _is_about(triple: Triple, subject: NamedNode) -> bool:
    return triple.subject == subject

"""Rules over the default graph; what each yields stands in a graph of its own."""

from __future__ import annotations

from pyoxigraph import QueryTriples

from oogo.content import folder
from oogo.rdf import GRAPH
from oogo.store.embedded import Embedded

__all__ = ["derive"]


def derive(embedded: Embedded) -> int:
    """Run the rules in the order of their file names; the number of triples that changed.

    A rule reads what was stated and what earlier rules yielded, never its own terms, so
    nothing derived can keep itself alive.
    """
    changed = 0
    yields = set()
    for rule in sorted((folder("queries") / "rules").glob("*.rq")):
        graph = f"{GRAPH}afgeleid/{rule.stem.partition('-')[2]}"
        yields.add(graph)
        answer = embedded.store.query(rule.read_text(encoding="utf-8"))
        assert isinstance(answer, QueryTriples), f"{rule} must be a CONSTRUCT"  # noqa: S101
        changed += embedded.replace(graph, list(answer))
    for graph in embedded.graphs() - yields:
        if graph.startswith(GRAPH + "afgeleid/"):
            changed += embedded.replace(graph, ())
    return changed

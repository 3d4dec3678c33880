"""Turtle files of the release as triples without blank nodes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple, parse

from oogo.addresses import BASE
from oogo.content import folder
from oogo.errors import SubmissionError

__all__ = ["GRAPH", "normalise", "read_turtle", "release_graphs", "skolemise"]

GRAPH = BASE + "graph/"


def read_turtle(path: Path, graph: str) -> list[Triple]:
    """The triples of one Turtle file; its blank nodes become IRIs inside ``graph``."""
    try:
        quads = list(parse(path=path, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise SubmissionError(
            f"dit bestand is geen Turtle ({error})",
            f"this file is not Turtle ({error})",
            place=f"{path}, regel {error.lineno or '?'}",
        ) from error
    return skolemise((quad.triple for quad in quads), graph)


def skolemise(triples: Iterable[Triple], graph: str) -> list[Triple]:
    """The same triples with each blank node named by what it says.

    Two blank nodes that say the same get one name, so the same input gives the same IRIs
    whatever the order or the format. A ring of blank nodes cannot be named and is refused.
    """
    statements = list(triples)
    outgoing: dict[BlankNode, list[Triple]] = defaultdict(list)
    for triple in statements:
        if isinstance(triple.subject, BlankNode):
            outgoing[triple.subject].append(triple)
    names: dict[BlankNode, NamedNode] = {}
    for root in _blank_nodes(statements):
        _name(root, outgoing, names, graph)

    def named(term: object) -> object:
        return names[term] if isinstance(term, BlankNode) else term

    renamed = (
        Triple(named(t.subject), t.predicate, named(t.object))  # type: ignore[arg-type]
        for t in statements
    )
    return list(dict.fromkeys(renamed))


def _blank_nodes(triples: Iterable[Triple]) -> Iterator[BlankNode]:
    for triple in triples:
        for term in (triple.subject, triple.object):
            if isinstance(term, BlankNode):
                yield term


def _name(
    root: BlankNode,
    outgoing: dict[BlankNode, list[Triple]],
    names: dict[BlankNode, NamedNode],
    graph: str,
) -> None:
    """Name ``root`` and all blank nodes below it, deepest first, without recursion."""
    pending = [root]
    open_nodes: set[BlankNode] = set()
    while pending:
        node = pending[-1]
        if node in names:
            pending.pop()
            continue
        below = [
            t.object
            for t in outgoing[node]
            if isinstance(t.object, BlankNode) and t.object not in names
        ]
        if not below:
            said = sorted(
                f"{t.predicate} {names.get(t.object, t.object)}"  # type: ignore[arg-type]
                for t in outgoing[node]
            )
            digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:20]
            names[node] = NamedNode(f"{graph}#b-{digest}")
            open_nodes.discard(node)
            pending.pop()
        elif node in open_nodes:
            raise SubmissionError(
                "naamloze knopen verwijzen in een kring naar elkaar",
                "blank nodes refer to each other in a ring",
                place=str(node),
                remedy_nl="Geef minstens een van deze knopen een eigen IRI.",
                remedy_en="Give at least one of these nodes an IRI of its own.",
            )
        else:
            open_nodes.add(node)
            pending.extend(below)


def normalise(triples: Iterable[Triple]) -> set[Triple]:
    """The triples as the store will give them back: it rewrites ``01`` to ``1``."""
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    return {quad.triple for quad in store}


def release_graphs() -> dict[str, set[Triple]]:
    """Named graph → its triples, for all that this release brings along."""
    graphs: dict[str, set[Triple]] = {}
    for name, files in _release_files():
        graph = GRAPH + name
        triples = [triple for file in files for triple in read_turtle(file, graph)]
        if triples:
            graphs[graph] = normalise(triples)
    return graphs


def _release_files() -> Iterator[tuple[str, list[Path]]]:
    ontology = folder("ontology")
    yield "def", sorted(ontology.glob("*.ttl"))
    yield "begrip", sorted((ontology / "begrippen").glob("*.ttl"))
    yield "wet", sorted((ontology / "wet").glob("*.ttl"))
    yield "vorm", sorted(folder("shapes").glob("*.ttl"))
    for source in sorted((folder("data") / "bron").iterdir()):
        if source.is_dir():
            yield f"bron/{source.name}", sorted(source.glob("*.ttl"))

"""The SPARQL service described in RDF (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from oogo.store.wire import GRAPHS, SOLUTIONS

__all__ = ["FORMATS", "describe_service"]

FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_LIMITS_NL = (
    "Een query krijgt hoogstens {seconds:g} seconden; daarna volgt 503, of breekt de verbinding af "
    "als het antwoord al begonnen was. Het aantal rijen is niet begrensd. De standaardgraaf bevat "
    "elke geldende triple één keer; met edition=n antwoordt een oude editie."
)
_LIMITS_EN = (
    "A query may take at most {seconds:g} seconds; after that comes 503, or the connection breaks "
    "if the answer had begun. The number of rows is not limited. The default graph holds each "
    "current triple once; edition=n asks an old edition."
)
_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def describe_service(
    address: str, triples: int, graphs: Sequence[str], seconds: float, media_type: str
) -> bytes:
    """What the service at this address understands and holds, in this format."""
    output = BytesIO()
    serialize(
        _statements(address, triples, graphs, seconds),
        output,
        FORMATS[media_type],
        prefixes={"rdfs": _RDFS, "sd": _SD, "void": _VOID},
    )
    return output.getvalue()


def _statements(
    address: str, triples: int, graphs: Sequence[str], seconds: float
) -> Iterable[Triple]:
    endpoint = NamedNode(address)
    service, dataset, default = (
        NamedNode(f"{address}#{part}") for part in ("service", "dataset", "default-graph")
    )
    a = NamedNode(_RDF + "type")
    yield Triple(service, a, _sd("Service"))
    yield Triple(service, _sd("endpoint"), endpoint)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    tables = {table.iri for table in SOLUTIONS.values()}
    for result in sorted(tables | {graph.iri for graph in GRAPHS.values()}):
        yield Triple(service, _sd("resultFormat"), NamedNode(result))
    comment = NamedNode(_RDFS + "comment")
    yield Triple(service, comment, Literal(_LIMITS_NL.format(seconds=seconds), language="nl"))
    yield Triple(service, comment, Literal(_LIMITS_EN.format(seconds=seconds), language="en"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, a, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, a, _sd("Graph"))
    yield Triple(default, NamedNode(_VOID + "triples"), Literal(str(triples), datatype=_INTEGER))
    for graph in sorted(graphs):
        named = NamedNode(f"{graph}#named-graph")
        yield Triple(dataset, _sd("namedGraph"), named)
        yield Triple(named, a, _sd("NamedGraph"))
        yield Triple(named, _sd("name"), NamedNode(graph))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)

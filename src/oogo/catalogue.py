"""What the service offers, for catalogues and search engines: DCAT-AP-NL, VoID, schema.org."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import DCAT, DCTERMS, FOAF, RDF, VOID, XSD, Namespace
from rdflib.term import URIRef

from oogo.addresses import BASE
from oogo.dumps import LICENCE, Dump
from oogo.language import Text
from oogo.reading import Reader, Term, page_query

__all__ = ["DATASET", "PREFIXES", "catalogue", "dataset_card", "statistics"]

DATASET = BASE + "dataset/oogo"
PREFIXES = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "oogo": BASE + "def/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": str(VOID),
    "xsd": str(XSD),
}

_SPDX = Namespace("http://spdx.org/rdf/terms#")
_MEDIA = Namespace("https://www.iana.org/assignments/media-types/")
_SHARED = ("accessRights", "creator", "language", "license", "publisher")
_SHARED_DCAT = ("contactPoint", "keyword", "theme")
_OF_FILES = (NamedNode(str(DCTERMS.language)), NamedNode(str(DCTERMS.license)))
_FORMS = {
    "application/n-quads": Text("N-Quads", "N-Quads"),
    "application/trig": Text("TriG", "TriG"),
}
_GRAPH_FILES = ("oogo.nq.zst", "oogo.nq.gz", "oogo.trig.zst", "oogo.trig.gz")


@cache
def _fixed() -> tuple[Triple, ...]:
    path = Path(__file__).with_name("catalogue.ttl")
    return tuple(quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE))


def catalogue(edition: int, published: str, dump: Dump | None) -> list[Triple]:
    """The catalogue of this edition; sizes and checksums where its files are made."""
    return [*_fixed(), *_services(), *_dated(edition, published), *_files(edition, dump)]


async def statistics(reader: Reader, edition: int) -> list[Triple]:
    """The dataset in VoID: how much of it is of each class and with each property."""
    classes, properties = await asyncio.gather(
        reader.rows(page_query("void-klassen")), reader.rows(page_query("void-eigenschappen"))
    )
    dataset = NamedNode(DATASET)
    by_class = _counted(classes.rows)
    by_property = _counted(properties.rows)
    return [
        Triple(dataset, _n(RDF.type), _n(VOID.Dataset)),
        Triple(dataset, _n(DCTERMS.license), NamedNode(LICENCE)),
        Triple(dataset, _n(VOID.sparqlEndpoint), NamedNode(BASE + "sparql")),
        Triple(dataset, _n(VOID.dataDump), NamedNode(f"{BASE}dumps/{edition}/oogo.nq.gz")),
        Triple(dataset, _n(VOID.uriSpace), Literal(BASE)),
        Triple(dataset, _n(VOID.exampleResource), NamedNode(BASE + "id/plicht/PO-09")),
        Triple(dataset, _n(VOID.triples), Literal(sum(n for _, n in by_property))),
        Triple(dataset, _n(VOID.classes), Literal(len(by_class))),
        Triple(dataset, _n(VOID.properties), Literal(len(by_property))),
        *_partitions("klasse", by_class),
        *_partitions("eigenschap", by_property),
    ]


def dataset_card(edition: int, published: str, language: str) -> dict[str, object]:
    """The dataset as search engines read it (schema.org), for a page in this language."""
    said = {
        name: next(
            triple.object.value
            for triple in _fixed()
            if triple.subject == NamedNode(DATASET)
            and triple.predicate == _n(DCTERMS[name])
            and isinstance(triple.object, Literal)
            and triple.object.language == language
        )
        for name in ("title", "description")
    }
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": DATASET,
        "name": said["title"],
        "description": said["description"],
        "url": BASE,
        "license": LICENCE,
        "version": str(edition),
        "dateModified": published,
        "inLanguage": ["nl", "en"],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "OOGO", "url": BASE},
        "spatialCoverage": "Nederland",
        "includedInDataCatalog": {"@type": "DataCatalog", "url": BASE + "catalog"},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/n-quads",
                "contentUrl": f"{BASE}dumps/{edition}/oogo.nq.gz",
            }
        ],
    }


def _services() -> Iterator[Triple]:
    """What holds for the dataset holds for each service that gives it."""
    shared = {_n(DCTERMS[name]) for name in _SHARED} | {_n(DCAT[name]) for name in _SHARED_DCAT}
    services = [t.subject for t in _fixed() if t.object == _n(DCAT.DataService)]
    for service in services:
        yield Triple(service, _n(DCAT.servesDataset), NamedNode(DATASET))
        for triple in _fixed():
            if triple.subject == NamedNode(DATASET) and triple.predicate in shared:
                yield Triple(service, triple.predicate, triple.object)


def _dated(edition: int, published: str) -> Iterator[Triple]:
    moment = Literal(published, datatype=_n(XSD.dateTime))
    for thing in (NamedNode(BASE + "catalog"), NamedNode(DATASET)):
        yield Triple(thing, _n(DCTERMS.modified), moment)
    yield Triple(NamedNode(DATASET), NamedNode(PREFIXES["dcat"] + "version"), Literal(str(edition)))


def _files(edition: int, dump: Dump | None) -> Iterator[Triple]:
    made = {file.name: file for file in dump.files} if dump else {}
    for name in _GRAPH_FILES:
        node = NamedNode(f"{BASE}dumps/{edition}/{name}")
        media_type = "application/" + ("trig" if ".trig" in name else "n-quads")
        packed = "application/zstd" if name.endswith("zst") else "application/gzip"
        form = NamedNode(_MEDIA[media_type])
        yield Triple(NamedNode(DATASET), _n(DCAT.distribution), node)
        yield Triple(node, _n(RDF.type), _n(DCAT.Distribution))
        for tag in ("nl", "en"):
            title = f"{_FORMS[media_type][tag]} ({packed.rpartition('/')[2]})"
            yield Triple(node, _n(DCTERMS.title), Literal(title, language=tag))
        yield Triple(node, _n(DCAT.accessURL), NamedNode(f"{BASE}dumps/{edition}"))
        yield Triple(node, _n(DCAT.downloadURL), node)
        yield Triple(node, _n(DCAT.mediaType), form)
        yield Triple(node, _n(DCAT.compressFormat), NamedNode(_MEDIA[packed]))
        yield Triple(node, _n(DCTERMS.conformsTo), NamedNode(BASE + "def"))
        for triple in _fixed():
            if triple.subject == NamedNode(DATASET) and triple.predicate in _OF_FILES:
                yield Triple(node, triple.predicate, triple.object)
        for kind in (form, NamedNode(_MEDIA[packed])):
            yield Triple(kind, _n(RDF.type), _n(DCTERMS.MediaType))
        if name in made:
            sum_node = NamedNode(f"{node.value}#sha256")
            size = Literal(str(made[name].bytes), datatype=_n(XSD.nonNegativeInteger))
            digest = Literal(made[name].sha256, datatype=_n(XSD.hexBinary))
            yield Triple(node, _n(DCAT.byteSize), size)
            yield Triple(node, _n(_SPDX.checksum), sum_node)
            yield Triple(sum_node, _n(RDF.type), _n(_SPDX.Checksum))
            yield Triple(sum_node, _n(_SPDX.algorithm), _n(_SPDX.checksumAlgorithm_sha256))
            yield Triple(
                _n(_SPDX.checksumAlgorithm_sha256), _n(RDF.type), _n(_SPDX.ChecksumAlgorithm)
            )
            yield Triple(sum_node, _n(_SPDX.checksumValue), digest)


def _partitions(kind: str, counted: Sequence[tuple[str, int]]) -> Iterator[Triple]:
    part_of, names, count = {
        "klasse": (VOID.classPartition, VOID["class"], VOID.entities),
        "eigenschap": (VOID.propertyPartition, VOID.property, VOID.triples),
    }[kind]
    for place, (iri, number) in enumerate(counted, 1):
        node = NamedNode(f"{BASE}.well-known/void#{kind}-{place}")
        yield Triple(NamedNode(DATASET), _n(part_of), node)
        yield Triple(node, _n(names), NamedNode(iri))
        yield Triple(node, _n(count), Literal(number))


def _counted(rows: Sequence[Sequence[Term | None]]) -> list[tuple[str, int]]:
    return [
        (row[0].value, int(row[1].value))
        for row in rows
        if isinstance(row[0], NamedNode) and isinstance(row[1], Literal)
    ]


def _n(term: URIRef) -> NamedNode:
    return NamedNode(str(term))

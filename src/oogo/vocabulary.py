"""The words to ask this graph with: prefixes, classes, properties and concepts, and their use."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.language import Text
from oogo.names import name_things
from oogo.reading import Reader, Rows, page_query

__all__ = ["PREFIXES", "Term", "read_vocabulary", "written"]

PREFIXES = {
    "begrip": BASE + "begrip/",
    "dataset": BASE + "dataset/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "oogo": BASE + "def/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-code": "http://purl.org/linked-data/sdmx/2009/code#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "tooiont": "https://identifier.overheid.nl/tooi/def/ont/",
    "void": "http://rdfs.org/ns/void#",
    "vorm": BASE + "vorm/",
    "wet": BASE + "wet/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes by which queries of this project name things."""

# A local name that every SPARQL parser reads without an escape.
_LOCAL = re.compile(r"[^\W\d_][\w-]*|[0-9]+")


@dataclass(frozen=True)
class Term:
    """A class, property or concept: what it is called and how often this edition uses it."""

    iri: str
    kind: str
    name: Text
    count: int


def written(iri: str) -> str:
    """The IRI as it is written in a query."""
    fitting = [
        (len(namespace), f"{prefix}:{iri.removeprefix(namespace)}")
        for prefix, namespace in PREFIXES.items()
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri.removeprefix(namespace))
    ]
    return max(fitting)[1] if fitting else f"<{iri}>"


async def read_vocabulary(reader: Reader) -> tuple[Term, ...]:
    """Every class and property that is used or defined here, and every concept, by IRI."""
    classes, properties, uses, own = await asyncio.gather(
        *(
            reader.rows(page_query(name))
            for name in ("void-klassen", "void-eigenschappen", "begrip-gebruik", "werkbank-termen")
        )
    )
    counted = {
        "class": _counts(classes),
        "property": _counts(properties),
        "concept": _counts(uses),
    }
    kinds = {
        (iri.value, kind.value)
        for iri, kind in own.rows
        if isinstance(iri, NamedNode) and isinstance(kind, Literal)
    }
    kinds |= {(iri, kind) for kind in ("class", "property") for iri in counted[kind]}
    names = await name_things(reader, (iri for iri, _ in kinds))
    return tuple(
        Term(
            iri,
            kind,
            Text(names.of(iri, "nl"), names.of(iri, "en")),
            counted[kind].get(iri, 0),
        )
        for iri, kind in sorted(kinds)
    )


def _counts(found: Rows) -> Mapping[str, int]:
    return {
        iri.value: int(count.value)
        for *_, iri, count in found.rows
        if isinstance(iri, NamedNode) and isinstance(count, Literal)
    }

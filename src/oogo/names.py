"""What things are called, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.language import Text
from oogo.reading import Reader, about, page_query

__all__ = ["Names", "name_things", "short"]

_BATCH = 200

_ROOTS = {
    BASE + "def": Text("Ontologie", "Ontology"),
    BASE + "vorm": Text("Toetsvormen", "Shapes"),
    BASE + "begrip": Text("Begrippenlijsten", "Concept schemes"),
    BASE + "wet": Text("Wetten", "Laws"),
    BASE + "graph": Text("Grafen", "Graphs"),
    BASE + "dataset": Text("Tabellen en figuren", "Tables and figures"),
}
_SKOLEM = re.compile(re.escape(BASE) + "graph/[^#]+#b-")
_NAMELESS = Text("naamloos onderdeel", "unnamed part")

_PREFIXES = {
    BASE + "begrip/": "begrip:",
    BASE + "dataset/": "dataset/",
    BASE + "def/": "oogo:",
    BASE + "graph/": "graph/",
    BASE + "id/": "id/",
    BASE + "vorm/": "vorm:",
    BASE + "wet/": "wet:",
    "http://data.europa.eu/eli/ontology#": "eli:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/linked-data/cube#": "qb:",
    "http://purl.org/linked-data/sdmx/2009/attribute#": "sdmx-attribute:",
    "http://purl.org/linked-data/sdmx/2009/code#": "sdmx-code:",
    "http://purl.org/linked-data/sdmx/2009/dimension#": "sdmx-dimension:",
    "http://purl.org/linked-data/sdmx/2009/measure#": "sdmx-measure:",
    "http://www.opengis.net/ont/geosparql#": "geo:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/2002/07/owl#": "owl:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/2006/time#": "time:",
    "http://www.w3.org/ns/dcat#": "dcat:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://www.w3.org/ns/org#": "org:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://www.w3.org/ns/shacl#": "sh:",
    "http://xmlns.com/foaf/0.1/": "foaf:",
    "https://identifier.overheid.nl/tooi/def/ont/": "tooiont:",
    "https://identifier.overheid.nl/tooi/id/": "tooi/",
}


def short(iri: str) -> str:
    """The IRI with the prefix by which it is known, for things without a name."""
    for namespace, prefix in _PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri


@dataclass(frozen=True)
class Names:
    """The names of things: by IRI, then by language tag."""

    by_iri: Mapping[str, Mapping[str, str]]

    def of(self, iri: str, language: str) -> str:
        """The name in this language, else in Dutch, else in any, else the short IRI."""
        name = self.by_iri.get(iri, {}).get(self.tag(iri, language))
        return name or _nameless(iri, language)

    def has(self, iri: str) -> bool:
        """Whether the thing has a name at all."""
        return iri in self.by_iri

    def tag(self, iri: str, language: str) -> str:
        """The language of the name that is shown to a reader of this language."""
        names = self.by_iri.get(iri, {})
        known = (tag for tag in (language, "nl", "", "en") if tag in names)
        return next(known, next(iter(names), ""))


def _nameless(iri: str, language: str) -> str:
    """What a thing is called that nobody named."""
    if iri in _ROOTS:
        return _ROOTS[iri][language]
    return _NAMELESS[language] if _SKOLEM.match(iri) else short(iri)


async def name_things(reader: Reader, iris: Iterable[str]) -> Names:
    """The names of these things, read in batches of one query each."""
    wanted = sorted(set(iris))
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for start in range(0, len(wanted), _BATCH):
        batch = (NamedNode(iri) for iri in wanted[start : start + _BATCH])
        answer = await reader.rows(about(page_query("namen"), "iri", batch))
        for row in answer.rows:
            iri, rank, name = row
            if not (
                isinstance(iri, NamedNode)
                and isinstance(rank, Literal)
                and isinstance(name, Literal)
            ):
                continue
            tag = (name.language or "").partition("-")[0]
            names = found.setdefault(iri.value, {})
            candidate = (int(rank.value), name.value)
            names[tag] = min(names.get(tag, candidate), candidate)
    return Names(
        {
            iri: {tag: name for tag, (_, name) in names.items()}
            for iri, names in sorted(found.items())
        }
    )

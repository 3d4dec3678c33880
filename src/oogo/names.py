"""What things are called, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from oogo.addresses import BASE
from oogo.content import folder
from oogo.language import Text
from oogo.prefixes import PREFIXES
from oogo.reading import Reader, about, page_query

__all__ = ["Names", "name_things", "short", "standard_name"]

_BATCH = 200

_ROOTS = {
    BASE + "def": Text("Ontologie", "Ontology"),
    BASE + "vorm": Text("Toetsvormen", "Shapes"),
    BASE + "begrip": Text("Begrippenlijsten", "Concept schemes"),
    BASE + "wet": Text("Wetten", "Laws"),
    BASE + "graph": Text("Grafen", "Graphs"),
    BASE + "dataset": Text("Tabellen en figuren", "Tables and figures"),
    BASE + "dataset/oogo": Text("Alle gegevens van OOGO", "All data of OOGO"),
}
_PARTS = (
    (re.compile(re.escape(BASE) + r"def/([0-9.]+)"), Text("Ontologie {0}", "Ontology {0}")),
    (re.compile(re.escape(BASE) + r"vorm/([^/#]+)"), Text("vorm {0}", "shape {0}")),
)
_OF_A_KIND = re.compile(re.escape(BASE) + r"id/([a-z-]+)/(.+)")
_SKOLEM = re.compile(re.escape(BASE) + "graph/[^#]+#b-")
_NAMELESS = Text("naamloos onderdeel", "unnamed part")
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_STANDARDS = Path(__file__).parent / "standards.ttl"
_LAW = re.compile(
    r"https://wetten\.overheid\.nl/jci[0-9.]+:c:(BWB[RVW][0-9]+)"
    r"(?:&artikel=([^&]+))?(?:&lid=([^&]+))?[^?#]*"
)
_ARTICLE = Text("wetten.overheid.nl, {law}", "wetten.overheid.nl, {law}")
_ARTICLE_PART = Text(
    "wetten.overheid.nl, {law} artikel {article}", "wetten.overheid.nl, {law} article {article}"
)

# Things have a path behind them; what they are is said with a prefix.
_THINGS = {
    BASE + "dataset/": "dataset/",
    BASE + "graph/": "graph/",
    BASE + "id/": "id/",
    "https://identifier.overheid.nl/tooi/id/": "tooi/",
}
_SHORT = {**{space: f"{prefix}:" for prefix, space in PREFIXES.items()}, **_THINGS}


def short(iri: str) -> str:
    """The IRI with the prefix by which it is known, for things without a name."""
    for namespace, prefix in _SHORT.items():
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
    told = _ROOTS.get(iri) or _standards().get(iri) or _part(iri) or _article(iri)
    if told:
        return told[language]
    if _SKOLEM.match(iri):
        return _NAMELESS[language]
    if (found := _OF_A_KIND.fullmatch(iri)) and found[1] in _classes():
        return f"{_classes()[found[1]][language]} {found[2]}"
    shorter = short(iri)
    return shorter if shorter != iri else iri.removeprefix("https://").removeprefix("http://")


@cache
def _classes() -> Mapping[str, Text]:
    """What each class of the ontology is called, by its name as it stands in addresses."""
    said: dict[str, dict[str, str]] = {}
    for file in sorted(folder("ontology").glob("*.ttl")):
        for quad in parse(path=file, format=RdfFormat.TURTLE):
            name = getattr(quad.subject, "value", "").removeprefix(BASE + "def/")
            if name[:1].isupper() and quad.predicate.value == _LABEL:
                assert isinstance(quad.object, Literal)  # noqa: S101
                said.setdefault(name.lower(), {})[quad.object.language or ""] = quad.object.value
    return {name: Text(words["nl"], words["en"]) for name, words in said.items()}


def _part(iri: str) -> Text | None:
    """What a version of the ontology or a shape is called that has no name of its own."""
    found = ((pattern.fullmatch(iri), words) for pattern, words in _PARTS)
    return next((Text(w.nl.format(m[1]), w.en.format(m[1])) for m, w in found if m), None)


def _article(iri: str) -> Text | None:
    """What a place on the website of the laws is called, by the parts of its address."""
    match = _LAW.fullmatch(iri)
    if match is None:
        return None
    law, article, paragraph = match.groups()
    if not article:
        return _ARTICLE.filled({"law": law})
    number = f"{article} lid {paragraph}" if paragraph else article
    return _ARTICLE_PART.filled({"law": law, "article": number})


def standard_name(iri: str) -> Text:
    """What a term of a standard is called; without words where we have no name for it."""
    return _standards().get(iri, Text("", ""))


@cache
def _standards() -> Mapping[str, Text]:
    """What terms of standards are called that the graph uses and does not name itself."""
    said: dict[str, dict[str, str]] = {}
    for quad in parse(path=_STANDARDS, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            tag = quad.object.language or ""
            said.setdefault(quad.subject.value, {})[tag] = quad.object.value
    return {iri: Text(names["nl"], names["en"]) for iri, names in said.items()}


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

"""What changed in the model since an earlier version, told from the difference of the RDF.

``ontology/uitgaven/`` keeps per version what terms, concepts, duties and rules there were. An
address that was in a version may go only after a version in which it is ``owl:deprecated``.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from oogo.addresses import BASE
from oogo.content import folder
from oogo.errors import NotFoundError
from oogo.rdf import GRAPH, read_turtle, release_graphs

__all__ = [
    "Changes",
    "Said",
    "add_command",
    "changes",
    "kept",
    "notes",
    "of_rules",
    "present",
    "rule_in_versions",
    "since",
    "snapshot",
    "version",
]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SH = "http://www.w3.org/ns/shacl#"
_TOLD = {
    f"{_RDF}type": {"nl": "soort", "en": "kind"},
    f"{_RDFS}label": {"nl": "naam", "en": "name"},
    "http://purl.org/dc/terms/title": {"nl": "naam", "en": "name"},
    f"{_SKOS}prefLabel": {"nl": "naam", "en": "name"},
    f"{_SKOS}definition": {"nl": "definitie", "en": "definition"},
    f"{_RDFS}domain": {"nl": "domein", "en": "domain"},
    f"{_RDFS}range": {"nl": "bereik", "en": "range"},
    f"{_RDFS}subClassOf": {"nl": "soort van", "en": "subclass of"},
    f"{_RDFS}subPropertyOf": {"nl": "eigenschap van", "en": "subproperty of"},
    f"{_SKOS}broader": {"nl": "ruimer begrip", "en": "broader concept"},
    f"{_OWL}deprecated": {"nl": "afgeraden", "en": "deprecated"},
}
_MESSAGE, _SEVERITY, _ASKS = f"{_SH}message", f"{_SH}severity", f"{_SH}sparql"
_TOLD_OF_RULES = {
    f"{_SH}name": {"nl": "naam", "en": "name"},
    _MESSAGE: {"nl": "melding", "en": "message"},
    _SEVERITY: {"nl": "ernst", "en": "severity"},
    f"{BASE}def/herstel": {"nl": "herstel", "en": "remedy"},
    f"{_SH}description": {"nl": "herstel", "en": "remedy"},
    f"{BASE}def/controleert": {"nl": "plicht", "en": "duty"},
}
_TOLD_OF_ALL = {**_TOLD, **_TOLD_OF_RULES}
_DEPRECATED = f"{_OWL}deprecated"
_NAMES = (
    f"{_RDFS}label",
    f"{_SKOS}prefLabel",
    f"{_SH}name",
    "http://purl.org/dc/terms/title",
)
_GRAPHS = ("def", "begrip", "wet", "vorm")
_HEADINGS = {
    "vanished": {"nl": "Verdwenen zonder aankondiging", "en": "Vanished without notice"},
    "added": {"nl": "Erbij", "en": "Added"},
    "changed": {"nl": "Gewijzigd", "en": "Changed"},
    "deprecated": {"nl": "Afgeraden", "en": "Deprecated"},
    "withdrawn": {"nl": "Vervallen", "en": "Removed"},
}
_Adding = Callable[[str, Callable[[Namespace], int], str], ArgumentParser]
_IDENTIFIER = "http://purl.org/dc/terms/identifier"
Said = Mapping[str, str]
"""Of a rule: ‘message nl’ → its words, ‘severity’ → its address, and so on."""
_VERSION = NamedNode(f"{_OWL}versionInfo")


@dataclass(frozen=True)
class Changes:
    """Addresses that came, changed (and in what), are advised against, or went."""

    vanished: tuple[str, ...]
    added: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    deprecated: tuple[str, ...]
    withdrawn: tuple[str, ...]


def present() -> frozenset[Triple]:
    """What this release says of its terms, concepts, duties and rules."""
    graphs = release_graphs()
    said = frozenset(
        triple
        for name in _GRAPHS
        for triple in graphs[GRAPH + name]
        if isinstance(triple.subject, NamedNode)
        and triple.subject.value.startswith(BASE)
        and "#" not in triple.subject.value
        and triple.predicate.value in _TOLD
        and not (isinstance(triple.object, NamedNode) and "#b-" in triple.object.value)
    )
    return said | frozenset(of_rules(graphs[GRAPH + "vorm"]))


def of_rules(shapes: Iterable[Triple]) -> Iterator[Triple]:
    """What each rule says; the message that stands with its query is the rule's too."""
    by_predicate: dict[str, list[Triple]] = defaultdict(list)
    for triple in shapes:
        by_predicate[triple.predicate.value].append(triple)
    coded = {triple.subject for triple in by_predicate[_IDENTIFIER]}
    rules = coded & {triple.subject for triple in by_predicate[_SEVERITY]}
    asking: dict[object, list[NamedNode]] = defaultdict(list)
    for triple in by_predicate[_ASKS]:
        if triple.subject in rules and isinstance(triple.subject, NamedNode):
            asking[triple.object].append(triple.subject)
    for predicate in _TOLD_OF_RULES:
        yield from (triple for triple in by_predicate[predicate] if triple.subject in rules)
    for triple in by_predicate[_MESSAGE]:
        for rule in asking[triple.subject]:
            yield Triple(rule, triple.predicate, triple.object)


def snapshot() -> bytes:
    """The present as sorted N-Triples, one statement a line."""
    return "".join(sorted(f"{triple} .\n" for triple in present())).encode()


def kept(named: str = "") -> tuple[str, frozenset[Triple]]:
    """The version that was kept under this name, else the newest, with what it said."""
    files = {path.stem: path for path in _folder().glob("*.nt")}
    name = named or max(files, key=lambda each: tuple(map(int, each.split("."))), default="")
    if name not in files:
        raise NotFoundError(
            f"van versie {name or '…'} is niets bewaard",
            f"nothing was kept of version {name or '…'}",
            place=name,
            remedy_nl=f"Bewaard zijn: {', '.join(sorted(files))}.",
            remedy_en=f"Kept are: {', '.join(sorted(files))}.",
        )
    return name, frozenset(
        Triple(quad.subject, quad.predicate, quad.object)
        for quad in parse(files[name].read_bytes(), format=RdfFormat.N_TRIPLES)
    )


def changes(old: Iterable[Triple], new: Iterable[Triple]) -> Changes:
    """The difference of two versions."""
    before, after = _by_subject(old), _by_subject(new)
    gone = sorted(before.keys() - after.keys())
    return Changes(
        vanished=tuple(iri for iri in gone if not _advised_against(before[iri])),
        added=tuple(sorted(after.keys() - before.keys())),
        changed={
            iri: tuple(sorted({triple.predicate.value for triple in before[iri] ^ after[iri]}))
            for iri in sorted(before.keys() & after.keys())
            if before[iri] != after[iri]
        },
        deprecated=tuple(
            iri
            for iri, said in sorted(after.items())
            if _advised_against(said) and not _advised_against(before.get(iri, set()))
        ),
        withdrawn=tuple(iri for iri in gone if _advised_against(before[iri])),
    )


def notes(since: str, old: Iterable[Triple], new: Iterable[Triple], language: str) -> str:
    """The release notes as Markdown."""
    old, new = frozenset(old), frozenset(new)
    found = changes(old, new)
    names = {
        triple.subject.value: triple.object.value  # type: ignore[union-attr]
        for triple in sorted(old, key=str) + sorted(new, key=str)
        if triple.predicate.value in _NAMES
        and isinstance(triple.object, Literal)
        and triple.object.language == language
    }
    title = {"nl": "Wijzigingen in het model sinds", "en": "Changes of the model since"}
    lines = [f"# {title[language]} {since}"]
    for part, heading in _HEADINGS.items():
        iris = getattr(found, part)
        if not iris:
            continue
        lines += ["", f"## {heading[language]} ({len(iris)})", ""]
        for iri in iris:
            what = found.changed.get(iri, ()) if part == "changed" else ()
            told = dict.fromkeys(_TOLD_OF_ALL[predicate][language] for predicate in what)
            lines.append(
                f"- `{iri.removeprefix(BASE)}` {names.get(iri, '')}".rstrip()
                + (f": {', '.join(told)}" if told else "")
            )
    return "\n".join(lines) + "\n"


def add_command(command: _Adding) -> None:
    """The command that writes the release notes."""
    sub = command(
        "release-notes", _release_notes, "Zeg wat er in het model veranderde sinds een versie."
    )
    sub.add_argument("--since", default="", metavar="VERSIE", help="standaard de nieuwste")
    sub.add_argument("--lang", choices=("nl", "en"), default="nl")
    sub.add_argument("--keep", action="store_true", help="bewaar wat er nu is als versie van nu")


def _release_notes(options: Namespace) -> int:
    since, old = kept(options.since)
    new = present()
    print(notes(since, old, new, options.lang), end="")
    if changes(old, new).vanished:
        return 1
    if options.keep:
        (_folder() / f"{version()}.nt").write_bytes(snapshot())
    return 0


@cache
def version() -> str:
    """The version of the model of this release."""
    (version,) = (
        triple.object.value
        for triple in read_turtle(folder("ontology") / "kern.ttl", GRAPH + "def")
        if triple.predicate == _VERSION and isinstance(triple.object, Literal)
    )
    return version


def since(iri: str) -> str:
    """The first version of the model that has this address."""
    return next((name for name, said in _versions() if iri in said), version())


def rule_in_versions(iri: str) -> tuple[tuple[str, Said], ...]:
    """What each version that was kept and has this rule said of it, oldest first."""
    return tuple((name, _said(known[iri])) for name, known in _versions() if iri in known)


@cache
def _versions() -> tuple[tuple[str, Mapping[str, set[Triple]]], ...]:
    """The versions that were kept, oldest first, with what each said of each address."""
    names = sorted(
        (path.stem for path in _folder().glob("*.nt")),
        key=lambda each: tuple(map(int, each.split("."))),
    )
    return tuple((name, _by_subject(kept(name)[1])) for name in names)


def _said(triples: Iterable[Triple]) -> Said:
    """The words of a rule by part and language, and what it points to by part."""
    found: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        part = _TOLD_OF_RULES.get(triple.predicate.value)
        if part is not None and isinstance(triple.object, Literal | NamedNode):
            language = triple.object.language if isinstance(triple.object, Literal) else ""
            found[part["en"] + (f" {language}" if language else "")].add(triple.object.value)
    return {part: " ".join(sorted(values)) for part, values in found.items()}


def _folder() -> Path:
    return folder("ontology") / "uitgaven"


def _by_subject(triples: Iterable[Triple]) -> dict[str, set[Triple]]:
    found: dict[str, set[Triple]] = defaultdict(set)
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            found[triple.subject.value].add(triple)
    return dict(found)


def _advised_against(said: Iterable[Triple]) -> bool:
    return any(
        triple.predicate.value == _DEPRECATED
        and isinstance(triple.object, Literal)
        and triple.object.value == "true"
        for triple in said
    )

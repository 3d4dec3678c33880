"""The drop-down lists: the concepts of each SKOS scheme and the words that mean them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from oogo.content import folder
from oogo.rdf import GRAPH, read_turtle

__all__ = ["Scheme", "closest", "load", "normal", "schemes_of"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True)
class Scheme:
    """Dutch label of each concept, and each accepted word with its concept."""

    labels: Mapping[NamedNode, str]
    words: Mapping[str, NamedNode]


def normal(text: str) -> str:
    """The text without case, double spaces and marks around it.

    >>> normal("  Primair  Onderwijs ")
    'primair onderwijs'
    """
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip(" *:").casefold()


def closest(text: str, words: Iterable[str]) -> str:
    """The word that looks most like the text; empty where none does."""
    by_normal = {normal(word): word for word in words}
    found = get_close_matches(normal(text), list(by_normal), 1, 0.6)
    return by_normal[found[0]] if found else ""


def schemes_of(triples: Iterable[Triple]) -> dict[NamedNode, Scheme]:
    """The schemes among these triples; a preferred label wins from all other words."""
    members: dict[NamedNode, list[NamedNode]] = defaultdict(list)
    said: dict[tuple[NamedNode, str], list[Literal]] = defaultdict(list)
    for triple in triples:
        name = triple.predicate.value.removeprefix(_SKOS)
        subject, value = triple.subject, triple.object
        if not isinstance(subject, NamedNode):
            continue
        if name == "inScheme" and isinstance(value, NamedNode):
            members[value].append(subject)
        elif isinstance(value, Literal):
            said[subject, name].append(value)
    return {scheme: _scheme(concepts, said) for scheme, concepts in members.items()}


def _scheme(
    concepts: list[NamedNode], said: Mapping[tuple[NamedNode, str], list[Literal]]
) -> Scheme:
    labels: dict[NamedNode, str] = {}
    words: dict[str, NamedNode] = {}
    for concept in concepts:
        for literal in said.get((concept, "prefLabel"), ()):
            if literal.language == "nl":
                labels[concept] = literal.value
    unique = {normal(label) for label in labels.values()}
    for concept, label in labels.items():
        words.setdefault(normal(label), concept)
    for concept in labels:
        others = [concept.value.rpartition("/")[2]]
        for name in ("prefLabel", "notation", "altLabel", "hiddenLabel"):
            others.extend(literal.value for literal in said.get((concept, name), ()))
        for word in others:
            if normal(word) not in unique:
                words.setdefault(normal(word), concept)
    ordered = dict(sorted(labels.items(), key=lambda item: item[1].casefold()))
    return Scheme(ordered, words)


@cache
def load() -> Mapping[NamedNode, Scheme]:
    """The schemes of this release."""
    files = sorted((folder("ontology") / "begrippen").glob("*.ttl"))
    graph = GRAPH + "begrip"
    return schemes_of(triple for file in files for triple in read_turtle(file, graph))

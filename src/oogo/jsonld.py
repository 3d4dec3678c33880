"""Triples about one thing as JSON-LD in the words of the published context.

What is used of the context stands in the document itself: it is read without asking anybody,
and gives exactly the triples that it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from oogo.addresses import BASE
from oogo.context import json_ld_context
from oogo.names import short
from oogo.prefixes import PREFIXES

__all__ = ["as_json_ld"]

_DEF = BASE + "def/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_NATIVE = {
    "boolean": re.compile("true|false"),
    # What is larger than this a reader of JSON may round.
    "integer": re.compile("0|-?[1-9][0-9]{0,14}"),
}


@dataclass
class _Document:
    """The document so far, and what it uses of the context."""

    context: dict[str, object] = field(default_factory=lambda: {"@version": 1.1})
    said: dict[str, object] = field(default_factory=dict)

    def term(self, name: str) -> object:
        """What the context says of this name, which the document now uses; none if nothing."""
        entry = json_ld_context().get(name)
        if entry is not None:
            self.context[name] = entry
            for text in entry.values() if isinstance(entry, dict) else (entry,):
                self._prefix(text)
        return entry

    def short(self, iri: str) -> str:
        """The IRI with its prefix, where it has one."""
        name = short(iri)
        prefix, colon, rest = name.partition(":")
        if not colon or prefix not in PREFIXES or rest.startswith("//"):
            return iri
        self.context[prefix] = json_ld_context()[prefix]
        return name

    def add(self, name: str, value: object) -> None:
        """One more value; one stands alone, more stand in a list."""
        _add(self.said, name, value)

    def add_said(self, name: str, language: str, text: str) -> None:
        """One more text in a language."""
        texts = self.said.setdefault(name, {})
        if isinstance(texts, dict):
            _add(texts, language, text)

    def _prefix(self, text: object) -> None:
        prefix = text.partition(":")[0] if isinstance(text, str) else ""
        if prefix in PREFIXES:
            self.context[prefix] = json_ld_context()[prefix]


def as_json_ld(iri: str, triples: Iterable[Triple]) -> dict[str, object]:
    """What these triples say of the thing with this IRI."""
    every = [t for t in triples if isinstance(t.predicate, NamedNode)]
    document = _Document()
    for name in ("id", "type"):
        document.term(name)
    for triple in sorted(every, key=str):
        _say(document, triple.predicate.value, triple.object)
    schemes = {t.object.value.partition(":")[0] for t in every if isinstance(t.object, NamedNode)}
    if schemes & set(document.context):
        return _expanded(iri, every)
    return {"@context": document.context, "id": iri, **document.said}


def _say(document: _Document, predicate: str, value: object) -> None:
    if predicate == _TYPE and isinstance(value, NamedNode):
        local = value.value.removeprefix(_DEF)
        known = local != value.value and document.term(local)
        document.add("type", local if known else document.short(value.value))
        return
    name = "label" if predicate == _LABEL else predicate.removeprefix(_DEF)
    entry = json_ld_context().get(name) if name == "label" or name != predicate else None
    form = entry if isinstance(entry, dict) else {}
    if isinstance(value, Literal) and value.language and form.get("@container") == "@language":
        document.term(name)
        document.add_said(name, value.language, value.value)
    elif form and (plain := _plain(value, form)) is not None:
        document.term(name)
        document.add(name, plain)
    else:
        document.add(document.short(predicate), _whole(document, value))


def _plain(value: object, form: dict[str, object]) -> object:
    """The value as the term writes it; none where the term means another kind of value."""
    if "@container" in form:
        return None
    if isinstance(value, NamedNode):
        return value.value if form.get("@type") == "@id" else {"id": value.value}
    if not isinstance(value, Literal) or form.get("@type") == "@id" or value.language:
        return None
    datatype = value.datatype.value.removeprefix(_XSD)
    wanted = str(form.get("@type", "")).removeprefix("xsd:")
    if wanted:
        return value.value if datatype == wanted else None
    return _native(value)


def _native(value: Literal) -> object:
    """Text, whole numbers and yes or no as JSON has them; none for what it does not have."""
    datatype = value.datatype.value.removeprefix(_XSD)
    if datatype == "string":
        return value.value
    if datatype in _NATIVE and _NATIVE[datatype].fullmatch(value.value):
        return int(value.value) if datatype == "integer" else value.value == "true"
    return None


def _whole(document: _Document, value: object) -> object:
    if isinstance(value, NamedNode):
        return {"id": value.value}
    if isinstance(value, BlankNode):
        return {"id": str(value)}
    if not isinstance(value, Literal):
        raise TypeError(value)
    if value.language:
        return {"@value": value.value, "@language": value.language}
    native = _native(value)
    if native is not None:
        return native
    return {"@value": value.value, "@type": document.short(value.datatype.value)}


def _expanded(iri: str, triples: Iterable[Triple]) -> dict[str, object]:
    """The same without any context, for where a name of it would be taken for a scheme."""
    bare = _Document()
    said: dict[str, object] = {"@id": iri}
    for triple in sorted(triples, key=str):
        value = triple.object
        if isinstance(value, NamedNode | BlankNode):
            whole: object = {"@id": value.value if isinstance(value, NamedNode) else str(value)}
        elif isinstance(value, Literal) and not value.language:
            whole = {"@value": value.value, "@type": value.datatype.value}
        else:
            whole = _whole(bare, value)
        _add(said, triple.predicate.value, whole)
    return said


def _add(into: dict[str, object], name: str, value: object) -> None:
    if name not in into:
        into[name] = value
        return
    known = into[name]
    if isinstance(known, list):
        known.append(value)
    else:
        into[name] = [known, value]

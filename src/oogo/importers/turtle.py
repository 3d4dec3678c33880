"""Turtle that people can read and that is the same each time: one block per subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.prefixes import PREFIXES

__all__ = ["Statement", "decimal", "document", "node", "number", "text", "yes"]

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_XSD = PREFIXES["xsd"]
_WIDTH = 100
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"},
)

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def node(name: str) -> NamedNode:
    """The node with this short name (``oogo:regel``) or path below our base (``id/bron/x``)."""
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES:
        return NamedNode(PREFIXES[prefix] + local)
    return NamedNode(name if "://" in name else BASE + name)


def text(words: str, language: str = "nl") -> Literal:
    """Words in a language."""
    return Literal(words, language=language)


def number(value: int | str) -> Literal:
    """A whole number."""
    return Literal(str(int(value)), datatype=NamedNode(_XSD + "integer"))


def decimal(value: str) -> Literal:
    """A decimal number in its canonical form."""
    digits = format(Decimal(value).normalize(), "f")
    return Literal(digits if "." in digits else digits + ".0", datatype=NamedNode(_XSD + "decimal"))


def yes() -> Literal:
    """The value true."""
    return Literal("true", datatype=NamedNode(_XSD + "boolean"))


def document(comment: str, statements: Iterable[Statement]) -> str:
    """A Turtle file: comment, prefixes used, one block per subject in order of appearance."""
    blocks: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = {}
    for subject, predicate, value in statements:
        values = blocks.setdefault(subject, {}).setdefault(predicate, [])
        if value not in values:
            values.append(value)
    used: set[str] = set()
    body = [_block(subject, predicates, used) for subject, predicates in blocks.items()]
    head = [f"# {line}" if line else "#" for line in comment.splitlines()]
    prefixes = [f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in sorted(used)]
    return "\n".join([*head, "", *prefixes, "", "\n\n".join(body), ""])


def _block(
    subject: NamedNode,
    predicates: dict[NamedNode, list[NamedNode | Literal]],
    used: set[str],
) -> str:
    ordered = sorted(predicates, key=lambda predicate: predicate != _TYPE)
    lines = [_line(predicate, predicates[predicate], used) for predicate in ordered]
    lines[0] = _written(subject, used) + " " + lines[0].strip()
    return " ;\n".join(lines) + " ."


def _line(predicate: NamedNode, values: list[NamedNode | Literal], used: set[str]) -> str:
    """A predicate with its values, on one line if they fit and else each on its own."""
    verb = "    " + ("a" if predicate == _TYPE else _written(predicate, used))
    written = [_written(value, used) for value in values]
    together = f"{verb} {' , '.join(written)}"
    if len(written) == 1 or len(together) <= _WIDTH:
        return together
    return f"{verb}\n        " + " ,\n        ".join(written)


def _written(term: NamedNode | Literal, used: set[str]) -> str:
    if isinstance(term, NamedNode):
        return _named(term.value, used)
    quoted = '"' + term.value.translate(_ESCAPES) + '"'
    if term.language:
        return f"{quoted}@{term.language}"
    datatype = term.datatype.value
    if datatype == _XSD + "string":
        return quoted
    bare = _BARE.get(datatype)
    if bare and bare.fullmatch(term.value):
        return term.value
    if datatype == _XSD + "date":
        date.fromisoformat(term.value)
    return f"{quoted}^^{_named(datatype, used)}"


def _named(iri: str, used: set[str]) -> str:
    for prefix, base in PREFIXES.items():
        local = iri.removeprefix(base)
        if local != iri and _LOCAL.fullmatch(local):
            used.add(prefix)
            return f"{prefix}:{local}"
    return f"<{iri}>"

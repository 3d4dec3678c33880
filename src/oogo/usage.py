"""Which questions of the library use a term or concept, read from their text."""

from __future__ import annotations

import re
from functools import cache

from oogo.library import Question, load

__all__ = ["questions_using"]

_PREFIX = re.compile(r"^\s*PREFIX\s+([A-Za-z0-9-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_WORD = re.compile(r"<([^>\s]*)>|\b([A-Za-z][A-Za-z0-9-]*):([A-Za-z0-9_][A-Za-z0-9_.-]*)")
_COMMENT = re.compile(r"(?m)(?:^|\s)#.*$")


def questions_using(iri: str) -> tuple[Question, ...]:
    """The questions that name this IRI, whole or with its prefix."""
    return tuple(question for name, question in load().items() if iri in _named()[name])


@cache
def _named() -> dict[str, frozenset[str]]:
    return {name: _iris(question.text) for name, question in load().items()}


def _iris(text: str) -> frozenset[str]:
    prefixes = dict(_PREFIX.findall(text))
    body = _COMMENT.sub("", _PREFIX.sub("", text))
    return frozenset(
        whole or prefixes.get(prefix, prefix + ":") + local.rstrip(".")
        for whole, prefix, local in _WORD.findall(body)
    )

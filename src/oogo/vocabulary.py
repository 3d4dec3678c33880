"""The words to ask this graph with: prefixes, classes, properties and concepts, and their use."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from oogo.language import Text
from oogo.names import name_things
from oogo.prefixes import PREFIXES
from oogo.reading import Reader, Rows, page_query

__all__ = ["Term", "read_vocabulary", "written"]

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

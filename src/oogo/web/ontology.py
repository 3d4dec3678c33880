"""The ontology as one document: at its own address, and at that of each version."""

from __future__ import annotations

import re

from pyoxigraph import RdfFormat, serialize

from oogo.addresses import BASE
from oogo.errors import NotFoundError
from oogo.reading import page_query
from oogo.releases import kept, version
from oogo.store.reader import Reader

__all__ = ["ontology_at"]

_ONTOLOGY = BASE + "def"
_VERSION = re.compile(re.escape(_ONTOLOGY) + r"/([0-9]+\.[0-9]+\.[0-9]+)")


async def ontology_at(reader: Reader, iri: str, kind: str) -> bytes | None:
    """All terms in this format of RDF, where this is the ontology or a version of it."""
    named = _VERSION.fullmatch(iri)
    if iri == _ONTOLOGY or (named and named[1] == version()):
        return await (await reader.query(page_query("ontologie"), accept=kind)).whole()
    try:
        said = kept(named[1])[1] if named else frozenset()
    except NotFoundError:
        return None
    terms = sorted((t for t in said if str(t.subject).startswith(f"<{_ONTOLOGY}")), key=str)
    form = RdfFormat.from_media_type(kind) or RdfFormat.TURTLE
    return (serialize(terms, format=form) or b"") if terms else None

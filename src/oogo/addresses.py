"""IRIs we mint and the paths of the service that answer for them."""

from __future__ import annotations

__all__ = ["BASE", "iri_of", "path_of"]

BASE = "https://w3id.org/oogo/"


def path_of(iri: str) -> str | None:
    """The path of the service for an IRI of ours, without fragment; None for others' IRIs."""
    if not iri.startswith(BASE):
        return None
    return "/" + iri.removeprefix(BASE).partition("#")[0]


def iri_of(path: str) -> str:
    """The IRI that a path of the service stands for."""
    return BASE + path.removeprefix("/")

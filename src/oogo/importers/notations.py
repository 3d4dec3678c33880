"""How the sources print a concept: notations and hidden labels of our SKOS schemes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from oogo.content import folder
from oogo.errors import SubmissionError

__all__ = ["Notations"]

_PRINTED = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?scheme ?concept ?notation ?hidden WHERE {
  ?concept skos:inScheme ?scheme ; skos:notation ?notation .
  OPTIONAL { ?concept skos:hiddenLabel ?hidden }
}
"""


@dataclass(frozen=True)
class Notations:
    """Concepts by scheme and by what is printed for them."""

    concepts: Mapping[tuple[str, str], NamedNode]
    written: Mapping[NamedNode, str]

    @classmethod
    def load(cls) -> Notations:
        """The notations of all schemes of the release."""
        store = Store()
        for path in sorted((folder("ontology") / "begrippen").glob("*.ttl")):
            store.load(path=path, format=RdfFormat.TURTLE)
        concepts: dict[tuple[str, str], NamedNode] = {}
        written: dict[NamedNode, str] = {}
        for scheme, concept, notation, hidden in store.query(_PRINTED):  # type: ignore[union-attr]
            slug = scheme.value.rpartition("/")[2]
            concepts[slug, notation.value] = concept
            written[concept] = notation.value
            if isinstance(hidden, Literal):
                concepts[slug, hidden.value] = concept
        return cls(concepts, written)

    def known(self, scheme: str, printed: str) -> bool:
        """Whether a scheme has a concept that is printed like this."""
        return (scheme, printed) in self.concepts

    def notation(self, concept: NamedNode) -> str:
        """How a concept is usually printed."""
        return self.written[concept]

    def find(self, scheme: str, printed: str, place: str) -> NamedNode:
        """The concept that is printed like this, or a refusal that names the place."""
        try:
            return self.concepts[scheme, printed]
        except KeyError:
            raise SubmissionError(
                f"‘{printed}’ staat niet in het schema ‘{scheme}’",
                f"‘{printed}’ is not in the scheme ‘{scheme}’",
                place=place,
                remedy_nl=f"Verbeter de cel, of zet het begrip met deze code in "
                f"ontology/begrippen/{scheme}.ttl.",
                remedy_en=f"Correct the cell, or add the concept with this notation to "
                f"ontology/begrippen/{scheme}.ttl.",
            ) from None

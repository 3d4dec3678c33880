"""A thing as JSON for programs that know its address: all that a page shows, named."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from oogo.questions import scalar
from oogo.resources import Description

__all__ = ["described_json"]


def described_json(
    described: Description, inside: tuple[str, ...], language: str
) -> dict[str, object]:
    """The thing in JSON: each property by its address, with its name and values."""
    names = described.names
    return {
        "iri": described.iri,
        "label": names.of(described.iri, language),
        "types": [{"iri": iri, "label": names.of(iri, language)} for iri in described.types],
        "properties": [
            {
                "iri": item.iri,
                "label": names.of(item.iri, language),
                "values": [_value(value, described, language) for value in item.values],
            }
            for item in described.properties
        ],
        "incoming": [
            {
                "iri": item.property,
                "label": names.of(item.property, language),
                "count": item.count,
                "things": [{"iri": iri, "label": names.of(iri, language)} for iri in item.things],
            }
            for item in described.incoming
        ],
        "members": list(inside),
        "edition": described.edition,
    }


def _value(value: NamedNode | Literal, described: Description, language: str) -> dict[str, object]:
    if isinstance(value, NamedNode):
        return {"iri": value.value, "label": described.names.of(value.value, language)}
    if value.language:
        return {"value": value.value, "language": value.language}
    return {"value": scalar(value), "datatype": value.datatype.value}

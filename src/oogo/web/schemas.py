"""What one thing of each kind looks like in plain JSON, in words of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oogo.indexing import FOREIGN
from oogo.kinds import Field, Kind, kinds

__all__ = ["thing_schemas"]

_TEXTS = "rdf-syntax-ns#langString"
_SCALARS: Mapping[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "string": {"type": "string"},
}
# What differs from kind to kind.
_OWN = ("type", "values", "relations")
_ANY = {"type": ["string", "number", "boolean"]}
_BY_LANGUAGE = {
    "type": "object",
    "description": "Teksten per taal; ‘und’ is zonder taal.",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}


def thing_schemas(
    general: dict[str, Any],
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """The schema of one thing for each kind of the ontology, and for kinds of other ontologies.

    Besides, what they share: each field is described once, by its own name.
    """
    shared: dict[str, dict[str, Any]] = {}
    own = general["properties"]
    general = general | {
        "properties": own | _shared(shared, "Thing", {n: own[n] for n in own if n not in _OWN})
    }
    found = {f"{_camel(kind.slug)}Thing": _schema(general, kind, shared) for kind in kinds()}
    slugs = {kind.slug for kind in kinds()}
    others = sorted(set(FOREIGN.values()) - slugs)
    properties = general["properties"] | {"type": {"type": "string", "enum": others}}
    return found | {"OtherThing": general | {"properties": properties}}, shared


def _shared(
    shared: dict[str, dict[str, Any]], prefix: str, fields: Mapping[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The fields, each in the words of what is shared; one that differs there in its own."""
    found = {}
    for name, said in fields.items():
        place = f"{prefix}.{name.replace(':', '.')}"
        same = shared.setdefault(place, said) == said
        found[name] = {"$ref": f"#/components/schemas/{place}"} if same else said
    return found


def _camel(slug: str) -> str:
    return "".join(part.capitalize() for part in slug.split("-"))


def _schema(
    general: dict[str, Any], kind: Kind, shared: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    values = {f.name: _value_schema(f) for f in kind.fields if not f.is_relation}
    relations = {
        f.name: {
            **_told(f),
            "type": "array",
            "items": {"$ref": "#/components/schemas/Related"},
        }
        for f in kind.fields
        if f.is_relation
    }
    own = general["properties"]
    properties = own | {
        "type": {"type": "string", "const": kind.slug},
        "values": own["values"] | {"properties": _shared(shared, "Value", values)},
        "relations": own["relations"] | {"properties": _shared(shared, "Relation", relations)},
    }
    return general | {
        "title": kind.name.nl,
        "description": f"{kind.definition.nl}\n\n{kind.definition.en}",
        "properties": properties,
    }


def _value_schema(field: Field) -> dict[str, Any]:
    if field.range.endswith(_TEXTS):
        return {**_told(field), **_BY_LANGUAGE}
    local = field.range.rpartition("#")[2]
    items = _SCALARS.get(local, {"type": "string"} if "XMLSchema#" in field.range else _ANY)
    in_order = {"type": "array", "items": items}
    if local == "date":
        # The Dutch rules ask this of a field that is called ‘datum’; of a list it says nothing.
        in_order["format"] = "date"
    if "XMLSchema#" in field.range:
        return {**_told(field), **in_order}
    return {**_told(field), "anyOf": [in_order, _BY_LANGUAGE]}


def _told(field: Field) -> dict[str, str]:
    """What the ontology says of the property, in both languages."""
    said = [text for text in (field.definition.nl, field.definition.en) if text]
    return {"title": field.label.nl, **({"description": "\n\n".join(said)} if said else {})}

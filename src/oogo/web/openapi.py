"""What the API is, in OpenAPI 3.1, by the Dutch API Design Rules: its routes and each question.

What holds for every operation is said in one place: the version header, and the form of errors.
"""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from oogo import __version__
from oogo.addresses import BASE
from oogo.library import Question, load
from oogo.web.frame import API_VERSION

__all__ = ["describe_api"]

_PREFIX = "/api/v1"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWINGS = ("image/svg+xml", "image/png")
_PROBLEM = "application/problem+json"
_TYPES = {"iri": "string", "string": "string", "integer": "integer", "date": "string"}
_FILE = re.compile(r"\{(\w+)\}\.(\w+)")
_SAID = {
    "400": "Een parameter of de inhoud is onbekend of onleesbaar",
    "401": "Er is een sleutel nodig",
    "403": "Deze sleutel mag dit niet",
    "404": "Dit is er niet",
    "406": "Deze vorm geven wij niet",
    "409": "Kan niet in deze toestand",
    "410": "Dit is ingetrokken",
    "413": "Te groot",
    "415": "Dit soort bestand kennen wij niet",
    "429": "Te veel aanvragen met deze sleutel",
    "503": "Een grens van tijd of geheugen is bereikt",
    "507": "Geen ruimte meer",
}
# Who publishes the service puts an address of its own here.
_CONTACT = {"name": "OOGO", "url": BASE, "email": "beheer@oogo.example"}
_VERSION_HEADER = {
    "description": "De hele versie van deze API.",
    "schema": {"type": "string", "examples": [API_VERSION]},
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "Wat voor fout het is."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "Wat er mis is."},
        "place": {"type": "string", "description": "Waar het mis is."},
        "remedy": {"type": "string", "description": "Hoe het te herstellen is."},
        "instance": {"type": "string"},
    },
}


def describe_api(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document: the routes, and each question with its own parameters."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title="OOGO",
            version=API_VERSION,
            description=(
                "Hoe gemeenten, samenwerkingsverbanden, scholen en jeugdhulp samen besturen: "
                "vragen, toetsing en gekoppelde gegevens."
            ),
            routes=app.routes,
            servers=[{"url": _PREFIX, "description": "Deze dienst"}],
            license_info={
                "name": "Gegevens: CC BY 4.0",
                "url": "https://creativecommons.org/licenses/by/4.0/",
            },
        )
        for question in load().values():
            schema["paths"][f"{_PREFIX}/questions/{question.name}"] = {"get": _operation(question)}
        schema["paths"] = {
            _named(path.removeprefix(_PREFIX), operations): operations
            for path, operations in schema["paths"].items()
        }
        schema.setdefault("components", {})["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer"}
        }
        schemas = schema["components"].setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas["Problem"] = _PROBLEM_SCHEMA
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _complete(method, operation)
        schema["info"] |= {"contact": _CONTACT, "x-software-version": __version__}
        app.openapi_schema = schema
    return app.openapi_schema


def _named(path: str, operations: dict[str, Any]) -> str:
    """The path with one parameter for a whole segment: a name with its suffix is a file."""
    match = _FILE.search(path)
    if match is None:
        return path
    for operation in operations.values():
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == match[1]:
                parameter["name"] = "file"
                parameter["schema"] = {"type": "string", "pattern": rf"^[a-z0-9-]+\.{match[2]}$"}
    return _FILE.sub("{file}", path)


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Say what every operation has: the version of the API, and errors in one form.

    What cannot be read is a 400 here, never a 422.
    """
    responses = operation["responses"]
    responses.pop("422", None)
    parameters = operation.get("parameters", [])
    wanted = ["503"]
    if "security" in operation:
        wanted += ["401", "403", "410"]
        if method != "get":
            wanted += ["409", "429", "507"]
    if "requestBody" in operation:
        wanted += ["413", "415"]
    if parameters or method != "get":
        wanted.append("400")
    if any(parameter["in"] == "path" for parameter in parameters):
        wanted.append("404")
    for status in wanted:
        responses.setdefault(status, {"description": _SAID[status]})
    for status, response in responses.items():
        if status.startswith(("4", "5")):
            reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
            response["content"] = {_PROBLEM: reference}
        response.setdefault("headers", {})["API-Version"] = _VERSION_HEADER
    operation["responses"] = dict(sorted(responses.items()))


def _operation(question: Question) -> dict[str, Any]:
    name = question.name.replace("-", "_")
    drawn = question.chart in ("bar", "line", "network")
    return {
        "summary": question.title.nl,
        "description": question.question.nl,
        "operationId": f"ask_{name}",
        "tags": ["vragen"],
        "parameters": [
            {
                "name": parameter.name,
                "in": "query",
                "required": False,
                "description": parameter.label.nl,
                "schema": {"type": _TYPES[parameter.type]},
                "example": parameter.example,
            }
            for parameter in question.parameters
        ]
        + [
            {
                "name": "lang",
                "in": "query",
                "required": False,
                "description": "Taal van namen en toelichting.",
                "schema": {"type": "string", "enum": ["nl", "en"]},
            },
            {
                "name": "edition",
                "in": "query",
                "required": False,
                "description": "Nummer van de editie.",
                "schema": {"type": "integer"},
            },
        ],
        "responses": {
            "200": {
                "description": "Het antwoord",
                "content": {
                    "application/json": {"schema": _answer_schema(question)},
                    "text/csv": {"schema": {"type": "string"}},
                    _XLSX: {"schema": {"type": "string", "format": "binary"}},
                    **(
                        {form: {"schema": {"type": "string"}} for form in _DRAWINGS}
                        if drawn
                        else {}
                    ),
                },
            },
            "404": {"description": "Deze editie is hier niet"},
            "406": {"description": _SAID["406"]},
        },
    }


def _answer_schema(question: Question) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for column in question.columns:
        kinds = ["number", "null"] if column.type == "number" else ["string", "null"]
        if column.type == "sources":
            cells[column.name] = {"type": "array", "items": {"type": "string", "format": "iri"}}
            continue
        cells[column.name] = {"type": kinds, "description": column.label.nl}
        if column.name.endswith("datum"):
            cells[column.name]["format"] = "date"
        if column.type == "iri":
            cells[f"{column.name}_label"] = {"type": ["string", "null"]}
    return {
        "type": "object",
        "required": ["name", "parameters", "edition", "coverage", "sources", "columns", "rows"],
        "properties": {
            "name": {"type": "string"},
            "parameters": {"type": "object"},
            "edition": {"type": "integer"},
            "coverage": {
                "type": "object",
                "properties": {
                    "n": {"type": ["integer", "null"]},
                    "of": {"type": ["integer", "null"]},
                    "note": {"type": "string"},
                },
            },
            "sources": {"type": "array", "items": {"type": "object"}},
            "columns": {"type": "array", "items": {"type": "string"}},
            "rows": {"type": "array", "items": {"type": "object", "properties": cells}},
        },
    }

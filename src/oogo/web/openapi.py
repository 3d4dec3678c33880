"""What the API is, in OpenAPI 3.1, by the Dutch API Design Rules: its routes and each question.

What holds for every operation is said in one place: the version header, and the form of errors.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Query
from fastapi.openapi.utils import get_openapi

from oogo import __version__
from oogo.addresses import BASE
from oogo.library import Question, load
from oogo.web.frame import API_VERSION
from oogo.web.schemas import thing_schemas

__all__ = ["IN_WORDS", "LOCATION", "PAGED", "REPORT", "describe_api", "file_of"]

_PREFIX = "/api/v1"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWINGS = ("image/svg+xml", "image/png")
_PROBLEM = "application/problem+json"
_TYPES = {"iri": "string", "string": "string", "integer": "integer", "date": "string"}
_LANGUAGE: dict[str, Any] = {
    "name": "lang",
    "in": "query",
    "description": "Taal van namen en toelichting.",
    "schema": {"type": "string", "enum": ["nl", "en"]},
}
_EDITION: dict[str, Any] = {
    "name": "edition",
    "in": "query",
    "required": False,
    "description": "Nummer van de editie.",
    "schema": {"type": "integer"},
}
_TEXT = {"schema": {"type": "string"}}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
PAGED: dict[int | str, dict[str, Any]] = {
    200: {
        "headers": {
            "Link": {
                "description": "Eerste, vorige, volgende en laatste bladzijde (RFC 8288).",
                "required": True,
                "schema": {"type": "string"},
            },
        }
    }
}
"""What a list of many pages says beside its answer."""
LOCATION: dict[str, Any] = {
    "headers": {
        "Location": {
            "description": "Waar staat wat gemaakt is.",
            "required": True,
            "schema": {"type": "string", "format": "uri-reference"},
        }
    }
}
"""What an operation says that made something."""
REPORT: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/turtle": _TEXT,
            "text/html": _TEXT,
            "text/csv": _TEXT,
            _XLSX: _BINARY,
            "application/vnd.ms-excel.sheet.macroEnabled.12": _BINARY,
            "application/vnd.oasis.opendocument.spreadsheet": _BINARY,
        }
    }
}
"""The other formats of a report; a workbook comes back as the kind that was sent."""
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
    "required": True,
    "schema": {"type": "string", "examples": [API_VERSION]},
}
_RETRY = {
    "description": "Na hoeveel seconden het weer kan.",
    "required": True,
    "schema": {"type": "integer", "minimum": 0},
}
_PROBLEM_HEADERS = {
    "401": {
        "WWW-Authenticate": {
            "description": "Hoe u een sleutel meegeeft.",
            "required": True,
            "schema": {"type": "string", "examples": ['Bearer realm="oogo"']},
        }
    },
    "429": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}},
    "503": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}},
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
        "instance": {"type": "string", "description": "Het pad dat gevraagd is."},
    },
    "additionalProperties": False,
    "examples": [
        {
            "type": "about:blank",
            "title": "Niet te lezen",
            "status": 400,
            "detail": "‘gisteren’ is geen datum",
            "place": "peildatum",
            "remedy": "Schrijf jjjj-mm-dd, bijvoorbeeld 2022-03-01.",
            "instance": "/api/v1/duties",
        }
    ],
}


async def _spoken(
    _lang: Annotated[
        Literal["nl", "en"], Query(alias="lang", description=_LANGUAGE["description"])
    ] = "nl",
) -> None:
    """The language in the address is one of ours; :func:`language_of` says which."""


IN_WORDS = [Depends(_spoken)]
"""What every operation depends on whose answer is in words."""


_SOURCE_SCHEMA = {
    "type": "object",
    "description": "Een plaats waar een rij op rust.",
    "required": ["iri", "document", "title", "table", "table_title", "line", "link"],
    "properties": {
        "iri": {"type": "string", "format": "iri"},
        "document": {"type": "string", "format": "iri"},
        "title": {"type": "string"},
        "table": {"type": ["string", "null"]},
        "table_title": {"type": ["string", "null"]},
        "line": {"type": ["integer", "null"], "description": "Regel in de bron."},
        "link": {"type": ["string", "null"]},
    },
    "additionalProperties": False,
}


def file_of(media_type: str) -> dict[int | str, dict[str, Any]]:
    """The answer of an operation that gives a file."""
    return {200: {"description": "Het bestand", "content": {media_type: _BINARY}}}


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
        _describe_things(schema)
        schemas["AnswerSource"] = _SOURCE_SCHEMA
        schemas["AnswerCoverage"] = _COVERAGE_SCHEMA
        schema["components"] |= {
            "headers": {"API-Version": _VERSION_HEADER, "Retry-After": _RETRY},
            "parameters": {"lang": _LANGUAGE, "edition": _EDITION},
        }
        refusals: dict[str, dict[str, Any]] = schema["components"].setdefault("responses", {})
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _complete(method, operation)
                _share_refusals(operation, refusals)
        schema["info"] |= {"contact": _CONTACT, "x-software-version": __version__}
        app.openapi_schema = schema
    return app.openapi_schema


def _describe_things(schema: dict[str, Any]) -> None:
    """One thing is described kind by kind; its field ``type`` says which description holds."""
    schemas = schema["components"]["schemas"]
    made, shared = thing_schemas(schemas.pop("ThingAnswer"))
    schemas |= made | shared
    answer = schema["paths"]["/lists/{type}/{key}"]["get"]["responses"]["200"]
    place = "#/components/schemas/"
    answer["content"]["application/json"]["schema"] = {
        "oneOf": [{"$ref": place + name} for name in made],
        "discriminator": {
            "propertyName": "type",
            "mapping": {
                said["properties"]["type"]["const"]: place + name
                for name, said in made.items()
                if "const" in said["properties"]["type"]
            },
        },
    }


def _named(path: str, operations: dict[str, Any]) -> str:
    """The path with one parameter for a whole segment: a name with its suffix is a file."""
    match = _FILE.search(path)
    if match is None:
        return path
    for operation in operations.values():
        for parameter in operation.get("parameters", ()):
            if parameter.get("name") == match[1]:
                parameter["name"] = "file"
                parameter["description"] = f"Naam met .{match[2]} erachter."
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
    if any(parameter.get("in") == "path" for parameter in parameters):
        wanted.append("404")
    for status in wanted:
        responses.setdefault(status, {"description": _SAID[status]})
    for status, response in responses.items():
        if status.startswith(("4", "5")):
            reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
            response["content"] = {_PROBLEM: reference}
            response.setdefault("headers", {}).update(_PROBLEM_HEADERS.get(status, {}))
        response.setdefault("headers", {})["API-Version"] = {
            "$ref": "#/components/headers/API-Version"
        }
    operation["responses"] = dict(sorted(responses.items()))


def _share_refusals(operation: dict[str, Any], refusals: dict[str, dict[str, Any]]) -> None:
    """Describe a refusal that many operations have in one place."""
    for status, response in operation["responses"].items():
        if not status.startswith(("4", "5")):
            continue
        name, number = f"Problem{status}", 1
        while refusals.setdefault(name, response) != response:
            number += 1
            name = f"Problem{status}.{number}"
        operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}


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
        + [{"$ref": f"#/components/parameters/{name}"} for name in ("lang", "edition")],
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
    properties: dict[str, Any] = {
        "name": {"type": "string", "const": question.name},
        "title": {"type": "string"},
        "question": {"type": "string"},
        "parameters": _closed({each.name: _TEXT["schema"] for each in question.parameters}),
        "examples_used": {
            "type": "boolean",
            "description": "Of met de voorbeelden is geantwoord, omdat er niets gevraagd was.",
        },
        "edition": {"type": "integer", "description": "Nummer van de editie.", "minimum": 1},
        "coverage": {"$ref": "#/components/schemas/AnswerCoverage"},
        "rests_on": {"type": "string", "description": "Waar het antwoord op rust, in woorden."},
        "sources": {"type": "array", "items": {"$ref": "#/components/schemas/AnswerSource"}},
        "columns": {"type": "array", "items": {"type": "string", "enum": list(cells)}},
        "rows": {"type": "array", "items": _closed(cells)},
    }
    return _closed(properties)


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has these properties, all of them and no others."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


_COVERAGE_SCHEMA = _closed(
    {
        "n": {"type": ["integer", "null"]},
        "of": {"type": ["integer", "null"]},
        "note": {"type": "string", "description": "Hoe volledig het antwoord is."},
    }
)

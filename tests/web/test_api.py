"""The API: what a program reads."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient

from oogo.library import load
from tests.web.pages import HTML

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_list_of_questions(site: TestClient) -> None:
    found = site.get("/api/v1/questions").json()["questions"]
    assert {each["name"] for each in found} == set(load())
    for each in found:
        assert {"name", "title", "question", "parameters", "links"} <= set(each)
        for parameter in each["parameters"]:
            assert {"name", "type", "example"} <= set(parameter)


@pytest.mark.parametrize("name", sorted(load()))
def test_answer(site: TestClient, name: str) -> None:
    answer = site.get(f"/api/v1/questions/{name}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["api-version"] == "1.0.0"
    assert answer.headers["x-oogo-edition"] == "1"
    data = answer.json()
    fields = {"name", "parameters", "edition", "coverage", "sources", "columns", "rows"}
    assert fields <= set(data)
    assert set(data["coverage"]) == {"n", "of", "note"}
    assert data["examples_used"] is bool(load()[name].parameters)
    assert all(list(row) == data["columns"] for row in data["rows"])
    for source in data["sources"]:
        assert source["document"].startswith("https://w3id.org/oogo/")


def test_things_in_the_description_exist(site: TestClient) -> None:
    """An example that a program copies leads to something."""
    text = json.dumps(site.get("/api/v1/openapi.json").json(), ensure_ascii=False)
    named = set(re.findall(r"https://w3id\.org/oogo/[\w/.-]*[\w]", text))
    assert len(named) > 20
    for iri in sorted(named):
        assert site.get("/doc", params={"iri": iri}, headers=HTML).status_code == 200, iri


def test_examples_of_the_front_matter_are_accepted(site: TestClient) -> None:
    for question in load().values():
        given = {parameter.name: parameter.example for parameter in question.parameters}
        answer = site.get(f"/api/v1/questions/{question.name}", params=given).json()
        assert answer["examples_used"] is False
        assert answer["parameters"] == given


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("agendapunten-per-thema", None, "application/json"),
        ("agendapunten-per-thema", "text/csv", "text/csv; charset=utf-8"),
        ("agendapunten-per-thema", XLSX, XLSX),
        ("agendapunten-per-thema", "text/csv;q=0.5, application/json", "application/json"),
        ("agendapunten-per-thema.csv", "application/json", "text/csv; charset=utf-8"),
        ("agendapunten-per-thema.json", "text/csv", "application/json"),
        ("agendapunten-per-thema.xlsx", None, XLSX),
    ],
)
def test_formats(site: TestClient, path: str, accept: str | None, kind: str) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = site.get(f"/api/v1/questions/{path}", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind


def test_csv_and_workbook_say_the_same(site: TestClient) -> None:
    table = list(
        csv.reader(io.StringIO(site.get("/api/v1/questions/agendapunten-per-thema.csv").text))
    )
    book = openpyxl.load_workbook(
        io.BytesIO(site.get("/api/v1/questions/agendapunten-per-thema.xlsx").content)
    )
    sheet = [
        ["" if value is None else str(value) for value in row]
        for row in book["antwoord"].iter_rows(values_only=True)
    ]
    assert sheet == table


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/api/v1/questions/bestaat-niet", {}, 404),
        ("/api/v1/questions/afspraken-per-sector?naam=x", {}, 400),
        ("/api/v1/questions/afspraken-per-sector?onderwerp=geen iri", {}, 400),
        ("/api/v1/questions/afspraken-per-sector?onderwerp=a&onderwerp=b", {}, 400),
        ("/api/v1/questions/afspraken-per-sector?edition=99", {}, 404),
        ("/api/v1/questions/afspraken-per-sector", {"Accept": "image/gif"}, 406),
        ("/api/v1/questions/", {}, 404),
        ("/api/v1/duties/XX-99", {}, 404),
        ("/api/v1/rules/XX-99", {}, 404),
        ("/api/v1/bestaat-niet", {"Accept": "text/html"}, 404),
    ],
)
def test_errors_have_one_shape(
    site: TestClient, path: str, headers: dict[str, str], status: int
) -> None:
    answer = site.get(path, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "place", "remedy", "instance"}
    assert problem["status"] == status
    english = site.get(path, headers={**headers, "Accept-Language": "en"}).json()
    assert english["detail"] != problem["detail"]


def test_method_that_does_not_work_here(site: TestClient) -> None:
    answer = site.post("/api/v1/questions")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_english_answer(site: TestClient) -> None:
    data = site.get(
        "/api/v1/questions/afspraken-per-sector", headers={"Accept-Language": "en"}
    ).json()
    assert data["rows"][0]["sector_label"] == "primary education"
    assert data["coverage"]["note"].startswith("154 of 388")


def test_duties(site: TestClient) -> None:
    """Row PO-09 of law/requirements.csv."""
    found = site.get("/api/v1/duties").json()["duties"]
    assert len(found) == 139
    duty = site.get("/api/v1/duties/PO-09").json()
    assert duty == next(each for each in found if each["id"] == "PO-09")
    assert duty["article_now"] == "WPO art. 18a lid 9"
    assert duty["in_force"]["from_earliest"] == "2013-07-05"
    assert duty["in_force"]["from_latest"] == "2014-01-06"
    bearer = duty["bearers"][0]["iri"]
    chosen = site.get("/api/v1/duties", params={"bearer": bearer}).json()["duties"]
    assert 0 < len(chosen) < 139
    assert all(bearer in [each["iri"] for each in duty["bearers"]] for duty in chosen)


def test_duties_on_a_day(site: TestClient) -> None:
    """Rows PO-22 (ended between 2022-01-02 and 2022-04-01) and GM-05 (ended 2014-11-01)."""

    def holds(day: str) -> dict[str, str]:
        found = site.get("/api/v1/duties", params={"peildatum": day}).json()["duties"]
        return {duty["id"]: duty["holds"] for duty in found}

    assert holds("2021-12-31")["PO-22"] == "yes"
    assert holds("2022-03-01")["PO-22"] == "uncertain"
    assert "PO-22" not in holds("2022-04-01")
    assert holds("2022-03-01")["GP-01"] == "unknown"
    assert "GM-05" not in holds("2022-03-01")
    page = site.get("/duties?peildatum=2022-03-01", headers={"Accept": "text/html"}).text
    assert "PO-22" in page
    assert "op deze dag onzeker" in page
    assert "GM-05" not in page
    refused = site.get("/api/v1/duties", params={"peildatum": "1 maart"})
    assert refused.status_code == 400
    assert refused.json()["place"] == "peildatum"


def test_rules_rest_on_duties(site: TestClient) -> None:
    found = site.get("/api/v1/rules").json()["rules"]
    codes = {duty["id"] for duty in site.get("/api/v1/duties").json()["duties"]}
    assert {rule["code"].partition("-")[0] for rule in found} >= {"KW", "PG", "PO"}
    for rule in found:
        # Rules of our own and agreed practice may rest on no article.
        assert rule["duties"] or rule["code"].startswith(("GP-", "KW-", "PG-"))
        assert {duty["iri"].rpartition("/")[2] for duty in rule["duties"]} <= codes
        assert rule["message"]
    for rule in found[::9]:
        assert rule.items() <= site.get(f"/api/v1/rules/{rule['code']}").json().items()


def followed(part: Any, document: dict[str, Any]) -> Any:
    """A part of OpenAPI in which each reference, except to a schema, stands as what it names."""
    if isinstance(part, list):
        return [followed(each, document) for each in part]
    if not isinstance(part, dict):
        return part
    place = part.get("$ref", "")
    if place and "/schemas/" not in place:
        kind, name = place.removeprefix("#/components/").split("/")
        return followed(document["components"][kind][name], document)
    return {name: followed(value, document) for name, value in part.items()}


def described(site: TestClient) -> dict[str, Any]:
    document: dict[str, Any] = site.get("/api/v1/openapi.json").json()
    return {**document, "paths": followed(document["paths"], document)}


def test_openapi_says_once_what_many_operations_have(site: TestClient) -> None:
    """No refusal, header or field of a kind is written out where it could be named."""
    document = site.get("/api/v1/openapi.json").json()
    for path, method, operation in _operations(document):
        for status, response in operation["responses"].items():
            assert (set(response) == {"$ref"}) == status.startswith(("4", "5")), (path, method)
    page = site.get("/api/v1/docs", headers=HTML)
    assert page.text.count("Nummer van de editie.") >= 60  # each question has it
    kinds = [
        fields["properties"]
        for name, fields in document["components"]["schemas"].items()
        if name.endswith("Thing")
    ]
    assert len(kinds) > 90
    told = [
        json.dumps(field)
        for kind in kinds
        for part in ("values", "relations")
        for field in kind[part].get("properties", {}).values()
        if "$ref" not in field
    ]
    assert len(told) == len(set(told))


def test_openapi_describes_each_question(site: TestClient) -> None:
    schema = described(site)
    assert schema["openapi"].startswith("3.1")
    for question in load().values():
        operation = schema["paths"][f"/questions/{question.name}"]["get"]
        names = [parameter["name"] for parameter in operation["parameters"]]
        assert names == [*(each.name for each in question.parameters), "lang", "edition"]
    assert "/validations" in schema["paths"]
    assert not any(path.endswith("/") for path in schema["paths"])
    assert "422" not in str(schema["paths"])


def _operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    ]


def test_openapi_says_of_every_answer_what_is_in_it(site: TestClient) -> None:
    """No answer is just anything: JSON has named fields, each with a type, and no others."""
    schema = described(site)
    schemas = schema["components"]["schemas"]
    for path, method, operation in _operations(schema):
        for status, response in operation["responses"].items():
            for form, content in response.get("content", {}).items():
                assert content["schema"], (path, method, status, form)
                if not form.endswith("json"):
                    continue
                for each in content["schema"].get("oneOf", [content["schema"]]):
                    fields = schemas.get(each.get("$ref", "").rpartition("/")[2], each)
                    assert fields["type"] == "object", (path, method, status)
                    assert fields["required"], (path, method, status)
                    assert fields["additionalProperties"] is False, (path, method)
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (path, parameter["name"])
    for name, fields in schemas.items():
        if fields.get("type") == "object" and "properties" not in fields:
            # Names that are not known before: what stands under each is described.
            assert {"type", "$ref"} & set(fields["additionalProperties"]), name
        elif fields.get("type") == "object":
            assert fields["additionalProperties"] is False, name
            assert all(value for value in fields["properties"].values()), name


def test_openapi_follows_the_dutch_api_design_rules(site: TestClient) -> None:
    """The error rules of standards/nlgov-adr/media/linter.yaml, without Node."""
    schema = described(site)
    assert re.fullmatch(r"\d+\.\d+\.\d+", schema["info"]["version"])
    assert {"name", "url", "email"} <= set(schema["info"]["contact"])
    assert all(re.search(r"/v\d", server["url"]) for server in schema["servers"])
    ids = [operation["operationId"] for _, _, operation in _operations(schema)]
    assert len(ids) == len(set(ids))
    segment = r"/([a-z0-9\-\.]+|\{[^}]+\})"
    for path, method, operation in _operations(schema):
        assert re.fullmatch(rf"({segment})+", path), path
        parameters = operation.get("parameters", [])
        for parameter in parameters:
            if parameter["in"] == "query":
                assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", parameter["name"]), path
        inside = {each["name"] for each in parameters if each["in"] == "path"}
        assert inside == set(re.findall(r"\{(\w+)\}", path)), path
        assert method in ("get", "post", "put", "delete", "patch")
        if parameters or method in ("post", "put", "patch"):
            assert "400" in operation["responses"], path
        for status, response in operation["responses"].items():
            if status.startswith(("4", "5")):
                assert set(response["content"]) == {"application/problem+json"}
            else:
                assert "API-Version" in response["headers"], (path, status)
    members = schema["components"]["schemas"]["Problem"]["properties"]
    assert {"status", "title", "detail"} <= set(members)


def test_openapi_passes_the_linter_of_the_standard(
    site: TestClient, shared: Path, tmp_path: Path
) -> None:
    spectral = shutil.which("spectral")
    if spectral is None:
        pytest.skip("spectral (npm @stoplight/spectral-cli) is not on this machine")
    document = tmp_path / "openapi.json"
    document.write_text(site.get("/api/v1/openapi.json").text, encoding="utf-8")
    rules = tmp_path / "linter.yaml"
    shutil.copy(shared / "standards" / "nlgov-adr" / "media" / "linter.yaml", rules)
    done = subprocess.run(
        [spectral, "lint", "-r", str(rules), str(document)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("day", ["20170101", "2017-W01-1", "2017-13-01", "gisteren"])
def test_a_day_is_written_in_one_way(site: TestClient, day: str) -> None:
    answer = site.post(
        f"/api/v1/validations?peildatum={day}",
        content=b"",
        headers={"Content-Type": "text/turtle"},
    )
    assert answer.status_code == 400
    assert answer.json()["place"] == "peildatum"

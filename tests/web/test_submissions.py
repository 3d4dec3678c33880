"""Deliver, mend, publish, resubmit, withdraw: each promise, and whoever tries to break it."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from oogo.cli import main
from oogo.content import folder
from oogo.intake import LIMIT
from oogo.keys import Keys
from oogo.publication import verify
from oogo.web import create_app
from oogo.web.reports import XLSX
from tests.web.pages import HTML, Page
from tests.workbook import filling

ADDRESS = "/api/v1/submissions"
GOOD = folder("examples") / "goed-ondersteuningsplan.ttl"
BAD = folder("examples") / "fout-zonder-oogo.ttl"
TOMORROW = date.today() + timedelta(days=1)
PROVENANCE = """SELECT ?status ?sender ?role ?publication ?agent ?old WHERE {
  GRAPH <https://w3id.org/oogo/graph/herkomst> {
    ?graph <http://purl.org/dc/terms/identifier> ?id ;
      <https://w3id.org/oogo/def/graafstatus> ?status ;
      <https://w3id.org/oogo/def/invoerder> ?sender ;
      <http://www.w3.org/ns/prov#qualifiedAttribution>/<http://www.w3.org/ns/prov#hadRole> ?role ;
      <http://www.w3.org/ns/prov#wasGeneratedBy> ?publication .
    ?publication <http://www.w3.org/ns/prov#wasAssociatedWith> ?agent .
    OPTIONAL { ?graph <https://w3id.org/oogo/def/vervangtAanlevering> ?old }
    FILTER (?id = "%s")
  }
}"""


@pytest.fixture(scope="module")
def data_dir(edition_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("aanleveren") / "data"
    shutil.copytree(edition_dir, copy, symlinks=True)
    return copy


@pytest.fixture(scope="module")
def keys(data_dir: Path) -> dict[str, dict[str, str]]:
    """A header for each kind of visitor."""
    wanted = {
        "swv": ("PO2604", "aanleveraar"),
        "gemeente": ("0632", "aanleveraar"),
        "lezer": ("PO2604", "lezer"),
        "beoordelaar": ("https://w3id.org/oogo/id/organisatie/inspectie", "beoordelaar"),
    }
    made = Keys(data_dir)
    return {
        name: {"Authorization": f"Bearer {made.add(organisation, role, TOMORROW)[1]}"}
        for name, (organisation, role) in wanted.items()
    }


@pytest.fixture(scope="module")
def desk(data_dir: Path, keys: dict[str, dict[str, str]]) -> Iterator[TestClient]:
    with TestClient(create_app(data_dir, workers=1), follow_redirects=False) as client:
        yield client


def deliver(
    desk: TestClient, key: dict[str, str], data: bytes, name: str, **said: str
) -> dict[str, Any]:
    answer = desk.post(ADDRESS, files={"file": (name, data)}, data=said, headers=key)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"{ADDRESS}/{found['id']}"
    return found


def agreements(*topics: str) -> bytes:
    """A workbook with an agreement for each topic."""
    rows = [
        [f"a-{topic}", "afspraak", topic.capitalize(), topic, "PO2604; 0632"] for topic in topics
    ]
    head = ["Kenmerk", "Soort", "Afspraak", "Onderwerp", "Partijen"]
    return filling.xlsx({"Afzender": [["Organisatie"], ["PO2604"]], "Afspraken": [head, *rows]})


def test_from_delivery_to_publication(desk: TestClient, keys: dict[str, dict[str, str]]) -> None:
    found = deliver(desk, keys["swv"], GOOD.read_bytes(), "plan.ttl")
    assert found["state"] == "ingediend"
    assert found["licence"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert found["report"]["accepted"] is True
    address = f"{ADDRESS}/{found['id']}"
    assert desk.get(address).status_code == 401
    assert desk.get(f"{address}/original").status_code == 401
    assert desk.get(address, headers=keys["swv"]).json()["state"] == "ingediend"
    answer = desk.post(f"{address}/publication", headers=keys["swv"])
    assert answer.status_code == 201, answer.text
    assert answer.json()["state"] == "gepubliceerd"
    assert desk.get(address).json()["state"] == "gepubliceerd"
    assert desk.get(f"{address}/original").content == GOOD.read_bytes()
    again = desk.post(f"{address}/publication", headers=keys["swv"])
    assert again.status_code == 409
    rows = desk.get("/sparql", params={"query": PROVENANCE % found["id"]}).json()["results"]
    (row,) = rows["bindings"]
    assert row["sender"]["value"] == row["agent"]["value"]
    assert row["sender"]["value"].endswith("/PO2604")
    assert row["role"]["value"].endswith("/sleutelrol/aanleveraar")
    assert row["status"]["value"].endswith("/actueel")


def test_the_report_in_every_format(desk: TestClient, keys: dict[str, dict[str, str]]) -> None:
    data = filling.xlsx(filling.MEETINGS)
    found = deliver(desk, keys["swv"], data, "overleg.xlsx")
    assert found["state"] == "concept"
    address = f"{ADDRESS}/{found['id']}/report"
    kinds = {
        "json": "application/json",
        "ttl": "text/turtle; charset=utf-8",
        "html": "text/html; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "xlsx": XLSX,
    }
    for suffix, kind in kinds.items():
        if suffix != "xlsx":
            answer = desk.get(f"{address}.{suffix}", headers=keys["swv"])
            assert answer.headers["content-type"] == kind
            accept = {"Accept": kind.partition(";")[0], **keys["swv"]}
            assert desk.get(address, headers=accept).headers["content-type"] == kind
    report = desk.get(address, headers=keys["swv"]).json()
    finding = report["findings"][0]
    assert (finding["file"], finding["sheet"]) == ("overleg.xlsx", "Overleggen")
    assert finding["actor"]["nl"]
    own = desk.get(f"{address}.xlsx", headers=keys["swv"])
    assert own.headers["content-type"] == kinds["xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(own.content))
    comment = book[finding["sheet"]][finding["cell"]].comment
    assert comment is not None
    assert finding["rule"] in comment.text
    assert finding["rule"] in desk.get(f"{address}.csv", headers=keys["swv"]).text
    turtle = desk.get(f"{address}.ttl", headers=keys["swv"]).content
    assert any(q.predicate.value.endswith("#result") for q in parse(turtle, RdfFormat.TURTLE))
    assert desk.get(f"{address}.pdf", headers=keys["swv"]).status_code == 404


def test_violations_block(desk: TestClient, keys: dict[str, dict[str, str]]) -> None:
    found = deliver(desk, keys["swv"], BAD.read_bytes(), "fout.ttl")
    assert found["state"] == "concept"
    answer = desk.post(f"{ADDRESS}/{found['id']}/publication", headers=keys["swv"])
    assert answer.status_code == 409
    assert "1 overtreding" in answer.json()["detail"]


def test_waivers_are_granted_and_ended_on_their_page(
    desk: TestClient, keys: dict[str, dict[str, str]]
) -> None:
    def secret(name: str) -> str:
        return keys[name]["Authorization"].removeprefix("Bearer ")

    asked = {
        "rule": "PO-14b",
        "organisation": "VO2604",
        "ground": "De inspectie gaf uitstel.",
        "document": "https://www.example.org/uitstel",
        "until": (TOMORROW + timedelta(days=30)).isoformat(),
        "key": secret("beoordelaar"),
    }
    for wrong, status in (
        ({"key": secret("swv")}, 403),
        ({"key": ""}, 401),
        ({"rule": "PO-99z"}, 400),
        ({"rule": "PG-01"}, 400),
        ({"ground": "ziekte van leerling met bsn 111222333"}, 400),
        ({"until": "2020-01-01"}, 400),
        ({"document": " "}, 400),
    ):
        answer = desk.post("/waivers", data={**asked, **wrong}, headers=HTML)
        assert answer.status_code == status, wrong
        assert "111222333" not in answer.text
    before = Page(desk.get("/waivers", headers=HTML).text)
    assert "PO-14b" not in before.text.partition("Ontheffing verlenen")[0]
    page = Page(desk.post("/waivers", data=asked, headers=HTML).text)
    assert page.faults == []
    for words in ("1 ontheffing geldt nu", "1 × PO-14b", "De inspectie gaf uitstel.", "loopt tot"):
        assert words in page.text
    assert "https://www.example.org/uitstel" in page.attributes("a", "href")
    assert "Nu heeft 1 organisatie ontheffing." in Page(desk.get("/rules/PO-14b").text).text
    (number,) = page.attributes("button", "value")
    ending = {"end": number, "key": secret("beoordelaar")}
    assert desk.post("/waivers", data={**ending, "key": secret("swv")}).status_code == 403
    ended = Page(desk.post("/waivers", data=ending, headers=HTML).text)
    assert "0 ontheffingen gelden nu" in ended.text
    assert "De inspectie gaf uitstel." in ended.text.partition("afgelopen")[2]


def test_a_waiver_lets_it_pass_until_it_ends(
    desk: TestClient, keys: dict[str, dict[str, str]]
) -> None:
    found = deliver(desk, keys["swv"], BAD.read_bytes(), "fout.ttl", supersedes="none")
    (rule,) = {f["rule"] for f in found["report"]["findings"] if f["severity"] == "violation"}
    asked = {
        "rule": rule,
        "organisation": "PO2604",
        "ground": "overmacht",
        "document": "https://www.example.org/besluit",
        "until": TOMORROW.isoformat(),
    }
    assert desk.post("/api/v1/waivers", json=asked).status_code == 401
    assert desk.post("/api/v1/waivers", json=asked, headers=keys["swv"]).status_code == 403
    granted = desk.post("/api/v1/waivers", json=asked, headers=keys["beoordelaar"])
    assert granted.status_code == 201, granted.text
    report = deliver(desk, keys["swv"], BAD.read_bytes(), "fout.ttl")["report"]
    assert (report["counts"]["violation"], report["counts"]["waived"]) == (0, 1)
    assert report["accepted"] is True
    waiver = granted.json()["id"]
    ended = desk.delete(f"/api/v1/waivers/{waiver}", headers=keys["beoordelaar"])
    assert ended.json()["until"] == date.today().isoformat()
    report = deliver(desk, keys["swv"], BAD.read_bytes(), "fout.ttl")["report"]
    assert (report["counts"]["violation"], report["counts"]["waived"]) == (1, 0)
    listed = desk.get("/api/v1/waivers").json()["waivers"]
    assert waiver in [each["id"] for each in listed]


def test_the_command_fills_the_template_with_what_was_published_last(
    desk: TestClient, keys: dict[str, dict[str, str]], data_dir: Path, tmp_path: Path
) -> None:
    found = deliver(desk, keys["gemeente"], filling.xlsx(filling.YOUTH), "jeugdplan.xlsx")
    assert found["state"] == "concept"  # what is not published fills nothing
    own = [["Organisatie", "Licentie"], ["0632", "CC BY 4.0 (naam noemen)"]]
    provision = {**filling.PROVISION, "Afzender": own}
    found = deliver(desk, keys["gemeente"], filling.xlsx(provision), "aanbod.xlsx")
    published = desk.post(f"{ADDRESS}/{found['id']}/publication", headers=keys["gemeente"])
    assert published.status_code == 201
    licences = {"aanbod": "CC BY 4.0 (naam noemen)", "jeugdplan": None}
    for type_, expected in (("aanbod", ["r1"]), ("jeugdplan", [])):
        place = tmp_path / f"{type_}.xlsx"
        told = ["template", type_, "-o", str(place), "--organisation", "0632"]
        assert main([*told, "--data-dir", str(data_dir)]) == 0
        workbook = openpyxl.load_workbook(place)
        assert workbook["Afzender"]["A2"].value == "0632"
        # The licence stays what it was: left out it would become CC0.
        assert workbook["Afzender"]["B2"].value == licences[type_]
        sheet = workbook[{"aanbod": "Arrangementen", "jeugdplan": "Jeugdplannen"}[type_]]
        assert [row[0].value for row in sheet.iter_rows(min_row=2)] == expected


def test_resubmission_tells_what_changes(desk: TestClient, keys: dict[str, dict[str, str]]) -> None:
    first = deliver(
        desk, keys["swv"], agreements("leerlingenvervoer", "crisisvoorziening"), "1.xlsx"
    )
    published = desk.post(f"{ADDRESS}/{first['id']}/publication", headers=keys["swv"])
    assert published.status_code == 201, published.text
    second = deliver(desk, keys["swv"], agreements("crisisvoorziening"), "2.xlsx")
    assert second["supersedes"] == [first["id"]]
    assert second["differences"] == ["Afspraak ‘Leerlingenvervoer’ verdwenen."]
    english = {**keys["swv"], "Accept-Language": "en"}
    told = desk.get(f"{ADDRESS}/{second['id']}", headers=english).json()["differences"]
    assert told == ["Agreement ‘Leerlingenvervoer’ is gone."]
    assert desk.get(f"{ADDRESS}/{first['id']}").json()["state"] == "gepubliceerd"
    assert desk.post(f"{ADDRESS}/{second['id']}/publication", headers=keys["swv"]).is_success
    assert desk.get(f"{ADDRESS}/{first['id']}").json()["state"] == "vervangen"
    # The template now comes filled with what was published last.
    filled = desk.get("/api/v1/templates/afspraken.xlsx", headers=keys["swv"]).content
    texts = [
        cell
        for row in openpyxl.load_workbook(io.BytesIO(filled))["Afspraken"].values
        for cell in row
    ]
    assert "Crisisvoorziening" in texts
    assert "Leerlingenvervoer" not in texts
    # Taken back: gone for everybody, and the first one does not come back by itself.
    gone = desk.delete(f"{ADDRESS}/{second['id']}/publication", headers=keys["swv"])
    assert gone.json()["state"] == "ingetrokken"
    for part in ("", "/report", "/original"):
        answer = desk.get(f"{ADDRESS}/{second['id']}{part}", headers=keys["swv"])
        assert answer.status_code == 410
    third = deliver(desk, keys["swv"], agreements("crisisvoorziening"), "3.xlsx")
    assert desk.post(f"{ADDRESS}/{third['id']}/publication", headers=keys["swv"]).is_success
    answer = desk.get(f"{ADDRESS}/{second['id']}")
    assert answer.headers["link"] == f'<{ADDRESS}/{third["id"]}>; rel="successor-version"'


def test_what_is_told_in_two_templates_stays_in_both(
    desk: TestClient, keys: dict[str, dict[str, str]]
) -> None:
    def filled(type_: str, day: date) -> bytes:
        sheets: dict[str, list[list[filling.Value]]] = {
            "Afzender": filling.SENDER,
            "Overleggen": [["Kenmerk", "Soort", "Datum"], ["twee", "ambtelijk overleg", day]],
            "Deelnemers": [["Overleg", "Deelnemer", "Namens"], ["twee", "0632", "0632"]],
        }
        stamp: list[list[filling.Value]] = [["oogo-sjabloon", type_]]
        return filling.xlsx({"Toelichting": stamp, **sheets})

    plan = deliver(desk, keys["swv"], filled("ondersteuningsplan", date(2026, 3, 12)), "plan.xlsx")
    published = desk.post(f"{ADDRESS}/{plan['id']}/publication", headers=keys["swv"])
    assert published.status_code == 201, (published.text, plan["report"]["findings"])
    meetings = deliver(desk, keys["swv"], filled("overleg", date(2026, 3, 19)), "overleg.xlsx")
    assert (meetings["supersedes"], meetings["beside"]) == ([], [plan["id"]])
    assert meetings["differences_beside"] == [
        "Ambtelijk overleg van 19 maart 2026: datum: overleg.xlsx zegt 19 maart 2026,"
        " plan.xlsx zegt 12 maart 2026."
    ]


def test_two_senders_of_one_event(desk: TestClient, keys: dict[str, dict[str, str]]) -> None:
    def meeting(key: str, day: str, same: str = "") -> bytes:
        return f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://w3id.org/oogo/id/overleg/{key}> a oogo:AmbtelijkOverleg ; {same}
  dcterms:identifier "{key}" ;
  oogo:datum "{day}"^^xsd:date ;
  oogo:heeftDeelname <https://w3id.org/oogo/id/deelname/{key}-1> .
<https://w3id.org/oogo/id/deelname/{key}-1> a oogo:Deelname ;
  oogo:deelnemer <https://identifier.overheid.nl/tooi/id/gemeente/gm0632> ;
  oogo:namens <https://identifier.overheid.nl/tooi/id/gemeente/gm0632> .
""".encode()

    first = deliver(desk, keys["swv"], meeting("PO2604-x1", "2026-03-12"), "een.ttl")
    published = desk.post(f"{ADDRESS}/{first['id']}/publication", headers=keys["swv"])
    assert published.status_code == 201, (published.text, first["report"]["findings"])
    same = "oogo:zelfdeGebeurtenis <https://w3id.org/oogo/id/overleg/PO2604-x1> ;"
    second = deliver(desk, keys["gemeente"], meeting("gm0632-y1", "2026-03-19", same), "twee.ttl")
    assert second["supersedes"] == []
    (told,) = second["other_senders"]
    assert "Woerden zegt 19 maart 2026" in told
    assert "zegt 12 maart 2026" in told
    answer = desk.post(f"{ADDRESS}/{second['id']}/publication", headers=keys["gemeente"])
    assert answer.status_code == 201
    mine, theirs = "SWV Passenderwijs zegt 12 maart 2026", "Woerden zegt 19 maart 2026"
    for found, words in ((first, f"{mine}, {theirs}"), (second, f"{theirs}, {mine}")):
        kept = desk.get(f"{ADDRESS}/{found['id']}").json()
        assert kept["state"] == "gepubliceerd"
        assert kept["other_senders"] == [f"datum: {words}"]


def test_two_senders_of_one_agreement_in_workbooks(
    desk: TestClient, keys: dict[str, dict[str, str]]
) -> None:
    def agreement(sender: str, until: date, same: str | None) -> bytes:
        head: list[filling.Value] = ["Kenmerk", "Soort", "Afspraak", "Partijen", "Geldig vanaf"]
        row: list[filling.Value] = ["bus", "afspraak", "Vervoer", "PO2604; 0632", date(2026, 1, 1)]
        return filling.xlsx(
            {
                "Afzender": [["Organisatie"], [sender]],
                "Afspraken": [
                    [*head, "Geldig tot", "Zelfde afspraak als"],
                    [*row, until, same],
                ],
            }
        )

    first = deliver(desk, keys["swv"], agreement("PO2604", date(2028, 1, 1), None), "een.xlsx")
    published = desk.post(f"{ADDRESS}/{first['id']}/publication", headers=keys["swv"])
    assert published.status_code == 201, published.text
    same = "https://w3id.org/oogo/id/afspraak/PO2604-bus"
    second = deliver(desk, keys["gemeente"], agreement("0632", date(2030, 1, 1), same), "twee.xlsx")
    assert second["supersedes"] == []
    mine, theirs = "Woerden zegt 1 januari 2030", "SWV Passenderwijs zegt 1 januari 2028"
    assert second["other_senders"] == [f"geldig tot: {mine}, {theirs}"]


@pytest.mark.parametrize(
    "case",
    [
        ("POST", "", "geen", "401"),
        ("POST", "", "fout", "401"),
        ("POST", "", "lezer", "403"),
        ("POST", "", "beoordelaar", "403"),
        ("GET", "", "geen", "401"),
        ("GET", "/{id}", "geen", "401"),
        ("GET", "/{id}", "gemeente", "403"),
        ("GET", "/{id}/original", "gemeente", "403"),
        ("GET", "/{id}/original", "beoordelaar", "403"),
        ("GET", "/{id}/original", "lezer", "200"),
        ("GET", "/{id}/report", "beoordelaar", "200"),
        ("GET", "/{id}/report.xlsx", "beoordelaar", "403"),
        ("GET", "/{id}/report", "gemeente", "403"),
        ("GET", "/{id}", "lezer", "200"),
        ("GET", "/{id}", "beoordelaar", "200"),
        ("GET", "/{id}", "fout", "401"),
        ("POST", "/{id}/publication", "geen", "401"),
        ("POST", "/{id}/publication", "lezer", "403"),
        ("POST", "/{id}/publication", "gemeente", "403"),
        ("DELETE", "/{id}/publication", "gemeente", "403"),
        ("DELETE", "/{id}/publication", "swv", "409"),
        ("GET", "/01M80D5HWKVF82TKX9AE5W7TM8", "swv", "404"),
        ("GET", "/..%2F..%2Fkeys.json", "swv", "404"),
        ("POST", "/01M80D5HWKVF82TKX9AE5W7TM8/publication", "swv", "404"),
    ],
)
def test_whoever_may_not(
    desk: TestClient, keys: dict[str, dict[str, str]], waiting: str, case: tuple[str, ...]
) -> None:
    method, path, key, wanted = case
    status = int(wanted)
    wrong = {"Authorization": "Bearer oogo_" + "x" * 43}
    headers = {"geen": {}, "fout": wrong, **keys}[key]
    answer = desk.request(method, ADDRESS + path.format(id=waiting), headers=headers)
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.fixture(scope="module")
def waiting(desk: TestClient, keys: dict[str, dict[str, str]]) -> str:
    """A submission that is not published."""
    return str(deliver(desk, keys["swv"], GOOD.read_bytes(), "wacht.ttl")["id"])


def test_too_large(desk: TestClient, keys: dict[str, dict[str, str]]) -> None:
    headers = {**keys["swv"], "Content-Type": "text/turtle"}
    huge = {**headers, "Content-Length": str(LIMIT + 1)}
    assert desk.post(ADDRESS, content=b"x", headers=huge).status_code == 413


def test_without_licence_no_publication(desk: TestClient, keys: dict[str, dict[str, str]]) -> None:
    found = deliver(desk, keys["swv"], GOOD.read_bytes(), "plan.ttl", licence="", supersedes="none")
    assert found["licence"] is None
    answer = desk.post(f"{ADDRESS}/{found['id']}/publication", headers=keys["swv"])
    assert (answer.status_code, answer.json()["place"]) == (409, "licence")


def test_what_another_published_cannot_be_superseded(
    desk: TestClient, keys: dict[str, dict[str, str]], waiting: str
) -> None:
    answer = desk.post(
        ADDRESS,
        files={"file": ("x.ttl", GOOD.read_bytes())},
        data={"supersedes": waiting},
        headers=keys["gemeente"],
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("form", ["ttl", "xlsx", "zip"])
def test_personal_data_leave_no_trace(
    desk: TestClient,
    keys: dict[str, dict[str, str]],
    data_dir: Path,
    caplog: pytest.LogCaptureFixture,
    form: str,
) -> None:
    bsn = "111222333"  # passes the eleven test
    rows = [["Kenmerk", "Afspraak"], ["a1", f"Vervoer voor {bsn}"]]
    sheets: filling.Sheets = {"Afzender": filling.SENDER, "Afspraken": rows}
    data = {
        "ttl": f'<https://w3id.org/oogo/id/x/1> <http://schema.org/name> "{bsn}" .'.encode(),
        "xlsx": filling.xlsx(sheets),
        "zip": filling.csv_zip(sheets),
    }[form]
    before = set((data_dir / "submissions").iterdir())
    answer = desk.post(ADDRESS, files={"file": (f"bsn.{form}", data)}, headers=keys["swv"])
    assert answer.status_code == 200
    report = answer.json()["report"]
    assert answer.json()["id"] is None
    assert report["refused"] is True
    assert {finding["rule"] for finding in report["findings"]} == {"PG-01"}
    assert bsn not in answer.text
    assert set((data_dir / "submissions").iterdir()) == before
    for path in data_dir.rglob("*"):
        if path.is_file():
            assert bsn.encode() not in path.read_bytes(), path
    assert bsn not in caplog.text
    line = json.loads((data_dir / "refusals.jsonl").read_text().splitlines()[-1])
    assert set(line) == {"digest", "time", "findings"}


def test_of_four_who_publish_at_once_one_succeeds(
    desk: TestClient, keys: dict[str, dict[str, str]]
) -> None:
    found = deliver(desk, keys["swv"], GOOD.read_bytes(), "samen.ttl")
    address = f"{ADDRESS}/{found['id']}/publication"
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: desk.post(address, headers=keys["swv"]), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


def test_restart_between_the_steps(
    desk: TestClient, data_dir: Path, keys: dict[str, dict[str, str]]
) -> None:
    found = deliver(desk, keys["swv"], GOOD.read_bytes(), "herstart.ttl")
    address = f"{ADDRESS}/{found['id']}"
    (data_dir / "submissions" / "01M80D5HWKVF82TKX9AE5W7TM8.part").mkdir()
    with TestClient(create_app(data_dir, workers=1)) as second:
        assert second.get(address, headers=keys["swv"]).json()["state"] == "ingediend"
        assert second.post(f"{address}/publication", headers=keys["swv"]).status_code == 201
    with TestClient(create_app(data_dir, workers=1)) as third:
        assert third.get(address).json()["state"] == "gepubliceerd"
        assert third.post(f"{address}/publication", headers=keys["swv"]).status_code == 409
        assert third.delete(f"{address}/publication", headers=keys["swv"]).is_success
    assert desk.get(address).status_code == 410
    assert not list((data_dir / "submissions").glob("*.part"))
    assert verify(data_dir) == []


def test_limit_of_a_key(desk: TestClient, data_dir: Path) -> None:
    _, secret = Keys(data_dir).add("VO2601", "aanleveraar", TOMORROW, per_day=1)
    key = {"Authorization": f"Bearer {secret}"}
    deliver(desk, key, GOOD.read_bytes(), "een.ttl")
    answer = desk.post(ADDRESS, files={"file": ("twee.ttl", GOOD.read_bytes())}, headers=key)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


def test_own_submissions_only(
    desk: TestClient, keys: dict[str, dict[str, str]], waiting: str
) -> None:
    other = deliver(desk, keys["gemeente"], GOOD.read_bytes(), "ander.ttl")["id"]
    own = {each["id"] for each in desk.get(ADDRESS, headers=keys["swv"]).json()["submissions"]}
    found = desk.get(ADDRESS, headers=keys["gemeente"]).json()["submissions"]
    theirs = {each["id"] for each in found}
    assert waiting in own
    assert other in theirs
    assert not own & theirs


def test_templates(desk: TestClient) -> None:
    """The types of issue 4."""
    found = desk.get("/api/v1/templates").json()["templates"]
    assert {each["type"] for each in found} == {
        "organisaties-en-gebied",
        "overleg",
        "ondersteuningsplan",
        "jeugdplan",
        "samenwerkingsagenda",
        "afspraken",
        "aanbod",
        "bewijs",
    }
    for each in found:
        answer = desk.get(each["links"]["xlsx"])
        assert answer.headers["content-type"] == XLSX
        assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames
    assert desk.get("/api/v1/templates/bestaat-niet.xlsx").status_code == 404


def test_api_is_described(desk: TestClient) -> None:
    schema = desk.get("/api/v1/openapi.json").json()
    base = schema["servers"][0]["url"].rstrip("/")
    paths = {base + path: operations for path, operations in schema["paths"].items()}
    assert {"get", "post"} <= set(paths[ADDRESS])
    assert {"post", "delete"} <= set(paths[f"{ADDRESS}/{{id}}/publication"])
    for path in ("/{id}", "/{id}/report", "/{id}/original"):
        assert "get" in paths[ADDRESS + path]
    assert any(path.startswith("/api/v1/templates/{") for path in paths)
    assert "/api/v1/waivers" in paths
    assert schema["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


def test_in_one_sitting_on_the_page(desk: TestClient, keys: dict[str, dict[str, str]]) -> None:
    """Deliver, see what is wrong, mend, publish, withdraw: without a program."""
    key = keys["swv"]["Authorization"].removeprefix("Bearer ")
    data = filling.xlsx(filling.AGREEMENTS)
    answer = desk.post(
        "/submit",
        files={"file": ("afspraken.xlsx", data)},
        data={"key": key, "supersedes": "none"},
        headers=HTML,
    )
    page = Page(answer.text)
    assert answer.status_code == 200
    assert page.faults == []
    assert key not in answer.text
    (action,) = [each for each in page.attributes("form", "action") if "/submit/0" in each]
    for act in ("xlsx", "csv"):
        file = desk.post(action, data={"key": key, "act": act}, headers=HTML)
        assert "attachment" in file.headers["content-disposition"]
    assert desk.post(action, data={"key": "x", "act": "csv"}, headers=HTML).status_code == 401
    assert desk.post(action, data={"key": key, "act": "x"}, headers=HTML).status_code == 400
    assert "publish" in page.attributes("button", "value")
    published = desk.post(action, data={"key": key, "act": "publish"}, headers=HTML)
    assert published.status_code == 200, published.text
    assert "gepubliceerd" in Page(published.text).text
    withdrawn = desk.post(action, data={"key": key, "act": "withdraw"}, headers=HTML)
    assert "ingetrokken" in Page(withdrawn.text).text

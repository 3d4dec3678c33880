"""Every recipe of the cookbook runs, shows what it answers, and answers what the sources say."""

from __future__ import annotations

import csv
import html
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import httpx2
import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store
from starlette.testclient import TestClient

from oogo.names import short
from oogo.store import edition
from oogo.web import create_app
from tests.serving import serving

ROOT = Path(__file__).parent.parent
BASE = "https://w3id.org/oogo/"
ADDRESS = "http://127.0.0.1:8000"
COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
PAGE = {"Accept": "text/html"}
FEDERATED = 26


@dataclass(frozen=True)
class Recipe:
    """A query of the cookbook and the rows shown below it."""

    number: int
    title: str
    query: str
    columns: tuple[str, ...]
    shown: tuple[tuple[str, ...], ...]


def recipes() -> dict[int, Recipe]:
    """All recipes by number; the first query of the front is number 0."""
    found = {}
    for block in re.finditer(r"```sparql\n(.*?)```\n\n((?:\|[^\n]*\n)+)", COOKBOOK, re.DOTALL):
        heading = re.findall(r"(?m)^#{2,3} (.+)$", COOKBOOK[: block.start()])[-1]
        number, _, title = heading.partition(". ")
        header, _, *rows = (_cells(line) for line in block[2].splitlines())
        at = int(number) if number.isdigit() else 0
        found[at] = Recipe(at, title or heading, block[1], header, tuple(rows))
    return found


def _cells(line: str) -> tuple[str, ...]:
    return tuple(part.strip().replace("\\|", "|") for part in re.split(r"(?<!\\)\|", line)[1:-1])


RECIPES = recipes()


@pytest.fixture(scope="module")
def store(edition_dir: Path) -> Store:
    return Store.read_only(str(edition.current(edition_dir).path))


def answer(store: Store, query: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    found = store.query(re.sub(r"SERVICE <[^>]+>", "", query))
    assert isinstance(found, QuerySolutions)
    columns = tuple(variable.value for variable in found.variables)

    def cell(term: object) -> str:
        if term is None:
            return ""
        return short(term.value) if isinstance(term, NamedNode) else term.value  # type: ignore[attr-defined]

    return columns, [tuple(cell(row[name]) for name in columns) for row in found]


def test_there_are_at_least_twenty_recipes() -> None:
    assert sorted(RECIPES) == list(range(FEDERATED + 1))
    assert COOKBOOK.count("```sparql") == len(RECIPES)


@pytest.mark.parametrize("number", sorted(RECIPES))
def test_the_cookbook_shows_the_first_rows_of_the_answer(store: Store, number: int) -> None:
    recipe = RECIPES[number]
    columns, rows = answer(store, recipe.query)
    assert recipe.columns == columns
    assert recipe.shown
    assert list(recipe.shown) == rows[: len(recipe.shown)]


@pytest.mark.parametrize("number", sorted(RECIPES))
def test_prefixes_are_those_used_in_order(number: int) -> None:
    query = RECIPES[number].query
    named = re.findall(r"(?m)^PREFIX ([\w-]+):", query)
    body = re.sub(r'<[^>]*>|"[^"]*"|(?m:^PREFIX.*$)', "", query)
    assert named == sorted(named)
    assert set(named) == set(re.findall(r"(?<![\w:?-])([a-z-]+):(?=\w)", body))


def rows_of(store: Store, number: int) -> list[tuple[str, ...]]:
    return answer(store, RECIPES[number].query)[1]


FOUND = "Oudewater: heeft aantal thuiszitters op basisscholen geen"
POTENTIAL = "potentiële thuiszitter volgens Passenderwijs"
YEAR, NEXT = "schooljaar 2017-2018", "schooljaar 2018-2019"
# What the sources say, by recipe. The number behind # is the line in sources/<document>*.txt.
SAID: dict[int, list[tuple[str, ...]]] = {
    4: [("63", "120", "000", "2-14b", "2142")],  # 000:2142 "c. leerlingenvervoer 63 6 7 25"
    5: [
        ("po", "63", "120"),  # 000:2142
        ("(v)so", "56", "36"),  # 000:5341
        ("vo", "54", "97"),  # 000:2529
        ("mbo", "14", "37"),  # 000:4243
    ],
    6: [
        ("ja", "63", "false"),  # 000:2142, columns ja, nee, weet niet, n.v.t.
        ("nee", "6", "false"),
        ("n.v.t. (thema niet besproken)", "25", "true"),
        ("weet niet", "7", "true"),
    ],
    9: [
        ("002", "po", "ja, globaal", "5", "", "2391"),  # 002:2391
        ("002", "po", "ja, uitgewerkt nl.", "4", "", "2393"),  # 002:2393
        ("002", "vo", "ja, globaal", "9", "", "2391"),
        ("002", "vo", "ja, uitgewerkt nl.", "2", "", "2393"),
        ("000", "po", "leerlingenvervoer", "", "63", "2142"),
        ("000", "vo", "leerlingenvervoer", "", "54", "2529"),
    ],
    12: [
        ("gemeenten", "(zeer) tevreden over aansluiting", "39", "603"),  # 001:603
        ("samenwerkingsverbanden", "(zeer) tevreden over aansluiting", "27", "605"),  # 001:605
        ("gemeenten", "(zeer) ontevreden over aansluiting", "23", "621"),  # 001:621
        ("samenwerkingsverbanden", "(zeer) ontevreden over aansluiting", "33", "621"),
    ],
    15: [
        ("GM-03", "jeugdplan", "Jeugdwet art. 2.2 lid 3", "Jeugdwet art. 2.2 lid 3"),  # 002:2086
        ("PO-09", "ondersteuningsplan", "WPO art. 18a lid 9", "WPO art. 18a lid 9"),  # 002:2084
        # 000:1551; law/requirements.csv VO-06 for the article of now
        ("VO-06", "ondersteuningsplan", "WVO art. 17a lid 9", "WVO 2020 art. 2.47 lid 10"),
    ],
    18: [("Aansluiting arbeidsmarkt en participatie", "RMC-overleg")],  # 003:98, 1183
    19: [
        ("Algemeen", "6"),  # 003:1246
        ("Integraal Indiceren", "5"),  # 003:1320
        ("Preventie en Toegang", "7"),  # 003:1298
        ("Thuiszitters", "7"),  # 003:1361
    ],
    # CBS 2023: Oudewater touches Montfoort only; Woerden touches all but Oudewater
    22: [
        ("De Ronde Venen", "Stichtse Vecht"),
        ("De Ronde Venen", "Woerden"),
        ("Montfoort", "Oudewater"),
        ("Montfoort", "Woerden"),
        ("Stichtse Vecht", "Woerden"),
    ],
    23: [
        ("(v)so", "43"),  # 000:6094 verbeterd 40, 6096 sterk verbeterd 3
        ("mbo", "35"),  # 000:5079 and 5081: 35 and 0
        ("vo", "33"),  # 000:3846 and 3848: 7 and 26
        ("po", "30"),  # 000:3846 and 3848: 6 and 24
    ],
    24: [
        (FOUND, "2019", "0", "definitie niet vermeld", "142"),  # 003:142
        ("Aantal thuiszitters", YEAR, "10", "thuiszitter volgens Passenderwijs", "1644"),
        ("Aantal thuiszitters", NEXT, "3", "thuiszitter volgens Passenderwijs", "1644"),
        ("Aantal potentiele thuiszitters", YEAR, "31", POTENTIAL, "1645"),
        ("Aantal potentiele thuiszitters", NEXT, "11", POTENTIAL, "1645"),
        ("Aantal geplaatste thuiszitters", YEAR, "8", "definitie niet vermeld", "1646"),
        ("Aantal geplaatste thuiszitters", NEXT, "1", "definitie niet vermeld", "1646"),
    ],
    # 000:5114 so and vso together; 000:4243 mbo has its own figure
    25: [("mbo", "true", ""), ("so", "false", "(v)so"), ("vso", "false", "(v)so")],
}


@pytest.mark.parametrize("number", sorted(SAID))
def test_a_recipe_answers_what_the_source_says(store: Store, number: int) -> None:
    assert rows_of(store, number) == SAID[number]


def test_a_word_finds_its_concept_and_its_statements(store: Store) -> None:
    assert ("begrip:onderwerp/leerlingenvervoer", "leerlingenvervoer") in rows_of(store, 1)
    # 003:142 "geen thuiszitters op de basisscholen"
    assert ("003", "142") in [row[1:3] for row in rows_of(store, 2)]


def test_the_tables_on_pupil_transport(store: Store) -> None:
    # 000:2142, 2529, 4243, 5341 and the tables of what was discussed; 002:2387 is table 20
    tables = {(row[0], row[1]) for row in rows_of(store, 3)}
    assert tables == {
        *(("000", table) for table in ("2-14a", "2-14b", "2-16a", "2-16b", "3-4a", "3-4b")),
        *(("000", table) for table in ("4-3a", "4-3b")),
        ("002", "20"),
    }


def test_the_denominators(store: Store) -> None:
    # 000: n=120 (2-14b), n=97 (2-16b), n=37 (3-4b), n=36 (4-3b), as in facts/tables.csv
    assert [row[:2] for row in rows_of(store, 7)] == [
        ("po", "120"),
        ("vo", "97"),
        ("mbo", "37"),
        ("(v)so", "36"),
    ]


def test_what_is_discussed_but_seldom_agreed(store: Store) -> None:
    # 000:2262 besproken 64, 000:2398 afspraken 40
    first = rows_of(store, 8)[0]
    assert first[1:] == ("64", "40", "0.625")


def test_what_was_most_often_missing(store: Store) -> None:
    assert [row[2:] for row in rows_of(store, 10)[:5]] == [
        ("32", "40", "80"),  # 002:475 activiteitenplan
        ("28", "40", "70"),  # 002:731 herindicatie cluster 3
        ("28", "40", "70"),  # 002:749 herindicatie cluster 4
        ("14", "20", "70"),  # 002:1431 budget lichte ondersteuning sbo
        ("25", "40", "62.5"),  # 002:912 inhoudelijke criteria
    ]


def test_the_contradiction_on_pupil_transport(store: Store) -> None:
    # 000:2055 "79 procent", 000:2082 table 2-14a 76
    assert [(row[2], row[4]) for row in rows_of(store, 11)] == [("79", "2055"), ("76", "2082")]


def test_how_many_answered(store: Store) -> None:
    answers = {row[0]: row[1:] for row in rows_of(store, 13)}
    # 000:919 population 388, 000:1006 response 154, 000:1012 represented 181
    assert answers["Vragenlijst onder gemeenten 2017"] == ("154", "181", "388")


def test_participation_in_special_schools(store: Store) -> None:
    found = {(row[0], row[2].startswith("Ned")): row[3] for row in rows_of(store, 14)[:4]}
    # 003:1606 SBO 1,76 against 2,34; 003:1607 SO 1,01 against 1,61
    assert found == {
        ("sbo", False): "1.76",
        ("sbo", True): "2.34",
        ("so", False): "1.01",
        ("so", True): "1.61",
    }


def test_the_duties_of_a_day_are_those_of_the_register(store: Store, shared: Path) -> None:
    with (shared / "law" / "requirements.csv").open(encoding="utf-8", newline="") as file:
        expected = Counter(_in_force(row, "2022-03-01") for row in csv.DictReader(file))
    assert {row[0]: int(row[1]) for row in rows_of(store, 16)} == dict(expected)


def _in_force(row: dict[str, str], day: str) -> str:
    bounds = ("from_earliest", "from_latest", "to_earliest", "to_latest")
    start, started, end, ended = (row[name] for name in bounds)
    if (start and day < start) or (ended and day >= ended):
        return "nee"
    if not (start or started):
        return "begin niet bekend"
    certain = bool(started) and day >= started and not (end and day >= end)
    return "ja" if certain else "onzeker"


def test_who_sits_at_both_tables(store: Store) -> None:
    tables = {row[0]: row[2] for row in rows_of(store, 17)}
    both = {name for name, where in tables.items() if " + " in where}
    # 003:255-277 and 864-873: partnerships, municipalities and RBL at both
    assert both == {
        "De Ronde Venen",
        "Montfoort",
        "Oudewater",
        "Stichtse Vecht",
        "Woerden",
        "SWV Passenderwijs",
        "Samenwerkingsverband VO Regio Utrecht West",
        "Regionaal Bureau Leerplicht",
    }
    assert set(tables) - both == {"GGD", "UW-Ouderplatform"}  # 003:273, 277: REA only


def test_a_figure_stands_in_the_graph_of_its_source(store: Store) -> None:
    assert rows_of(store, 20) == [("graph/bron/monitor-gemeenten-2017", "actueel")]


def test_the_municipalities_of_the_partnership(store: Store) -> None:
    # data/utrecht-west: PO2604 covers all five municipalities
    assert [row[1] for row in rows_of(store, 21) if row[0] == "PO2604"] == [
        "De Ronde Venen",
        "Montfoort",
        "Oudewater",
        "Stichtse Vecht",
        "Woerden",
    ]


def test_the_list_of_schemes_is_complete(store: Store) -> None:
    kind = "http://www.w3.org/2004/02/skos/core#ConceptScheme"
    found = store.query(f"SELECT ?scheme {{ ?scheme a <{kind}> }}")
    assert isinstance(found, QuerySolutions)
    schemes = {row["scheme"].value for row in found}
    listed = {BASE + "begrip/" + name for name in re.findall(r"\(/begrip/([\w-]+)\)", COOKBOOK)}
    assert listed == schemes


def test_the_addresses_of_the_model_page_exist(store: Store) -> None:
    start = COOKBOOK.index("| patroon |")
    table = COOKBOOK[start : COOKBOOK.index("\n\n", start)]
    addresses = [iri for iri in re.findall(r"`[^`]*?(https://[^`{]+)`", table) if "{" not in iri]
    assert len(addresses) > 7
    for iri in addresses:
        assert store.query(f"ASK {{ <{iri}> ?property ?value }}"), iri


@pytest.fixture(scope="module")
def client(edition_dir: Path) -> Iterator[TestClient]:
    with TestClient(create_app(edition_dir)) as client:
        yield client


def test_the_cookbook_is_a_page_whose_links_lead_somewhere(client: TestClient) -> None:
    page = client.get("/docs/cookbook", headers=PAGE)
    assert page.status_code == 200
    assert client.get("/docs/cookbook.md").text == COOKBOOK
    anchors = set(re.findall(r'id="([^"]+)"', page.text))
    links = {html.unescape(link) for link in re.findall(r'href="([/#][^"]*)"', page.text)}
    assert len([link for link in links if link.startswith("/sparql?text=")]) == len(RECIPES)
    for link in sorted(links):
        if link.startswith("#"):
            assert unquote(link[1:]) in anchors, link
        elif "SERVICE" not in link:
            assert client.get(link, headers=PAGE).status_code == 200, link


@pytest.fixture(scope="module")
def service(edition_dir: Path) -> Iterator[str]:
    """The address of a running service."""
    with serving(edition_dir) as address:
        yield address


def code_blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", COOKBOOK, re.DOTALL)


FIVE = ["De Ronde Venen", "Montfoort", "Oudewater", "Stichtse Vecht", "Woerden"]


def test_another_endpoint_can_ask_ours(service: str) -> None:
    found = Store().query(RECIPES[FEDERATED].query.replace(ADDRESS, service))
    assert isinstance(found, QuerySolutions)
    assert [row["naam"].value for row in found] == FIVE


def test_our_endpoint_asks_no_other(service: str) -> None:
    refusal = httpx2.post(
        f"{service}/sparql",
        content=RECIPES[FEDERATED].query.encode(),
        headers={"Content-Type": "application/sparql-query"},
    )
    assert refusal.status_code == 403


@pytest.fixture
def question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the query of recipe 5 in the file that the programs read."""
    (tmp_path / "vraag.rq").write_text(RECIPES[5].query, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_python_program_prints_the_answer(
    service: str, question: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = [code for code in code_blocks("python") if "SPARQLWrapper" in code]
    exec(compile(program.replace(ADDRESS, service), "cookbook", "exec"), {})  # noqa: S102
    assert capsys.readouterr().out.splitlines()[0] == (
        "{'sector': 'po', 'percentage': '63', 'noemer': '120'}"
    )


def test_the_curl_command_gives_csv(service: str, question: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not on this machine")
    (command,) = code_blocks("sh")
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace(ADDRESS, service)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[:2] == ["sector,percentage,noemer", "po,63,120"]


@pytest.mark.parametrize("language", ["python", "r"])
def test_the_address_of_other_programs_gives_csv(service: str, language: str) -> None:
    code = next(code for code in code_blocks(language) if "csv(" in code)
    assert f"{ADDRESS}/sparql?" in code
    assert "format" in code
    asked = {"query": RECIPES[5].query, "format": "csv"}
    assert httpx2.get(f"{service}/sparql", params=asked).text.splitlines()[1] == "po,63,120"

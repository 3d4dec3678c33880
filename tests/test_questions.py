"""Each question in a small world with distractors, and on the release."""

from __future__ import annotations

import asyncio
import csv
import dataclasses
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyoxigraph import Literal, NamedNode, Store

from oogo.errors import NotFoundError, ParameterError
from oogo.exports import as_csv, as_json, as_text, as_xlsx
from oogo.language import Text
from oogo.library import Parameter, Question
from oogo.questions import QuestionAnswer, answer, choices, find, load
from tests.conditions import table, with_one_condition_less
from tests.reader import StoreReader, release, world

WORLDS = Path(__file__).parent / "queries"
NAMES = sorted(load())


def ask(reader: StoreReader, question: Question, **given: str) -> QuestionAnswer:
    return asyncio.run(answer(reader, question, given))


def on_release(name: str, **given: str) -> list[dict[str, str]]:
    return table(ask(release(), find(name), **given))


def column(rows: list[dict[str, str]], key: str, value: str) -> dict[str, str]:
    return {row[key]: row[value] for row in rows}


def lines(name: str, **given: str) -> set[tuple[str, int | None]]:
    found = ask(release(), find(name), **given)
    return {(source.table, source.line) for source in found.sources}


@pytest.mark.parametrize("name", NAMES)
def test_world(name: str) -> None:
    with (WORLDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    found = ask(world(WORLDS / f"{name}.ttl"), find(name))
    assert table(found) == expected
    assert [column.name for column in found.columns] == list(expected[0])


@pytest.mark.parametrize("name", NAMES)
def test_each_condition_changes_the_answer(name: str) -> None:
    reader = world(WORLDS / f"{name}.ttl")
    question = find(name)
    terms = question.bind(question.values({}))
    whole = _rows(reader, question.text, terms)
    same = [
        number
        for number, shorter in with_one_condition_less(question.text)
        if _rows(reader, shorter, terms) == whole
    ]
    assert same == [], f"{name}.rq: no distractor for lines {same}"


def _rows(reader: StoreReader, text: str, terms: Mapping[str, NamedNode | Literal]) -> Any:
    try:
        found = asyncio.run(reader.rows(text, terms))
    except (SyntaxError, RuntimeError):
        return None
    return [[" ".join(sorted(str(term).strip('"').split())) for term in row] for row in found.rows]


def test_every_world_belongs_to_a_question() -> None:
    assert sorted(path.stem for path in WORLDS.glob("*.ttl")) == NAMES
    assert sorted(path.stem for path in WORLDS.glob("*.csv")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_answer_on_the_release_is_whole(name: str) -> None:
    found = ask(release(), find(name))
    assert found.rows
    assert found.examples is bool(found.question.parameters)
    assert found.sources, "an answer rests on something"
    assert all(source.title.nl for source in found.sources)
    assert found.coverage.n is not None
    assert found.coverage.of is not None
    assert 0 < found.coverage.n <= found.coverage.of
    for position, column_ in enumerate(found.columns):
        values = [row[position] for row in found.rows if row[position].value not in (None, "")]
        assert values, f"{column_.name} is empty in every row"
        if column_.type == "iri":
            assert all(cell.name is not None and ":" in str(cell.value) for cell in values)
        if column_.type == "number":
            assert all(isinstance(cell.value, int | float) for cell in values)


@pytest.mark.parametrize("name", NAMES)
def test_order_is_total(name: str) -> None:
    """The same rows come out in the same order when the store is filled the other way round."""
    question = find(name)
    assert "ORDER BY" in question.text
    assert table(ask(_backwards(), question)) == on_release(name)


@cache
def _backwards() -> StoreReader:
    store = Store()
    for quad in sorted(release().store, key=str, reverse=True):
        store.add(quad)
    return StoreReader(store)


# The expected values below are those of questions/examples.json, read from the lines named.


def test_q02_pupil_transport() -> None:
    """Document 000, lines 2142 (po), 2529 (vo), 4243 (mbo), 5341 ((v)so)."""
    rows = on_release("afspraken-per-sector")
    expected = {"po": "63", "vo": "54", "mbo": "14", "(v)so": "56"}
    assert column(rows, "sectorcode", "percentage") == expected
    assert {line for _, line in lines("afspraken-per-sector")} == {2142, 2529, 4243, 5341}


def test_q05_preventing_drop_out() -> None:
    """Document 000, lines 2392 (po), 2748 (vo), 4422 (mbo), 5519 ((v)so)."""
    rows = on_release("afspraken-per-sector", onderwerp="voorkomen-schooluitval")
    expected = {"po": "65", "vo": "75", "mbo": "65", "(v)so": "71"}
    assert column(rows, "sectorcode", "percentage") == expected


def test_q09_discussed_but_not_agreed() -> None:
    """Document 000, line 2262: 64 discussed, line 2398: 40 agreed; lowest agreed is 21."""
    rows = on_release("besproken-zonder-afspraak")
    first = rows[0]
    assert first["gedrukt_als"] == (
        "c. bevorderen van onderwijsdeelname van leerplichtige kinderen met complexe "
        "ondersteuningsbehoeften in zorginstellingen"
    )
    assert (first["besproken"], first["afspraken"], first["verhouding"]) == ("64", "40", "0.625")
    lowest = min(rows, key=lambda row: float(row["afspraken"]))
    assert lowest["afspraken"] == "21"
    assert "lichamelijke en/of zintuigelijke beperking" in lowest["gedrukt_als"]


def test_q13_asked_for_mbo_only() -> None:
    """Document 000, lines 4160 (g), 4162 (h), 4168 (i)."""
    rows = on_release("onderwerpen-alleen-in-sector")
    assert [row["gedrukt_als"][:2] for row in rows] == ["g.", "h.", "i."]
    assert {line for _, line in lines("onderwerpen-alleen-in-sector")} == {4160, 4162, 4168}


def test_q15_neighbourhood_team() -> None:
    """Document 000, lines 1933 (po, vo), 4541 (mbo), 5632 ((v)so)."""
    rows = on_release("inzet-instelling-per-sector")
    expected = {"po": "65", "vo": "67", "mbo": "38", "(v)so": "51"}
    assert column(rows, "sectorcode", "percentage") == expected
    assert {line for _, line in lines("inzet-instelling-per-sector")} == {1933, 4541, 5632}


def test_q19_satisfaction() -> None:
    """Document 000, lines 3761, 3767, 3773, 3779, 5014, 5020, 6029, 6035."""
    rows = on_release("tevredenheid-per-sector")
    attendance = [row for row in rows if row["onderwerp"].endswith("tev-leerplicht-thuiszitten")]
    housing = [row for row in rows if row["onderwerp"].endswith("tev-onderwijshuisvesting")]
    expected = {"po": "4", "vo": "4", "mbo": "3.8", "(v)so": "3.9"}
    assert column(attendance, "sectorcode", "gemiddelde") == expected
    expected = {"po": "3.5", "vo": "3.6", "mbo": "3.2", "(v)so": "3.4"}
    assert column(housing, "sectorcode", "gemiddelde") == expected


def test_q23_goals_and_progress() -> None:
    """Document 000, lines 6272 to 6312 (table 5-1) and 6380 to 6398 (table 5-2)."""
    rows = on_release("doelen-en-voortgang")
    assert [(row["gedrukt_als"][:20], row["percentage"], row["voortgang"]) for row in rows] == [
        ("reductie van het aan", "84", "3"),
        ("transparante procedu", "70", "2.5"),
        ("goede informatie voo", "67", "2.5"),
        ("reductie van bureauc", "63", "2.2"),
        ("minder leerlingen na", "59", "2.5"),
        ("ouders zijn tevreden", "36", "2.7"),
    ]


def test_q25_agreements_that_go_with_progress() -> None:
    """Document 000, lines 6553 (0.33), 6589 (0.39), 6597 (0.35)."""
    rows = on_release("afspraken-die-samengaan-met-voortgang")
    top = [row for row in rows if row["aantal_doelen"] == rows[0]["aantal_doelen"]]
    assert {row["onderwerp"] for row in top} == {"begrip:onderwerp/schoolverzuim"}
    assert {row["doel"].split(" ")[0]: row["correlatie"] for row in top[:2]} == {
        "reductie": "0.33",
        "transparante": "0.39",
    }
    assert [row["correlatie"] for row in top] == ["0.33", "0.39", "0.35"]


def test_q30_legal_basis_of_oogo() -> None:
    """Document 002, lines 2084 (WPO) and 2086 (WVO); document 000, line 1551 (Jeugdwet)."""
    rows = on_release("wettelijke-grondslag")
    assert [(row["plantype"], row["artikel_toen"]) for row in rows] == [
        ("begrip:plantype/ondersteuningsplan", "WPO art. 18a lid 9"),
        ("begrip:plantype/ondersteuningsplan", "WVO art. 17a lid 9"),
        ("begrip:plantype/jeugdplan", "Jeugdwet art. 2.2 lid 3"),
    ]


def test_q34_missing_plan_elements() -> None:
    """Document 002, lines 475, 731, 749, 1431 and 912."""
    rows = on_release("ontbrekende-planonderdelen")[:5]
    assert [(r["onderdeel"], r["ontbreekt"], r["noemer"], r["percentage"]) for r in rows] == [
        ("begrip:gemeten/activiteitenplan", "32", "40", "80"),
        ("begrip:gemeten/herindicatie-cluster-3", "28", "40", "70"),
        ("begrip:gemeten/herindicatie-cluster-4", "28", "40", "70"),
        ("begrip:gemeten/overdracht-sbo", "14", "20", "70"),
        ("begrip:gemeten/criteria-toewijzing", "25", "40", "62.5"),
    ]
    assert {475, 731, 749, 1431, 912} <= {line for _, line in lines("ontbrekende-planonderdelen")}


def test_q47_who_takes_part() -> None:
    """Document 003, lines 255 to 277, 393, 864, 866 and 873."""
    rows = on_release("deelnemers-per-overleg")
    names = {cell.value: cell.name.nl for cell in _cells("deelnemers-per-overleg", "deelnemer")}
    by_kind: dict[str, set[str]] = {}
    for row, name in zip(rows, names.values(), strict=True):
        by_kind.setdefault(row["categorie"], set()).add(name)
    assert by_kind == {
        "beide": {
            "De Ronde Venen",
            "Montfoort",
            "Oudewater",
            "Regionaal Bureau Leerplicht",
            "SWV Passenderwijs",
            "Samenwerkingsverband VO Regio Utrecht West",
            "Stichtse Vecht",
            "Woerden",
        },
        "alleen ambtelijk overleg": {"GGD"},
        "incidenteel ambtelijk overleg": {"UW-Ouderplatform"},
    }


def _cells(name: str, column_name: str) -> list[Any]:
    found = ask(release(), find(name))
    position = [each.name for each in found.columns].index(column_name)
    return [row[position] for row in found.rows]


def test_q50_adoption() -> None:
    """Document 003, lines 23, 25, 26 and 27."""
    (row,) = on_release("vaststelling-van-agenda")
    assert row["datum"] == "2019-04-18"
    assert row["tafel"] == "id/overlegtafel/utrecht-west-oogo"
    assert row["stuknummer"] == "corsa 19.010937"
    assert row["namens"] == "tooi/gemeente/gm0589"
    (who,) = _cells("vaststelling-van-agenda", "vertegenwoordiger")
    assert who.name.nl == "wethouder Duindam"


def test_q52_agenda_items() -> None:
    """Document 003, lines 1246 to 1266, 1286 to 1298, 1312 to 1320 and 1335 to 1363."""
    rows = on_release("agendapunten-per-thema")
    assert column(rows, "gedrukt_als", "agendapunten") == {
        "Algemeen": "6",
        "Preventie en Toegang": "7",
        "Integraal Indiceren": "5",
        "Thuiszitters": "7",
        "totaal": "25",
    }


def test_coverage_counts_municipalities() -> None:
    """Document 000, lines 919 (388), 1006 (154) and 1012 (181)."""
    found = ask(release(), find("afspraken-per-sector"))
    assert (found.coverage.n, found.coverage.of) == (154, 388)
    assert "181" in found.coverage.note.nl
    assert "36–120" in found.coverage.note.en


def test_coverage_of_nothing_says_so() -> None:
    question = dataclasses.replace(find("afspraken-per-sector"), parameters=())
    found = ask(StoreReader(type(release().store)()), question)
    assert found.coverage.n is None
    assert "geen rijen" in found.coverage.note.nl


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_among_the_choices(name: str) -> None:
    for parameter in find(name).parameters:
        offered = asyncio.run(choices(release(), parameter))
        assert bool(offered) is bool(parameter.choices)
        assert not offered or parameter.example in {choice.value for choice in offered}
        assert all(choice.name.en and choice.name.nl for choice in offered)


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_projected(name: str) -> None:
    question = find(name)
    start = question.text.index("SELECT")
    projected = question.text[start : question.text.index("WHERE", start)]
    for parameter in question.parameters:
        assert f"?{parameter.name} " in projected


def test_unknown_question() -> None:
    with pytest.raises(NotFoundError):
        find("bestaat-niet")


def test_unknown_parameter_names_the_known() -> None:
    with pytest.raises(ParameterError) as caught:
        ask(release(), find("afspraken-per-sector"), onderwerpen="x")
    assert caught.value.place == "onderwerpen"
    assert "onderwerp" in caught.value.remedy_nl


def test_value_that_is_not_there_names_those_that_are_near() -> None:
    with pytest.raises(ParameterError) as caught:
        ask(release(), find("afspraken-per-sector"), onderwerp="leerlingvervoer")
    assert "leerlingenvervoer" in caught.value.remedy_en


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "geen iri"),
        ("iri", "https://example.org/> } #"),
        ("integer", "1.5"),
        ("integer", "9" * 19),
        ("date", "2024-02-30"),
        ("date", "vandaag"),
        ("string", "x" * 501),
        ("string", "a\x00b"),
    ],
)
def test_malformed_values_are_refused(kind: str, value: str) -> None:
    parameter = Parameter("naam", kind, Text("Naam", "Name"), "voorbeeld")
    with pytest.raises(ParameterError) as caught:
        parameter.term(value)
    assert caught.value.place == "naam"
    assert "voorbeeld" in caught.value.remedy_nl


def test_values_are_bound_as_terms() -> None:
    parameter = Parameter("naam", "string", Text("Naam", "Name"), "x")
    assert parameter.term('"} #') == Literal('"} #')
    day = Parameter("dag", "date", Text("Dag", "Day"), "2024-01-31")
    assert day.term("2024-01-31") == Literal(
        "2024-01-31", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")
    )


def test_json_has_numbers_and_nulls() -> None:
    found = ask(world(WORLDS / "afspraken-per-sector.ttl"), find("afspraken-per-sector"))
    data = json.loads(json.dumps(as_json(found)))
    assert data["rows"][0]["percentage"] == 63
    assert data["rows"][1]["nee"] is None
    assert data["rows"][0]["bron"] == ["https://w3id.org/oogo/id/w/po-ja"]
    assert data["columns"] == list(data["rows"][0])
    assert data["coverage"]["n"] == 154
    assert data["sources"][0]["line"] == 11
    assert data["sources"][0]["table"] == "A"


def test_csv_has_the_columns_of_json() -> None:
    found = ask(release(), find("agendapunten-per-thema"))
    header, *rows = csv.reader(io.StringIO(as_csv(found)))
    assert header == as_json(found)["columns"]
    assert [row[header.index("agendapunten")] for row in rows] == ["6", "7", "5", "7", "25"]


def test_workbook_keeps_numbers_and_never_a_formula() -> None:
    found = ask(release(), find("agendapunten-per-thema"))
    cell = dataclasses.replace(found.rows[0][1], value='=HYPERLINK("x")', name=None)
    row = (found.rows[0][0], cell, *found.rows[0][2:])
    risky = dataclasses.replace(found, rows=(row, *found.rows[1:]))
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(risky)))["antwoord"]
    assert sheet["C2"].data_type == "s"
    assert sheet["D2"].value == 6
    assert sheet.max_row == 6


def test_text_shows_rows_coverage_and_edition() -> None:
    text = as_text(ask(release(), find("agendapunten-per-thema")))
    assert "Integraal Indiceren" in text
    assert "regel 1246" in text or "regel 1248" in text
    assert "Editie 7." in text


def test_english_names() -> None:
    found = asyncio.run(answer(release(), find("afspraken-per-sector"), {}, "en"))
    assert as_json(found)["rows"][0]["sector_label"] == "primary education"  # type: ignore[index]

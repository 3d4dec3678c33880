"""Reading transcribed tables: what is written, and what is refused with line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from oogo.errors import SubmissionError
from oogo.importers import ALL
from oogo.importers.turtle import decimal, document, node, text

HEADER = (
    "doc,table_id,table_title_nl,population_n,sector,row_label_nl,row_code,"
    "answer_category_nl,value,unit,line,note,row_group_nl,topic_key\n"
)
ROW = "000,9-9,Een tabel,120,po,leerlingenvervoer,c,ja,63,percent,2142,,,leerlingenvervoer\n"


def transcribe(tmp_path: Path, rows: str, header: str = HEADER) -> list[Path]:
    source = tmp_path / "tabellen.csv"
    source.write_text(header + rows, encoding="utf-8")
    return list(ALL["transcription"].run([source], tmp_path / "uit"))


def loaded(paths: list[Path]) -> Store:
    store = Store()
    for path in paths:
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


def test_one_cell_becomes_one_observation_with_its_place(tmp_path: Path) -> None:
    (path,) = transcribe(tmp_path, ROW)
    assert path == tmp_path / "uit/monitor-gemeenten-2017/tabel-9-9.ttl"
    written = path.read_text(encoding="utf-8")
    block = written.partition("<https://w3id.org/oogo/id/waarneming/000-9-9-2142-1>")[2]
    assert " a qb:Observation ;" in block
    for line in (
        "qb:dataSet <https://w3id.org/oogo/dataset/000-9-9> ;",
        "oogo:sector <https://w3id.org/oogo/begrip/sector/po> ;",
        "oogo:onderwerp <https://w3id.org/oogo/begrip/onderwerp/leerlingenvervoer> ;",
        "oogo:antwoord <https://w3id.org/oogo/begrip/antwoord/ja> ;",
        "oogo:percentage 63.0 ;",
        "oogo:noemer 120 ;",
        "oogo:regel 2142 ;",
        "oogo:volgnummer 1 ;",
    ):
        assert line in block
    assert "_:" not in written


def test_printed_gap_has_status_and_no_value(tmp_path: Path) -> None:
    gap_row = ROW.replace(",63,", ",,").replace("2142,,", "2142,cel '--',")
    store = loaded(transcribe(tmp_path, gap_row))
    gap = store.query(
        """PREFIX oogo: <https://w3id.org/oogo/def/>
        PREFIX qb: <http://purl.org/linked-data/cube#>
        PREFIX sdmx-attribute: <http://purl.org/linked-data/sdmx/2009/attribute#>
        PREFIX sdmx-code: <http://purl.org/linked-data/sdmx/2009/code#>
        ASK { ?cell sdmx-attribute:obsStatus sdmx-code:obsStatus-M ;
                    qb:measureType oogo:percentage .
              FILTER NOT EXISTS { ?cell oogo:percentage ?any } }"""
    )
    assert bool(gap)


def test_does_not_know_is_an_answer_of_its_own(tmp_path: Path) -> None:
    (path,) = transcribe(tmp_path, ROW.replace(",ja,", ",weet niet,"))
    assert "begrip/antwoord/weet-niet>" in path.read_text(encoding="utf-8")


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in transcribe(tmp_path, ROW)]
    assert first == [path.read_bytes() for path in transcribe(tmp_path, ROW)]


def test_second_row_of_a_line_gets_the_next_number(tmp_path: Path) -> None:
    (path,) = transcribe(tmp_path, ROW + ROW.replace(",ja,63,", ",nee,12,"))
    assert "waarneming/000-9-9-2142-2>" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("row", "fault", "remedy"),
    [
        (ROW.replace("000,", "777,"), "bron ‘777’ is onbekend", "Gebruik een van 000"),
        (ROW.replace("percent", "procent"), "eenheid ‘procent’ is onbekend", "percent, count"),
        (ROW.replace(",63,", ",drie,"), "waarde ‘drie’ is geen getal", "laat de cel leeg"),
        (ROW.replace(",63,", ",NaN,"), "waarde ‘NaN’ is geen getal", "laat de cel leeg"),
        (ROW.replace(",63,percent", ",6.3,count"), "waarde ‘6.3’ is geen getal", "een punt"),
        (ROW.replace(",2142,", ",blz. 3,"), "regel ‘blz. 3’ is geen getal", "regelnummer"),
        (ROW.replace(",120,", ",veel,"), "de noemer is geen heel getal", "Schrijf het aantal"),
        (ROW.replace(",po,", ",hbo,"), "‘hbo’ staat niet in het schema ‘sector’", "sector.ttl"),
        (ROW.replace(",ja,", ",misschien,"), "‘misschien’ staat niet", "antwoord.ttl"),
        (ROW.replace("leerlingenvervoer\n", "vervoer\n"), "‘vervoer’ staat niet", "onderwerp.ttl"),
        ("000,9-9,Een tabel\n", "deze regel heeft 3 cellen", "aanhalingstekens"),
    ],
)
def test_bad_row_is_refused_with_line_and_remedy(
    tmp_path: Path, row: str, fault: str, remedy: str
) -> None:
    with pytest.raises(SubmissionError) as refusal:
        transcribe(tmp_path, ROW + row)
    assert refusal.value.place.endswith("tabellen.csv, regel 3")
    assert fault in refusal.value.nl
    assert remedy in refusal.value.remedy_nl
    assert refusal.value.en
    assert refusal.value.remedy_en


def test_unknown_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError) as refusal:
        transcribe(tmp_path, ROW, HEADER.replace("topic_key", "topic"))
    assert "regel 1" in refusal.value.place
    assert "topic_key" in refusal.value.remedy_nl


def test_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "tabellen.csv"
    source.write_bytes((HEADER + ROW.replace("Een", "Eén")).encode("latin-1"))
    with pytest.raises(SubmissionError, match="geen UTF-8"):
        list(ALL["transcription"].run([source], tmp_path / "uit"))


def test_importers_name_their_source_in_two_languages() -> None:
    for name, importer in ALL.items():
        assert importer.name == name
        assert importer.address.startswith("https://")
        assert set(importer.title) == {"nl", "en"}


def test_turtle_escapes_what_it_quotes() -> None:
    words = 'een "regel"\\ met\nnieuwe regel\ten tab'
    written = document("proef", [(node("id/proef/1"), node("rdfs:label"), text(words))])
    store = Store()
    store.load(written.encode(), format=RdfFormat.TURTLE)
    (quad,) = store
    assert quad.object == text(words)


@pytest.mark.parametrize(
    ("printed", "canonical"), [("63", "63.0"), ("4.0", "4.0"), ("5.30", "5.3"), ("100", "100.0")]
)
def test_decimals_are_canonical(printed: str, canonical: str) -> None:
    assert decimal(printed).value == canonical

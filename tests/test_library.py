"""Figures, comparisons and contradictions, each written from the line of the source."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from oogo.frontmatter import read_header
from oogo.library import by_theme
from oogo.questions import find, load
from tests.asking import BOTH, MBO, PO, VO, VSO, ask, lines, values, where
from tests.reader import release

NAMES = sorted(load())
GEMEENTEN = "begrip:respondentgroep/gemeenten"


@pytest.mark.parametrize("name", NAMES)
def test_query_is_fast(name: str) -> None:
    question = find(name)
    terms = question.bind(question.values({}))
    asyncio.run(release().rows(question.text, terms))
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        asyncio.run(release().rows(question.text, terms))
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.1


def test_library_is_large() -> None:
    assert len(NAMES) >= 45
    assert all(question.chart for question in load().values())


def test_every_question_stands_under_one_heading() -> None:
    listed = [question.name for _, questions in by_theme() for question in questions]
    assert sorted(listed) == sorted(NAMES)
    assert all(questions for _, questions in by_theme())


# Figures, by table, topic, kind and words.


def test_figures_of_a_table() -> None:
    """Document 000, lines 3249 to 3263 (table 2-21)."""
    rows = ask("cijfers-van-een-tabel")
    assert values(rows, "sector", "waarde") == [
        (PO, "29"), (VO, "26"), (PO, "38"), (VO, "40"), (PO, "33"), (VO, "34"),
        (PO, "17"), (VO, "17"), (PO, "49"), (VO, "48"), (PO, "34"), (VO, "35"),
        (PO, "96"), (VO, "85"),
    ]  # fmt: skip
    assert rows[0]["rijgroep"] == "aard van benodigde jeugdhulp"
    assert rows[6]["rijgroep"] == "omvang van benodigde jeugdhulp"


def test_figures_on_a_topic() -> None:
    """Document 002, line 2393 (6 plans of 40, 15%); document 000, lines 2082 (76) and 2142 (63)."""
    rows = ask("cijfers-over-een-onderwerp")
    plans = where(rows, periode="id/periode/2014", rij="begrip:item/002-20-4")
    assert values(plans, "sector", "waarde") == [(PO, "4"), (VO, "2"), (BOTH, "6"), (BOTH, "15")]
    yes = where(rows, periode="id/periode/2017", sector=PO, antwoord="begrip:antwoord/ja")
    assert values(yes, "soort", "waarde") == [
        ("begrip:gemeten/besproken-set-1", "76"),
        ("begrip:gemeten/afspraken-set-1", "63"),
    ]


def test_one_question_in_all_sectors() -> None:
    """Document 000, lines 3290 (29, 24), 4730 (14) and 5815 (26): to a large extent."""
    rows = where(ask("een-meting-per-sector"), gedrukt_als="in hoge mate")
    assert values(rows, "sector", "waarde") == [(PO, "29"), (VO, "24"), (MBO, "14"), (VSO, "26")]


def test_q37_figures_with_words() -> None:
    """Document 002, lines 1478 (7 of 20 po) and 1484 (14 of 20 vo)."""
    rows = ask("cijfers-met-deze-woorden", woorden="Centrale commissie")
    assert values(rows, "sector", "waarde") == [(PO, "7"), (VO, "14")]
    assert lines("cijfers-met-deze-woorden", woorden="centrale commissie") == {1478, 1484}


def test_q37_placement_procedures() -> None:
    """Document 002, lines 1478 and 1484; 1480 (by experts, 9 po)."""
    rows = ask("cijfers-per-begrip", lijst="plaatsingsprocedure")
    committee = where(rows, begrip="begrip:plaatsingsprocedure/centrale-commissie")
    assert values(committee, "sector", "waarde") == [(VO, "14"), (PO, "7")]
    experts = where(rows, begrip="begrip:plaatsingsprocedure/deskundigen")
    assert values(experts, "sector", "waarde") == [(PO, "9")]


def test_q61_concretely_worked_out() -> None:
    """Document 002, lines 2882 (45), 2888 (27.5), 2894 (15) and 2900 (10)."""
    rows = ask("cijfers-per-begrip", lijst="uitwerkingsgraad")
    worked_out = where(
        rows, begrip="begrip:uitwerkingsgraad/uitgewerkt", eenheid="oogo:percentage", antwoord=""
    )
    assert values(worked_out, "waarde") == [("45",), ("27.5",), ("15",), ("10",)]


def test_ways_of_representation() -> None:
    """Document 000, line 1340: only for the own municipality 17 (po), 16 (vo)."""
    rows = where(
        ask("cijfers-per-begrip"),
        begrip="begrip:vertegenwoordigingswijze/alleen-eigen",
        rij="begrip:item/000-2-3-1",
    )
    assert values(rows, "sector", "waarde", "respondentgroep") == [
        (PO, "17", GEMEENTEN),
        (VO, "16", GEMEENTEN),
    ]


def test_distribution_models() -> None:
    """Document 002, lines 1289 and 1291: both 45%."""
    rows = ask("cijfers-per-begrip", lijst="verdeelmodel")
    assert values(rows, "begrip", "waarde") == [
        ("begrip:verdeelmodel/expertisemodel", "45"),
        ("begrip:verdeelmodel/schoolmodel", "45"),
    ]


def test_gaps() -> None:
    """Document 000, line 1943 (three dashes for po), lines 6565 and 6581 (no correlations)."""
    rows = ask("gedrukte-gaten")
    assert len(where(rows, tabel="dataset/000-2-13", sector=PO)) == 3
    assert lines("gedrukte-gaten") == {1943, 6565, 6581}


def test_not_known() -> None:
    """Document 000, lines 4446 (89 not applicable) and 4454 (87)."""
    rows = ask("niet-bekend-per-onderwerp")
    assert values(rows[:2], "onderwerp", "sector", "percentage") == [
        ("begrip:onderwerp/deskundigheidsbevordering", MBO, "89"),
        ("begrip:onderwerp/lichamelijke-beperking", MBO, "87"),
    ]


def test_kinds_of_not_known() -> None:
    """Document 000, line 5644: police, (v)so, 69 do not know."""
    rows = where(ask("soorten-van-niet-bekend"), antwoord="begrip:antwoord/weet-niet", sector=VSO)
    assert values(rows, "hoogste", "bron") == [("69", "id/waarneming/000-4-5-5644-3")]


def test_where_a_topic_was_asked() -> None:
    """Document 000, lines 2264 (d), 4426 (d) and 5424 (c): the letter differs."""
    rows = ask("waar-een-onderwerp-is-gevraagd")
    letters = {row["sector"]: row["letter"] for row in rows}
    assert letters == {PO: "d", VO: "d", MBO: "d", VSO: "c"}
    assert {2264, 4426, 5424, 5523} <= lines("waar-een-onderwerp-is-gevraagd")


def test_topics_measured_in_more_publications() -> None:
    """Documents 000 and 002: tables 17, 20 and 22 of the plans are about topics of the monitor."""
    rows = where(ask("onderwerpen-en-tabellen"), publicaties="2")
    assert values(rows, "onderwerp", "perioden") == [
        ("begrip:onderwerp/handhaving-leerplicht", "2"),
        ("begrip:onderwerp/leerlingenvervoer", "2"),
        ("begrip:onderwerp/thuiszitters-interventie", "2"),
    ]


def test_tables_of_a_publication() -> None:
    """Document 002: tables 2, 5, 12, 14, 15, 18 and 19 are figures without digits."""
    rows = ask("tabellen-van-een-publicatie")
    numbers = {row["nummer"] for row in rows} - {"tekst"}
    assert numbers == {str(n) for n in range(1, 25)} - {"2", "5", "12", "14", "15", "18", "19"}
    (informing,) = where(rows, nummer="11")
    assert (informing["gaten"], informing["noemer"]) == ("12", "40")


def test_mean_scores() -> None:
    """Document 000, lines 7065 (3,7 of 88), 7071 (3,9 of 88) and 7077 (3,7 of 80)."""
    rows = ask("gemiddelde-scores")
    assert values(rows, "gemiddelde", "noemer") == [("3.9", "88"), ("3.7", "88"), ("3.7", "80")]


# Comparisons: sectors, years, the two sides.


def test_two_sectors_compared() -> None:
    """Document 000, lines 2438 and 2794 (53, 38); 2394 and 2750 (61, 80)."""
    rows = ask("sectoren-vergeleken")
    keys = ("onderwerp", "percentage", "percentage_tegenover", "verschil")
    assert values(rows[:1], *keys) == [
        ("begrip:onderwerp/specifieke-leerproblemen", "53", "38", "15")
    ]
    assert values(rows[-1:], *keys) == [("begrip:onderwerp/schoolverzuim", "61", "80", "-19")]


def test_q32_plans_and_agreements() -> None:
    """Document 002, lines 2391 (5, 9) and 2393 (4, 2); document 000, lines 2142 and 2529."""
    rows = ask("plannen-en-afspraken")
    assert values(rows, "sector", "plannen_met", "noemer_plannen", "afspraken_pct") == [
        (PO, "9", "20", "63"),
        (BOTH, "20", "40", ""),
        (VO, "11", "20", "54"),
    ]
    assert lines("plannen-en-afspraken") == {2391, 2393, 2142, 2529}


def test_plans_and_agreements_on_attendance() -> None:
    """Document 002, lines 2589 (6, 9) and 2591 (6, 5)."""
    rows = ask("plannen-en-afspraken", onderwerp="handhaving-leerplicht")
    assert values(rows, "sector", "plannen_met")[0] == (PO, "12")
    assert where(rows, sector=BOTH)[0]["plannen_pct"] == "65"


def test_q40_two_sides() -> None:
    """Document 001, lines 603 (39), 605 (27) and 621 (23, 33)."""
    rows = ask("gemeente-en-swv-naast-elkaar")
    sides = ("gemeenten", "samenwerkingsverbanden")
    assert values(where(rows, rij="begrip:item/001-tekst-13"), *sides) == [("39", "27")]
    assert values(where(rows, rij="begrip:item/001-tekst-14"), *sides) == [("23", "33")]


def test_q42_phases() -> None:
    """Document 001, lines 251 to 257 (partnerships) and 263 to 269 (municipalities)."""
    rows = {row["fase"].split("/")[1]: row for row in ask("fase-per-kant")}
    assert rows["start"]["samenwerkingsverbanden_tot_en_met"] == "30"
    assert rows["start"]["gemeenten_tot_en_met"] == "18"
    assert rows["consolidatie"]["samenwerkingsverbanden"] == "19"
    assert rows["consolidatie"]["gemeenten"] == "26"
    assert lines("fase-per-kant") == {251, 253, 255, 257, 263, 265, 267, 269}


def test_bottlenecks() -> None:
    """Document 000, lines 3584 (17, 13) and 3586 (8, 8); 3566 for vo only."""
    rows = ask("knelpunten-en-wensen-per-sector")
    assert values(rows[:1], "rij", "po", "vo", "samen") == [
        ("begrip:item/000-2-26-13", "17", "13", "30")
    ]
    (tasks,) = where(rows, rij="begrip:item/000-2-26-14")
    assert (tasks["rijgroep"], tasks["po"], tasks["vo"]) == ("afbakening", "8", "8")
    (region,) = where(rows, rij="begrip:item/000-2-26-4")
    assert (region["po"], region["vo"]) == ("", "1")


def test_q21_response() -> None:
    """Document 000, lines 919, 1006, 1012; 001, lines 138 to 142; 002, lines 50 and 86."""
    rows = ask("respons-per-onderzoek")
    keys = ("respons", "populatie", "respons_pct", "vertegenwoordigd", "vertegenwoordigd_pct")
    assert values(rows, *keys) == [
        ("217", "380", "57", "", ""),
        ("105", "151", "70", "", ""),
        ("154", "388", "40", "181", "47"),
        ("40", "152", "26", "", ""),
    ]
    assert {919, 1006, 1012} <= lines("respons-per-onderzoek")


# What the data cannot answer, and why.


def test_q64_no_figure_for_vso_alone() -> None:
    """Document 000, lines 5114 and 5341: (v)so is asked as one, 56%, n = 36."""
    rows = where(
        ask("uitsplitsingen-die-ontbreken"),
        schoolsoort="begrip:sector/vso",
        soort="begrip:gemeten/afspraken-set-1",
    )
    assert values(rows, "samen_als", "percentage", "noemer") == [(VSO, "56", "36")]
    assert rows[0]["reden"].startswith("Niet te beantwoorden")


def test_q65_no_figures_of_a_named_municipality() -> None:
    """Document 003, lines 1695 to 1703 name five municipalities; the questionnaires name none."""
    rows = {row["publicatie"].removeprefix("id/bron/"): row for row in ask("cijfers-per-gemeente")}
    assert rows["utrecht-west-2019"]["gemeenten"] == "5"
    assert rows["utrecht-west-2019"]["bij_naam"] == "35"
    assert rows["monitor-gemeenten-2017"]["bij_naam"] == "0"
    assert "Niet te beantwoorden" in rows["monitor-gemeenten-2017"]["reden"]


# Plans of 2014.


def test_plan_elements_by_elaboration() -> None:
    """Document 002, lines 543 (1, -), 545 (5, 3), 547 (11, 11) and 549 (3, 6): monitoring plan."""
    rows = where(ask("planonderdelen-naar-uitwerking"), onderdeel="begrip:gemeten/monitorplan")
    assert values(rows, "aanwezigheid", "po", "vo", "samen") == [
        ("begrip:aanwezigheid/in-ontwikkeling", "11", "11", "22"),
        ("begrip:aanwezigheid/ontbreekt", "3", "6", "9"),
        ("begrip:aanwezigheid/aanwezig", "5", "3", "8"),
        ("begrip:aanwezigheid/anders", "1", "", "1"),
    ]


# Contradictions.


def test_q62_contradiction_on_pupil_transport() -> None:
    """Document 000, lines 2055 (79 in the text) and 2082 (76 in table 2-14a)."""
    rows = ask("tegenspraken-over-een-onderwerp")
    assert values(rows, "waarde", "plaats") == [("79", "lopende tekst"), ("76", "tabel 2-14a")]
    assert lines("tegenspraken-over-een-onderwerp") == {2055, 2082}


def test_contradictions_at_table_2_3() -> None:
    """Document 000, lines 1319 (16 and 17) and 1340 (17 and 16)."""
    rows = ask("tegenspraken-bij-een-tabel")
    assert values(rows, "waarde") == [("po 16, vo 17",), ("17",), ("16",)]
    assert lines("tegenspraken-bij-een-tabel") == {1319, 1340}


def test_contradictions_of_a_kind() -> None:
    """Pupil transport (79, 76) is another value; 73 against 74 (000, line 1392) is rounding."""
    codes = {row["code"] for row in ask("tegenspraken-per-soort")}
    assert "A1" in codes
    assert "A5" not in codes
    rounding = ask("tegenspraken-per-soort", soort="afronding")
    assert "A5" in {row["code"] for row in rounding}


def test_front_matter_that_is_no_yaml_names_its_file(tmp_path: Path) -> None:
    file = tmp_path / "vraag.rq"
    file.write_text("#+ question: {nl: Welke?, en: Which?}\nSELECT ?s {}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"vraag\.rq: the front matter is not YAML"):
        read_header(file)

"""What the library says of one region, each written from the line of the source."""

from __future__ import annotations

from tests.asking import ask, lines, values, where


def test_key_figures_by_year() -> None:
    """Document 003, line 1581: 16.986, 16.762, 16.585 and 16.399 pupils."""
    rows = where(ask("kengetallen-van-een-swv"), rij="begrip:item/003-C-algemeen-1")
    assert values(rows, "periode", "waarde") == [
        ("id/periode/2015-10", "16986"),
        ("id/periode/2016-10", "16762"),
        ("id/periode/2017-10", "16585"),
        ("id/periode/2018-10", "16399"),
    ]
    assert not where(ask("kengetallen-van-een-swv"), antwoord="begrip:antwoord/landelijk-okt-2018")


def test_q54_partnership_against_national() -> None:
    """Document 003, lines 1606 (1,76/2,34) and 1607 (1,01/1,61)."""
    rows = where(ask("swv-en-landelijk"), periode="id/periode/2018-10", eenheid="oogo:percentage")
    assert values(rows, "eigen", "landelijk") == [("1.76", "2.34"), ("1.01", "1.61")]
    assert {1606, 1607} <= lines("swv-en-landelijk")


def test_support_by_municipality() -> None:
    """Document 003, lines 1701 (Woerden 111) and 1695 (Montfoort 20)."""
    rows = where(ask("ondersteuning-per-gemeente"), antwoord="begrip:antwoord/2017-2018-e1-2-3")
    assert values(rows, "gemeente", "waarde")[0] == ("tooi/gemeente/gm0632", "111")
    assert values(rows, "gemeente", "waarde")[-1] == ("tooi/gemeente/gm0335", "20")


def test_children_out_of_school_with_definition() -> None:
    """Document 003, lines 1644 (10, 3), 1645 (31, 11), 1646 (8, 1) and 142 (none in Oudewater)."""
    rows = ask("thuiszitters-met-definitie")
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["definitie"].split("/")[1], []).append(row["aantal"])
    assert found == {
        "niet-vermeld": ["8", "1", "0"],
        "potentiele-thuiszitter": ["31", "11"],
        "thuiszitter": ["10", "3"],
    }
    assert lines("thuiszitters-met-definitie") == {142, 1644, 1645, 1646}


def test_q58_none_out_of_school() -> None:
    """Document 003, lines 132, 133 and 142."""
    rows = where(ask("thuiszitters-en-voorrang-per-gemeente"), thuiszitters="0")
    assert {row["gemeente"] for row in rows} == {"tooi/gemeente/gm0589"}
    assert {row["thema"] for row in where(rows, voorrang="voorrang")} == {
        "begrip:agendathema/preventie-en-toegang",
        "begrip:agendathema/thuiszitters",
    }
    assert {row["thema"] for row in where(rows, voorrang="minder relevant")} == {
        "begrip:agendathema/aansluiting-arbeidsmarkt-en-participatie",
        "begrip:agendathema/integraal-arrangeren",
    }


def test_q46_theme_that_was_dropped() -> None:
    """Document 003, lines 92 and 1121."""
    (dropped,) = where(ask("themas-door-de-agendas"), verloop="vervallen")
    assert dropped["thema"] == "begrip:agendathema/aansluiting-arbeidsmarkt-en-participatie"
    assert dropped["belegd_bij"] == "id/overlegtafel/rmc-overleg"
    assert {92, 1121} <= lines("themas-door-de-agendas")


def test_recommendations() -> None:
    """Document 003, lines 50 to 60; document 001, lines 2044 to 2050."""
    assert lines("aanbevelingen") == {50, 53, 54, 55, 58, 59, 60}
    assert lines("aanbevelingen", over="werkzame-factor/gedeelde-visie") == {2044, 2046, 2048, 2050}


def test_all_of_a_municipality() -> None:
    """Document 003, lines 897, 899, 903 and 1503 to 1512 (Stichtse Vecht)."""
    rows = ask("alles-over-een-gemeente")
    assert len(where(rows, soort="oogo:Speerpunt")) == 3
    assert len(where(rows, soort="oogo:Inzetafspraak")) == 2
    assert {897, 899, 903, 1503, 1508, 1512} <= lines("alles-over-een-gemeente")


def test_youth_care_at_schools() -> None:
    """Document 003, lines 136, 140, 907 (co-financed) and 909 (Oudewater)."""
    rows = where(ask("jeugdhulp-op-scholen"), school="id/organisatie/obs-de-schakels")
    assert values(rows, "betaalt_mee") == [("id/samenwerkingsverband/PO2604",)]
    assert lines("jeugdhulp-op-scholen") == {136, 140, 907, 909}


def test_providers_by_municipality() -> None:
    """Document 003, lines 889 (Timon and Reinaerde) and 891 (Youke) for Woerden."""
    rows = where(ask("aanbieders-per-gemeente"), gemeente="tooi/gemeente/gm0632")
    assert values(rows, "aanbieder") == [
        ("id/organisatie/reinaerde",),
        ("id/organisatie/timon",),
        ("id/organisatie/youke",),
    ]


def test_pacts() -> None:
    """Document 003, lines 681 (after the national pact) and 689 to 691 (by whom)."""
    pact = "id/document/thuiszitterspact-utrecht-west"
    rows = where(ask("pacten-en-convenanten"), document=pact)
    assert len(rows) == 7
    assert {row["gebaseerd_op"] for row in rows} == {"id/document/thuiszitterspact-landelijk"}


def test_objectives_of_an_agenda() -> None:
    """Document 003, lines 46, 65, 76 and 94: the first objective of each theme."""
    rows = ask("doelen-van-een-agenda")
    assert len(where(rows, nummer="1")) == 4
    assert {46, 65, 76, 94} <= lines("doelen-van-een-agenda")
    assert {row["stand"] for row in rows} == {"geen stand aangeleverd"}


def test_national_objectives() -> None:
    """Document 000, lines 6232 to 6250: six goals put to the municipalities."""
    stuk = "bron/monitor-gemeenten-2017"
    assert len(ask("doelen-van-een-agenda", stuk=stuk)) == 6
    assert {6232, 6250} <= lines("doelen-van-een-agenda", stuk=stuk)


def test_items_of_an_agenda() -> None:
    """Document 004, lines 83 to 97: topics of the development agenda."""
    agenda = "samenwerkingsagenda/ontwikkelagenda-driekolommenschema"
    assert {83, 84, 85, 88, 89, 93, 94, 97, 107} <= lines(
        "agendapunten-van-een-agenda", agenda=agenda
    )


def test_standing_consultations() -> None:
    """Document 003, lines 875 (three times a year), 1775 (REA) and 1777 (OOGO)."""
    rows = {row["tafel"].removeprefix("id/overlegtafel/"): row for row in ask("overlegtafels")}
    often = rows["utrecht-west-beleid-uitvoering"]["frequentie"]
    assert often == "begrip:frequentie/drie-of-meer-per-jaar"
    assert rows["utrecht-west-rea"]["bereidt_voor"] == "id/overlegtafel/utrecht-west-oogo"
    assert (rows["utrecht-west-rea"]["partijen"], rows["utrecht-west-oogo"]["partijen"]) == (
        "10",
        "8",
    )


def test_other_parties_at_the_table() -> None:
    """Document 003, lines 277 (RBL and GGD), 393 (RBL also in the OOGO) and 873 (parents)."""
    rows = ask("andere-partijen-aan-tafel")
    assert values(rows, "tafel", "partij") == [
        ("id/overlegtafel/utrecht-west-oogo", "id/organisatie/rbl"),
        ("id/overlegtafel/utrecht-west-rea", "id/organisatie/ggd"),
        ("id/overlegtafel/utrecht-west-rea", "id/organisatie/rbl"),
        ("id/overlegtafel/utrecht-west-rea", "id/organisatie/uw-ouderplatform"),
    ]
    assert {277, 393, 873} <= lines("andere-partijen-aan-tafel")


def test_on_whose_behalf() -> None:
    """Document 003, line 27: the alderman for Oudewater."""
    rows = ask("namens-wie-gesproken")
    assert values(rows, "datum", "functie", "namens_aantal") == [
        ("2019-04-18", "id/post/oudewater-wethouder", "1")
    ]
    assert lines("namens-wie-gesproken") == {27}


def test_agreements_of_a_municipality() -> None:
    """Document 003, lines 689 (pact of seven parties) and 903 (two agreements)."""
    rows = ask("afspraken-en-hun-status")
    assert values(rows, "soort", "partijen") == [
        ("oogo:Afspraakdocument", "7"),
        ("oogo:Inzetafspraak", "1"),
        ("oogo:Inzetafspraak", "1"),
    ]
    assert lines("afspraken-en-hun-status") == {689, 903}


def test_responsibilities() -> None:
    """Document 004, lines 16 (before 1 November 2014) and 66 to 73; document 002, line 2092."""
    rows = ask("verantwoordelijkheden")
    assert [row["uiterlijk"] for row in rows if row["uiterlijk"]] == ["2014-10-31"]
    assert {16, 66, 67, 68, 69, 70, 73, 2092} <= lines("verantwoordelijkheden")


def test_codes() -> None:
    """The regulation on partnership regions (BWBR0032324): PO2604, VO2601 and VO2604."""
    rows = ask("codes-van-organisaties")
    assert values(rows, "code") == [("PO2604",), ("VO2601",), ("VO2604",)]
    assert rows[0]["bron"] == "id/bewering/code-PO2604"
    schools = ask("codes-van-organisaties", soort="brin")
    assert {row["code"] for row in schools} == {"01KJ", "01JW", "26KA"}


def test_partnership_regions() -> None:
    """The regulation on partnership regions: Stichtse Vecht belongs to VO2601, not to VO2604."""
    rows = where(ask("gemeenten-in-swv-regios"), gemeente="tooi/gemeente/gm1904")
    assert values(rows, "swv", "verbanden") == [
        ("id/samenwerkingsverband/PO2604", "1"),
        ("id/samenwerkingsverband/VO2601", "1"),
    ]


def test_publications() -> None:
    """The figures of each source are the cells of its tables and text; 004 has lines 16 to 154."""
    rows = {row["publicatie"]: row for row in ask("publicaties-en-hun-inhoud")}
    scheme = rows["id/bron/driekolommenschema"]
    assert (scheme["cijfers"], scheme["eerste_regel"], scheme["laatste_regel"]) == (
        "0",
        "16",
        "154",
    )
    assert rows["id/bron/monitor-gemeenten-2017"]["jaar"] == "2017"
    assert sum(int(row["cijfers"]) for row in rows.values()) == 2368 + 236

"""What the publications print is in the graph, cell by cell, with its place."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from pyshacl import validate
from rdflib import Graph

ROOT = Path(__file__).parent.parent
PREFIXES = """
PREFIX begrip: <https://w3id.org/oogo/begrip/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oogo: <https://w3id.org/oogo/def/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sdmx-attribute: <http://purl.org/linked-data/sdmx/2009/attribute#>
PREFIX sdmx-code: <http://purl.org/linked-data/sdmx/2009/code#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
UNITS = {
    "percentage": "percent",
    "aantal": "count",
    "gemiddelde": "mean",
    "correlatie": "correlation",
    "chikwadraat": "chi2",
}


@cache
def facts() -> Store:
    store = Store()
    for path in (*ROOT.glob("ontology/begrippen/*.ttl"), *ROOT.glob("data/bron/*/*.ttl")):
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


def rows(query: str) -> list[tuple[str, ...]]:
    return [
        tuple("" if term is None else term.value for term in row)
        for row in facts().query(PREFIXES + query)  # type: ignore[union-attr]
    ]


def test_all_tables_are_rebuilt_without_loss(shared: Path) -> None:
    rebuilt = Counter()
    for row in rows(
        """SELECT ?doc ?table ?title ?base ?group ?label ?code ?answer ?value ?measure ?line ?note
                  ?rowGroup ?topic ?printed ?groupPrinted WHERE {
             ?dataset a oogo:Tabel ; dcterms:identifier ?table ; dcterms:title ?title ;
               dcterms:isPartOf/dcterms:identifier ?doc .
             ?cell qb:dataSet ?dataset ; qb:measureType ?measure ; oogo:item ?item ;
               oogo:antwoord/skos:notation ?answer .
             ?item skos:prefLabel ?label .
             OPTIONAL { ?item skos:notation ?code }
             OPTIONAL { ?item oogo:rijgroep ?rowGroup }
             OPTIONAL { ?cell oogo:sector/skos:notation ?sector }
             OPTIONAL { ?cell oogo:respondentgroep/skos:notation ?respondents }
             BIND(COALESCE(?sector, ?respondents) AS ?group)
             OPTIONAL { ?cell ?measure ?value }
             OPTIONAL { ?cell oogo:zoalsGedrukt ?printed }
             OPTIONAL { ?cell oogo:groepZoalsGedrukt ?groupPrinted }
             OPTIONAL { ?cell oogo:noemer ?base }
             OPTIONAL { ?cell oogo:regel ?line }
             OPTIONAL { ?cell skos:note ?note }
             OPTIONAL { ?cell oogo:onderwerp/skos:notation ?topic }
           }"""
    ):
        *columns, printed, group_printed = row
        columns[4] = group_printed or columns[4]
        columns[8] = printed or columns[8]
        columns[9] = UNITS[columns[9].rpartition("/")[2]]
        rebuilt[tuple(columns)] += 1
    with (shared / "facts/tables.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = Counter(
            (
                *(row[name] for name in ("doc", "table_id", "table_title_nl", "population_n")),
                *(row[name] for name in ("sector", "row_label_nl", "row_code")),
                *(row[name] for name in ("answer_category_nl", "value", "unit", "line", "note")),
                *(row[name] for name in ("row_group_nl", "topic_key")),
            )
            for row in csv.DictReader(file)
        )
    assert expected.total() == 2368
    assert rebuilt == expected


def test_figures_in_running_text_are_rebuilt_without_loss(shared: Path) -> None:
    rebuilt = Counter()
    for row in rows(
        """SELECT ?doc ?ref ?label ?value ?measure ?group ?line ?note ?printed ?groupPrinted WHERE {
             ?dataset dcterms:identifier "tekst" ; dcterms:isPartOf/dcterms:identifier ?doc .
             ?cell qb:dataSet ?dataset ; qb:measureType ?measure ; oogo:paragraaf ?ref ;
               oogo:item/skos:prefLabel ?label ; oogo:regel ?line .
             OPTIONAL { ?cell ?measure ?value }
             OPTIONAL { ?cell oogo:sector/skos:notation ?sector }
             OPTIONAL { ?cell oogo:respondentgroep/skos:notation ?respondents }
             BIND(COALESCE(?sector, ?respondents) AS ?group)
             OPTIONAL { ?cell oogo:zoalsGedrukt ?printed }
             OPTIONAL { ?cell oogo:groepZoalsGedrukt ?groupPrinted }
             OPTIONAL { ?cell skos:note ?note }
           }"""
    ):
        *columns, printed, group_printed = row
        columns[3] = printed or columns[3]
        columns[4] = UNITS[columns[4].rpartition("/")[2]]
        columns[5] = group_printed or columns[5]
        rebuilt[tuple(columns)] += 1
    with (shared / "facts/text_figures.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = Counter(tuple(row.values()) for row in csv.DictReader(file))
    assert expected.total() == 236
    assert rebuilt == expected


def test_files_are_what_the_importer_writes(shared: Path, tmp_path: Path) -> None:
    from oogo.importers import ALL

    names = ("tables.csv", "topics_crosswalk.csv", "text_figures.csv")
    written = list(ALL["transcription"].run([shared / "facts" / name for name in names], tmp_path))
    assert len(written) == 100
    for path in written:
        kept = ROOT / "data/bron" / path.relative_to(tmp_path)
        assert kept.read_bytes() == path.read_bytes(), f"run oogo import for {kept}"


def test_counts() -> None:
    # tables.csv holds 96 tables: 2,325 values and 43 printed gaps; text_figures.csv 236 figures.
    ((tables,),) = rows("SELECT (COUNT(*) AS ?n) { ?table a oogo:Tabel }")
    ((cells,),) = rows("SELECT (COUNT(*) AS ?n) { ?cell a qb:Observation }")
    ((gaps,),) = rows(
        "SELECT (COUNT(*) AS ?n) { ?cell sdmx-attribute:obsStatus sdmx-code:obsStatus-M }"
    )
    assert (tables, cells, gaps) == ("96", str(2368 + 236), "43")


CORRELATION = "correlatie-met-voortgang"
# document, line, what the source prints on that line, table, sector, row starts with, answer, value
PRINTED = [
    ("000", 2142, "c. leerlingenvervoer 63 6 7 25", "2-14b", "po", "ja", "63"),
    ("000", 2529, "c. leerlingenvervoer 54 7 2 37", "2-16b", "vo", "ja", "54"),
    ("000", 4243, "c. Leerlingenvervoer 14 0 0 86", "3-4b", "mbo", "ja", "14"),
    ("000", 4243, "c. Leerlingenvervoer 14 0 0 86", "3-4b", "mbo", "n-v-t", "86"),
    ("000", 5341, "b. leerlingenvervoer 56 3 3 39", "4-3b", "vso-en-so", "ja", "56"),
    ("000", 5341, "b. leerlingenvervoer 56 3 3 39", "4-3b", "vso-en-so", "weet-niet", "3"),
    ("000", 2082, "c. leerlingenvervoer 76 15 9", "2-14a", "po", "ja", "76"),
    ("000", 1933, "h. wijkteam 65 18 17 67 17 17", "2-13", "po", "ja", "65"),
    ("000", 1933, "h. wijkteam 65 18 17 67 17 17", "2-13", "vo", "ja", "67"),
    ("000", 4541, "h. wijkteam 38 15 48", "3-6", "mbo", "weet-niet", "48"),
    ("000", 5632, "h. wijkteam 51 11 38", "4-5", "vso-en-so", "ja", "51"),
    ("000", 3761, "thuiszitten 0 3 5 60 14 17 4,0 92", "2-27", "po", "gemiddelde-schaalscore", "4"),
    ("000", 5014, "0 3 14 43 5 35 3,8 37", "3-11", "mbo", "gemiddelde-schaalscore", "3.8"),
    ("000", 6380, "3 17 37 15 4 25 3,0 81", "5-2", "alle-sectoren", "gemiddelde-schaalscore", "3"),
    ("000", 6272, "thuiszitters 84 2 14", "5-1", "alle-sectoren", "ja", "84"),
    ("000", 6553, "aanpak van schoolverzuim .33 54", "5-3", "po-en-vo", CORRELATION, "0.33"),
    ("002", 475, "Nee 13 19 32 80", "3", "po-en-vo", "aantal-plannen", "32"),
    ("002", 912, "nee 12 13 25 62,5", "10", "po-en-vo", "percentage-van-40-plannen", "62.5"),
    ("003", 1606, "1,76/2,34", "C-sbo-so", "sbo", "landelijk-okt-2018", "2.34"),
    ("003", 1701, "Woerden 1,15 111 36 14", "C-gemeenten", "po", "2017-2018-e1-2-3", "111"),
]  # fmt: skip


@pytest.mark.parametrize("expected", PRINTED, ids=lambda expected: f"{expected[0]}-{expected[1]}")
def test_cell_is_what_the_source_prints(
    shared: Path, expected: tuple[str, int, str, str, str, str, str]
) -> None:
    doc, line, printed, table, sector, answer, value = expected
    (source,) = (shared / "sources").glob(f"{doc}_*.txt")
    words = source.read_text(encoding="utf-8").split("\n")[line - 1].split()
    assert printed in " ".join(words)
    found = {
        row[-1]
        for row in rows(
            """SELECT ?doc ?table ?line ?sector ?answer ?value WHERE {
                 ?cell qb:dataSet ?dataset ; oogo:regel ?line ; oogo:sector ?sector ;
                   oogo:antwoord ?answer ; qb:measureType ?measure ; ?measure ?value .
                 ?dataset dcterms:identifier ?table ;
                   dcterms:isPartOf/dcterms:identifier ?doc }"""
        )
        if row[:3] == (doc, table, str(line))
        and row[3].endswith(f"/sector/{sector}")
        and row[4].endswith(f"/antwoord/{answer}")
    }
    assert value in found


def test_pupil_transport_by_sector() -> None:
    # 000 lines 2142: 63, 2529: 54, 4243: 14, 5341: 56
    assert rows(
        """SELECT ?sector ?value WHERE {
             ?table oogo:meet <https://w3id.org/oogo/begrip/gemeten/afspraken-set-1> .
             ?cell qb:dataSet ?table ; oogo:sector/skos:notation ?sector ; oogo:percentage ?value ;
               oogo:onderwerp <https://w3id.org/oogo/begrip/onderwerp/leerlingenvervoer> ;
               oogo:antwoord <https://w3id.org/oogo/begrip/antwoord/ja> } ORDER BY ?sector"""
    ) == [("(v)so", "56"), ("mbo", "14"), ("po", "63"), ("vo", "54")]


def test_every_table_says_what_it_measures() -> None:
    assert rows("SELECT ?t { ?t a oogo:Tabel MINUS { ?t oogo:meet ?kind } }") == []
    assert rows("SELECT ?t { ?t oogo:meet ?a, ?b FILTER(?a != ?b) }") == []


def test_tables_of_one_kind_compare_sectors() -> None:
    # satisfaction tables: 000 lines 3761 (po, vo), 5014 (mbo), 6029 (v)so
    tables = rows(
        """SELECT ?id { ?t oogo:meet <https://w3id.org/oogo/begrip/gemeten/tevredenheid-naleving> ;
             dcterms:identifier ?id } ORDER BY ?id"""
    )
    assert tables == [("2-27",), ("3-11",), ("4-10",)]


def test_rows_that_are_answers_name_the_same_concept_in_every_sector() -> None:
    # 000 lines 1301 (po and vo 43), 3999 (mbo 19) and 5221 ((v)so 24): once a year
    assert rows(
        """SELECT ?sector ?value WHERE {
             ?table oogo:meet <https://w3id.org/oogo/begrip/gemeten/frequentie-overleg> .
             ?cell qb:dataSet ?table ; oogo:sector/skos:notation ?sector ; oogo:percentage ?value ;
               oogo:item/skos:exactMatch <https://w3id.org/oogo/begrip/frequentie/jaarlijks>
           } ORDER BY ?sector"""
    ) == [("(v)so", "24"), ("mbo", "19"), ("po", "43"), ("vo", "43")]


def test_every_printed_not_known_is_a_kind_of_not_known() -> None:
    # a row 'weet niet', 'geen oordeel' or 'n.v.t.' names the answer, as a column of that name does
    nameless = rows(
        """SELECT ?row ?label WHERE {
             ?row skos:inScheme <https://w3id.org/oogo/begrip/item> ; skos:prefLabel ?label .
             ?cell oogo:item ?row ;
               oogo:antwoord <https://w3id.org/oogo/begrip/antwoord/aandeel-gemeenten> .
             FILTER REGEX(?label, "^(weet niet|weet het jaar niet|geen oordeel|n[.]v[.]t[.])")
             MINUS {
               ?row skos:exactMatch|skos:broadMatch ?answer .
               <https://w3id.org/oogo/begrip/antwoord/soorten-niet-bekend> skos:member ?answer
             } }"""
    )
    assert nameless == []


def test_a_cell_about_a_municipality_names_its_area() -> None:
    # 003:1701 "Woerden 1,15 111 36 14"; seven cells on each of five lines
    found = rows(
        """SELECT ?code (COUNT(?cell) AS ?n) WHERE {
             ?cell qb:dataSet <https://w3id.org/oogo/dataset/003-C-gemeenten> ;
               oogo:item/oogo:betreftGemeente ?body ; oogo:refGebied/oogo:gebiedVan ?body .
             ?body oogo:gemeentecode ?code } GROUP BY ?code ORDER BY ?code"""
    )
    assert found == [(code, "7") for code in ("0335", "0589", "0632", "0736", "1904")]


# 003: lines 263 (OOGO), 273, 275, 277 (REA), 393 (RBL in both), 873 (parents, now and then)
def test_who_takes_part_in_rea_and_oogo() -> None:
    taking_part = defaultdict(set)
    for table, actor, role in rows(
        """SELECT ?table ?actor ?role { ?part a oogo:Tafeldeelname ; org:organization ?table ;
             org:member ?actor ; oogo:deelnamerol ?role }"""
    ):
        name = table.rpartition("-")[2]
        taking_part[name].add((actor.rpartition("/")[2], role.rpartition("/")[2]))
    permanent = {
        *(f"gm{code}" for code in ("0335", "0589", "0632", "0736", "1904")),
        *("PO2604", "VO2604", "rbl"),
    }
    assert taking_part["oogo"] == {(actor, "vast") for actor in permanent}
    assert taking_part["rea"] == {
        *((actor, "vast") for actor in (*permanent, "ggd")),
        ("uw-ouderplatform", "incidenteel"),
    }


def test_where_the_agenda_was_adopted() -> None:
    # 003 lines 23 (corsa 19.010937), 25-26 (OOGO, 18 April 2019), 27 (alderman for Oudewater)
    assert rows(
        """SELECT ?number ?date ?post ?municipality {
             ?document dcterms:identifier ?number ; oogo:vastgesteldIn ?meeting .
             ?meeting a oogo:Oogo ; oogo:datum ?date ; oogo:heeftDeelname ?part .
             ?part oogo:vertegenwoordigtPost/rdfs:label ?post ; oogo:namens ?for .
             ?for oogo:gemeentecode ?municipality }"""
    ) == [("corsa 19.010937", "2019-04-18", "wethouder Duindam", "0589")]


def test_agenda_items_of_the_monitor() -> None:
    # 003 lines 1248-1266: 6, 1286-1298: 7, 1312-1320: 5, 1335-1363: 7
    assert dict(
        rows(
            """SELECT ?theme (STR(COUNT(*)) AS ?n) {
                 ?monitor a oogo:Monitorinstrument ; oogo:heeftAgendapunt ?item .
                 ?item oogo:themaZoalsGedrukt ?theme } GROUP BY ?theme"""
        )
    ) == {
        "Algemeen": "6",
        "Preventie en Toegang": "7",
        "Integraal Indiceren": "5",
        "Thuiszitters": "7",
    }


def test_theme_that_was_dropped_and_where_it_went() -> None:
    # 003 line 92: theme 4 of 2016-2018; line 1121: placed with the RMC meeting
    assert rows(
        """SELECT ?theme ?table {
             ?old oogo:geldigheid <https://w3id.org/oogo/id/periode/2016-2018> ;
               oogo:heeftThema ?t .
             ?new oogo:vervangt ?old . ?t skos:prefLabel ?theme ; oogo:belegdBij/rdfs:label ?table .
             FILTER(LANG(?theme) = "nl") FILTER NOT EXISTS { ?new oogo:heeftThema ?t } }"""
    ) == [("Aansluiting arbeidsmarkt en participatie", "RMC-overleg")]


def test_traffic_light_has_four_colours() -> None:
    # 003 line 1220: rood, oranje, groen en donkergroen
    assert {
        row[0]
        for row in rows(
            """SELECT ?name { ?c skos:inScheme <https://w3id.org/oogo/begrip/stoplicht> ;
                 skos:prefLabel ?name FILTER(LANG(?name) = "nl") }"""
        )
    } == {"rood", "oranje", "groen", "donkergroen"}


def test_area_of_partnerships_comes_from_the_regulation() -> None:
    # BWBR0032324, 2015-04-23: Stichtse Vecht is PO2604 and, unlike the others, VO2601
    allocated = defaultdict(set)
    for region, area in rows(
        """SELECT ?region ?area { ?a a oogo:Gebiedstoedeling ; oogo:toedelingAan ?region ;
             oogo:toedelingVan ?area ;
             prov:wasDerivedFrom <https://w3id.org/oogo/id/bron/regeling-regio-indeling> }"""
    ):
        allocated[region.rpartition("/")[2]].add(area.rpartition("/")[2])
    assert allocated == {
        "PO2604": {"gm0335", "gm0589", "gm0632", "gm0736", "gm1904"},
        "VO2604": {"gm0335", "gm0589", "gm0632", "gm0736"},
        "VO2601": {"gm1904"},
    }


# Persons are found by their office; the register names them in the note or by what they did.
OFFICES = {
    "ir. W.J. Tempel": "secretaris",
    "mr. drs. P. Verhoeve": "burgemeester",
    "Marc Dullaert": "aanjager landelijke Thuiszitterspact",
}


@cache
def said() -> dict[tuple[str, str], set[str]]:
    """By document and line: what nodes that rest on it are called, and what they are next to."""
    found = defaultdict(set)
    for doc, line, name in rows(
        """SELECT DISTINCT ?doc ?line ?name {
             ?source dcterms:identifier ?doc .
             { ?node prov:wasDerivedFrom ?source }
             UNION { ?node prov:wasDerivedFrom/dcterms:isPartOf ?source }
             ?node oogo:regel ?line .
             { ?node rdfs:label ?name } UNION { ?node skos:altLabel ?name }
             UNION { ?node oogo:item/skos:prefLabel ?name }
             UNION { ?node org:member/rdfs:label ?name } UNION { ?node oogo:hoedanigheid ?name }
             UNION { ?node org:organization/rdfs:label ?name }
             UNION { ?node oogo:aantal ?name } }"""
    ):
        found[doc, line].add(name.casefold())
    return found


def register(shared: Path, kind: str) -> list[dict[str, str]]:
    with (shared / "facts/entities.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["record"] == kind]


def test_every_entity_is_found_by_name_and_line(shared: Path) -> None:
    entities = register(shared, "entity")
    assert len(entities) == 176
    missing = [
        (row["doc"], row["line"], row["name"])
        for row in entities
        if not any(
            OFFICES.get(row["name"], row["name"]).casefold() in name
            for name in said()[row["doc"], row["line"]]
        )
    ]
    assert missing == []


def test_every_statement_is_found_by_object_and_line(shared: Path) -> None:
    statements = register(shared, "relation")
    assert len(statements) == 321
    missing = []
    for row in statements:
        words = OFFICES.get(row["object"], row["object"]).casefold().replace(".", "")
        names = {name.replace(".", "") for name in said()[row["doc"], row["line"]]}
        if not any(words in name for name in names):
            missing.append((row["doc"], row["line"], row["subject"], row["predicate"], words))
    assert missing == []


def test_no_private_names(shared: Path) -> None:
    for name in ("Tempel", "Verhoeve", "Dullaert", "Steenhoven", "Aarsen", "Eimers"):
        for path in ROOT.glob("data/bron/*/*.ttl"):
            assert not re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")), path


def test_every_contradiction_keeps_both_readings(shared: Path) -> None:
    noted = (shared / "facts/inconsistencies.md").read_text(encoding="utf-8")
    codes = set(re.findall(r"^(?:\| |- )([A-G]\d+)\b", noted, re.MULTILINE))
    kept = dict(
        rows(
            """SELECT ?code (STR(COUNT(DISTINCT ?reading)) AS ?n) {
                 ?c a oogo:Tegenspraak ; dcterms:identifier ?code ; oogo:heeftLezing ?reading ;
                   oogo:soortTegenspraak ?kind . ?reading oogo:waarde ?value } GROUP BY ?code"""
        )
    )
    assert set(kept) == codes
    assert {code for code, n in kept.items() if int(n) < 2} == set()


def test_pupil_transport_contradiction() -> None:
    # 000 line 2055 (text): 79%; line 2082 (table 2-14a): 76
    assert rows(
        """SELECT ?line ?value { <https://w3id.org/oogo/id/tegenspraak/A1> oogo:heeftLezing ?r .
             ?r oogo:regel ?line ; oogo:waarde ?value } ORDER BY ?line"""
    ) == [("2055", "79"), ("2082", "76")]


def test_readings_of_cells_are_the_values_of_those_cells() -> None:
    assert (
        rows(
            """SELECT ?reading ?said ?printed { ?reading oogo:betreftWaarneming ?cell ;
                 oogo:waarde ?said . ?cell qb:measureType ?measure ; ?measure ?printed .
                 FILTER(?said != STR(?printed)) }"""
        )
        == []
    )


SCHEMES = sorted(ROOT.glob("ontology/begrippen/*.ttl"))


# pySHACL 0.40 still uses two names that rdflib 7.6 gave up.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_concept_scheme_conforms_to_nl_sbb(shared: Path, path: Path) -> None:
    scheme = Graph().parse(path, format="turtle")
    for source in (*ROOT.glob("data/bron/*/bron.ttl"), ROOT / "ontology/wet/wetten.ttl"):
        scheme.parse(source, format="turtle")
    shapes = str(shared / "standards/nl-sbb/skos-ap-nl.ttl")
    _, _, report = validate(scheme, shacl_graph=shapes, shacl_graph_format="turtle")
    assert "Severity: sh:Violation" not in report, report
    assert "Severity: sh:Warning" not in report, report


def test_concepts_speak_two_languages() -> None:
    for kind in ("skos:prefLabel", "skos:definition"):
        assert (
            rows(
                f"""SELECT ?c {{ ?scheme a skos:ConceptScheme . ?c a skos:Concept ;
                     skos:inScheme ?scheme . FILTER(?scheme != begrip:item)
                     FILTER NOT EXISTS {{ ?c {kind} ?nl, ?en
                       FILTER(LANG(?nl) = "nl" && LANG(?en) = "en") }} }}"""
            )
            == []
        )


def test_nothing_points_to_a_missing_thing() -> None:
    store = Store()
    for folder in ("data", "ontology", "shapes"):
        for path in ROOT.glob(f"{folder}/**/*.ttl"):
            store.load(path=path, format=RdfFormat.TURTLE)
    described = {quad.subject for quad in store}
    dangling = {
        quad.object.value
        for quad in facts()
        if isinstance(quad.object, NamedNode)
        and quad.object.value.startswith("https://w3id.org/oogo/")
        and quad.object not in described
    }
    assert dangling == set()


def test_no_blank_nodes() -> None:
    assert all(
        isinstance(term, NamedNode | Literal)
        for quad in facts()
        for term in (quad.subject, quad.object)
    )

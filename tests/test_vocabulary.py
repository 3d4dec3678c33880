"""The words to ask with: of this graph, by their names, with how often they are used."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from oogo.addresses import BASE
from oogo.language import Text
from oogo.rdf import release_graphs
from oogo.store.pool import Pool
from oogo.vocabulary import Term, read_vocabulary, written

DEF = BASE + "def/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.fixture(scope="module")
def terms(edition_dir: Path) -> dict[tuple[str, str], Term]:
    async def read() -> tuple[Term, ...]:
        pool = await Pool.start(edition_dir, workers=1)
        try:
            return await read_vocabulary(pool)
        finally:
            await pool.close()

    return {(term.kind, term.iri): term for term in asyncio.run(read())}


def test_a_class_is_counted_as_the_files_have_it(terms: dict[tuple[str, str], Term]) -> None:
    things = {
        triple.subject
        for triples in release_graphs().values()
        for triple in triples
        if triple.predicate.value == TYPE and str(triple.object) == f"<{DEF}Overlegtafel>"
    }
    term = terms["class", DEF + "Overlegtafel"]
    # ontology/overleg.ttl names it so.
    assert term.name == Text("overlegtafel", "standing table")
    assert term.count == len(things) > 0


def test_a_property_and_a_concept(terms: dict[tuple[str, str], Term]) -> None:
    assert terms["property", DEF + "percentage"].count > 1000
    # ontology/begrippen: sector po is primair onderwijs.
    sector = terms["concept", BASE + "begrip/sector/po"]
    assert sector.name.nl == "primair onderwijs"
    assert sector.count > 100


def test_what_is_not_used_is_there_too(terms: dict[tuple[str, str], Term]) -> None:
    unused = [term for term in terms.values() if term.count == 0]
    assert any(term.kind == "property" for term in unused)
    assert all(term.name.nl and term.name.en for term in terms.values())


@pytest.mark.parametrize(
    ("iri", "text"),
    [
        (DEF + "Oogo", "oogo:Oogo"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "skos:prefLabel"),
        (BASE + "begrip/sector/po", f"<{BASE}begrip/sector/po>"),
        (BASE + "wet/BWBR0003420", "wet:BWBR0003420"),
        ("http://example.org/x", "<http://example.org/x>"),
        (DEF, f"<{DEF}>"),
    ],
)
def test_how_a_term_is_written(iri: str, text: str) -> None:
    assert written(iri) == text

"""The made-up country as registers: who there is, and which gemeente lies in which region."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from oogo.bench.nquads import Graph, day, iri, plain, text, year
from oogo.bench.world import (
    YEARS,
    Bestuur,
    Gemeente,
    Herindeling,
    Samenwerkingsverband,
    Vestiging,
    World,
)
from oogo.rdf import GRAPH

__all__ = ["area", "gemeente_iri", "opr_iri", "period", "registers", "swv_iri"]

_DATE = "2025-01-01"
_SECTORS = {"po": ("po", "so", "sbo"), "vo": ("vo", "pro", "vso")}
_TEAM = "begrip:organisatietype/jeugdzorg"


def gemeente_iri(gemeente: Gemeente) -> str:
    """The term of a gemeente."""
    return f"<https://identifier.overheid.nl/tooi/id/gemeente/{gemeente.code}>"


def swv_iri(swv: Samenwerkingsverband) -> str:
    """The term of a swv."""
    return iri(f"id/samenwerkingsverband/{swv.code}")


def opr_iri(swv: Samenwerkingsverband) -> str:
    """The term of the ondersteuningsplanraad of a swv."""
    return iri(f"id/ondersteuningsplanraad/{swv.code}")


def area(code: str) -> str:
    """The term of the area of an organisation."""
    return iri(f"id/gebied/{code}")


def period(name: int | str) -> str:
    """The term of a period."""
    return iri(f"id/periode/{name}")


def registers(world: World, seed: int) -> Iterator[Graph]:
    """One graph per register; of a dated register only this one date exists."""
    random = Random(f"registers {seed}")  # noqa: S311 - a repeatable world, no secret
    yield _gemeenten(world)
    yield _swv(world)
    yield _jeugdregios(world)
    yield _besturen(world)
    yield _vestigingen(world, random)
    yield _aanbieders(world, random)


def _register(name: str) -> Graph:
    return Graph(f"{GRAPH}register/nagemaakt-{name}/{_DATE}")


def _gemeenten(world: World) -> Graph:
    graph = _register("gemeenten")
    for one in YEARS:
        graph.say(
            period(one),
            ("a", "time:ProperInterval"),
            ("rdfs:label", text(str(one))),
            ("oogo:beginjaar", year(one)),
            ("oogo:eindjaar", year(one)),
        )
    for gemeente in world.gemeenten:
        _gemeente(graph, gemeente)
    for event in world.herindelingen:
        _herindeling(graph, event)
    return graph


def _gemeente(graph: Graph, gemeente: Gemeente) -> None:
    this, ground, code = gemeente_iri(gemeente), area(gemeente.code), gemeente.code[2:]
    graph.say(
        this,
        ("a", "oogo:Gemeente"),
        ("a", "tooiont:Gemeente"),
        ("rdfs:label", text(f"Gemeente {code}")),
        ("oogo:gemeentecode", plain(code)),
        *_validity(gemeente.since, gemeente.until),
    )
    graph.say(
        ground,
        ("a", "oogo:Gemeentegebied"),
        ("rdfs:label", text(f"Gebied van gemeente {code}")),
        ("oogo:gebiedVan", this),
    )


def _validity(since: date | None, until: date | None) -> Iterator[tuple[str, str]]:
    if since:
        yield "oogo:geldigVanaf", day(since)
    if until:
        yield "oogo:geldigTot", day(until)


def _herindeling(graph: Graph, event: Herindeling) -> None:
    this = iri(f"id/herindeling/{event.new.code}-{event.on.year}")
    graph.say(
        this,
        ("a", "oogo:Herindeling"),
        ("rdfs:label", text(f"Herindeling tot gemeente {event.new.code[2:]}")),
        ("oogo:ingangsdatum", day(event.on)),
        ("org:resultingOrganization", gemeente_iri(event.new)),
        *(("org:originalOrganization", gemeente_iri(old)) for old in event.old),
    )
    graph.say(gemeente_iri(event.new), ("org:resultedFrom", this))


def _swv(world: World) -> Graph:
    graph = _register("samenwerkingsverbanden")
    for swv in world.swv:
        graph.say(
            swv_iri(swv),
            ("a", f"oogo:Samenwerkingsverband{swv.sector.upper()}"),
            ("rdfs:label", text(f"Samenwerkingsverband {swv.code}")),
            ("oogo:swvCode", plain(swv.code)),
        )
        graph.say(
            area(swv.code),
            ("a", "oogo:Swvregio"),
            ("rdfs:label", text(f"Regio van samenwerkingsverband {swv.code}")),
            ("oogo:gebiedVan", swv_iri(swv)),
        )
        graph.say(
            opr_iri(swv),
            ("a", "org:Organization"),
            ("rdfs:label", text(f"Ondersteuningsplanraad van {swv.code}")),
            ("oogo:organisatietype", "begrip:organisatietype/medezeggenschap"),
        )
    for toedeling in world.toedelingen:
        _assign(graph, toedeling.gemeente, toedeling.swv.code, whole=toedeling.whole)
    return graph


def _assign(graph: Graph, gemeente: Gemeente, region: str, *, whole: bool) -> None:
    graph.say(
        iri(f"id/gebiedstoedeling/{region}-{gemeente.code}"),
        ("a", "oogo:Gebiedstoedeling"),
        ("oogo:toedelingVan", area(gemeente.code)),
        ("oogo:toedelingAan", area(region)),
        ("oogo:dekking", "begrip:dekking/geheel" if whole else "begrip:dekking/gedeeltelijk"),
        *_validity(gemeente.since, gemeente.until),
    )


def _jeugdregios(world: World) -> Graph:
    graph = _register("jeugdregios")
    for n in range(1, len(world.jeugdregios) + 1):
        graph.say(
            area(f"jeugdregio-{9000 + n}"),
            ("a", "oogo:Jeugdhulpregio"),
            ("rdfs:label", text(f"Jeugdregio {9000 + n}")),
        )
    for gemeente in world.gemeenten:
        _assign(graph, gemeente, f"jeugdregio-{9000 + world.jeugdregio(gemeente)}", whole=True)
    return graph


def _board(bestuur: Bestuur) -> str:
    return iri(f"id/schoolbestuur/{bestuur.number}")


def _besturen(world: World) -> Graph:
    graph = _register("besturen")
    for bestuur in world.besturen:
        graph.say(
            _board(bestuur),
            ("a", "oogo:Schoolbestuur"),
            ("rdfs:label", text(f"Schoolbestuur {bestuur.number}")),
            ("oogo:bevoegdGezagnummer", plain(bestuur.number)),
        )
        for membership in bestuur.aansluitingen:
            this = iri(f"id/swvaansluiting/{bestuur.number}-{membership.swv.code}")
            graph.say(_board(bestuur), ("oogo:heeftSwvaansluiting", this))
            graph.say(
                this,
                ("a", "oogo:Swvaansluiting"),
                ("oogo:aansluitingBij", swv_iri(membership.swv)),
                *_validity(membership.since, membership.until),
            )
    return graph


def _vestigingen(world: World, random: Random) -> Graph:
    graph = _register("vestigingen")
    brin = ""
    for vestiging in world.vestigingen:
        school = iri(f"id/onderwijsinstelling/{vestiging.school.brin}")
        if vestiging.school.brin != brin:
            brin = vestiging.school.brin
            graph.say(
                school,
                ("a", "oogo:Onderwijsinstelling"),
                ("rdfs:label", text(f"School {brin}")),
                ("oogo:brin", plain(brin)),
                ("oogo:heeftBevoegdGezag", _board(vestiging.school.bestuur)),
            )
        _vestiging(graph, vestiging, school, random)
    return graph


def _vestiging(graph: Graph, vestiging: Vestiging, school: str, random: Random) -> None:
    this, site = iri(f"id/vestiging/{vestiging.code}"), iri(f"id/locatie/{vestiging.code}")
    sector = random.choice(_SECTORS[vestiging.school.bestuur.sector])
    graph.say(
        this,
        ("a", "oogo:Vestiging"),
        ("rdfs:label", text(f"Vestiging {vestiging.code}")),
        ("oogo:vestigingscode", plain(vestiging.code)),
        ("oogo:vestigingVan", school),
        ("oogo:biedtSector", f"begrip:sector/{sector}"),
        ("org:hasPrimarySite", site),
    )
    graph.say(site, ("a", "org:Site"), ("oogo:gelegenIn", area(vestiging.gemeente.code)))


def _aanbieders(world: World, random: Random) -> Graph:
    graph = _register("aanbieders")
    for aanbieder in world.aanbieders:
        graph.say(
            iri(f"id/organisatie/{aanbieder.key}"),
            ("a", "oogo:Jeugdhulpaanbieder"),
            ("rdfs:label", text(f"Jeugdhulp{aanbieder.key}")),
            ("oogo:organisatietype", random.choice((_TEAM, "begrip:organisatietype/ggz"))),
        )
    return graph

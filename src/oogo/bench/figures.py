"""What each gemeente reports per year: figures, bottlenecks, arrangements and how it cooperates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from oogo.bench.delivery import Delivery
from oogo.bench.nquads import Graph, day, decimal, iri, number, plain, text
from oogo.bench.registers import area, gemeente_iri, period, swv_iri
from oogo.bench.world import YEARS, Aanbieder, Gemeente, Vestiging, World

__all__ = ["figures", "tables"]

_COUNTED = (
    ("thuiszitters-interventie", "aantal"),
    ("leerlingenvervoer", "aantal"),
    ("jeugd-ggz-inzet", "percentage"),
    ("ondersteuningsteam-school", "percentage"),
)
_SECTORS = ("po", "vo")
_AREAS = ("samenwerking", "regie", "financien", "hulpverlening", "leerlingen", "afbakening")
_MODELS = ("schottenmodel", "ketenmodel", "netwerkmodel", "integraal-model")
_PHASES = ("orientatie", "start", "opbouw", "consolidatie")
_KINDS = (
    "kortdurend-op-school",
    "intensief-op-school",
    "dagbehandeling-en-onderwijs",
    "bovenschools",
    "consultatie-en-advies",
)
_TABLE = iri("dataset/nagemaakt-jaarcijfers")


def tables(graph: Graph) -> None:
    """Describe the table that all figures belong to."""
    graph.say(
        _TABLE,
        ("a", "qb:DataSet"),
        ("dcterms:title", text("Nagemaakte jaarcijfers van gemeenten")),
        ("dcterms:identifier", plain("jaarcijfers")),
    )


def figures(world: World, seed: int, intensity: float) -> Iterator[Delivery]:
    """One report per gemeente and year, or this many of them."""
    random = Random(f"figures {seed}")  # noqa: S311 - a repeatable world, no secret
    at: dict[str, list[Vestiging]] = {}
    for vestiging in world.vestigingen:
        at.setdefault(vestiging.gemeente.code, []).append(vestiging)
    per_year = max(1, round(intensity))
    for gemeente in world.gemeenten:
        for of_year in YEARS:
            if not gemeente.exists(date(of_year, 12, 31)):
                continue
            for n in range(1, per_year + 1):
                key = f"{gemeente.code}-{of_year}-{n}"
                told = date(of_year + 1, 2, 1)
                delivery = Delivery("jaarcijfers", gemeente_iri(gemeente), key, told)
                _observations(delivery.graph, gemeente, of_year, key, random)
                _bottleneck(delivery.graph, gemeente, key, random)
                if n == 1:
                    _relations(world, delivery.graph, gemeente, of_year, random)
                if gemeente.code in at:
                    place = random.choice(at[gemeente.code])
                    _arrangement(delivery, place, random.choice(world.aanbieders), random)
                yield delivery


def _observations(graph: Graph, gemeente: Gemeente, of_year: int, key: str, random: Random) -> None:
    place, during = area(gemeente.code), period(of_year)
    order = 0
    for topic, measure in _COUNTED:
        for sector in _SECTORS:
            order += 1
            among = random.randint(200, 9000)
            graph.say(
                iri(f"id/waarneming/{key}-{order}"),
                ("a", "qb:Observation"),
                ("qb:dataSet", _TABLE),
                ("qb:measureType", f"oogo:{measure}"),
                ("oogo:sector", f"begrip:sector/{sector}"),
                ("oogo:onderwerp", f"begrip:onderwerp/{topic}"),
                ("oogo:refGebied", place),
                ("oogo:refPeriode", during),
                ("oogo:noemer", number(among)),
                (f"oogo:{measure}", _value(measure, among, random)),
                ("oogo:volgnummer", number(order)),
            )


def _value(measure: str, among: int, random: Random) -> str:
    if measure == "aantal":
        return number(random.randint(5, among // 20))
    return decimal(random.randint(0, 1000))


def _bottleneck(graph: Graph, gemeente: Gemeente, key: str, random: Random) -> None:
    graph.say(
        iri(f"id/knelpunt/{key}"),
        ("a", "oogo:Knelpunt"),
        ("rdfs:label", text(f"Knelpunt {key}")),
        ("oogo:gemeldDoor", gemeente_iri(gemeente)),
        ("oogo:knelpuntterrein", f"begrip:knelpuntterrein/{random.choice(_AREAS)}"),
    )


def _relations(
    world: World, graph: Graph, gemeente: Gemeente, of_year: int, random: Random
) -> None:
    """Every third year: which model and which phase the gemeente sees with each of its swv."""
    if (of_year + int(gemeente.code[2:])) % 3:
        return
    for swv in world.per_gemeente[gemeente.code]:
        name = f"{gemeente.code}-{swv.code.lower()}"
        relation = iri(f"id/samenwerkingsrelatie/{name}")
        graph.say(
            relation,
            ("a", "oogo:Samenwerkingsrelatie"),
            ("oogo:relatieMetGemeente", gemeente_iri(gemeente)),
            ("oogo:relatieMetSwv", swv_iri(swv)),
        )
        for scheme, steps in (("samenwerkingsmodel", _MODELS), ("fase", _PHASES)):
            graph.say(
                iri(f"id/oordeel/{name}-{scheme}-{of_year}"),
                ("a", "oogo:Samenwerkingstypering"),
                ("oogo:oordeelOver", relation),
                ("oogo:typering", f"begrip:{scheme}/{random.choice(steps)}"),
                ("oogo:beoordeeldDoor", gemeente_iri(gemeente)),
                ("oogo:oordeelsdatum", day(date(of_year, 12, 1))),
            )


def _arrangement(delivery: Delivery, place: Vestiging, provider: Aanbieder, random: Random) -> None:
    key = delivery.kenmerk
    delivery.graph.say(
        iri(f"id/arrangement/{key}"),
        ("a", "oogo:Onderwijszorgarrangement"),
        ("rdfs:label", text(f"Onderwijszorgarrangement {key}")),
        ("oogo:aangebodenDoor", iri(f"id/organisatie/{provider.key}")),
        ("oogo:aangebodenOp", iri(f"id/vestiging/{place.code}")),
        ("oogo:ozaType", f"begrip:ozatype/{random.choice(_KINDS)}"),
        ("oogo:gefinancierdDoor", delivery.sender),
    )

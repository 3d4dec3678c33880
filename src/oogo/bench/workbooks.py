"""Workbooks to measure with, one for each template, in the words of the templates."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

import openpyxl

from oogo.bench.world import World

__all__ = ["WORKBOOKS", "xlsx"]

_ON = date(2025, 11, 1)
_Row = Sequence[str | int | date | None]
_Sheets = Mapping[str, Iterable[_Row]]
_VERSION = (
    "Kenmerk",
    "Plan",
    "Status",
    "Vastgesteld op",
    "Vastgesteld door",
    "Geldig vanaf",
    "Geldig tot",
    "Vorige versie",
)
_ELEMENTS = (
    "dekkend aanbod",
    "basisondersteuning",
    "verdeling, besteding en toewijzing van middelen",
    "meerjarenbegroting",
    "procedure en criteria voor plaatsing",
    "terug- of overplaatsing",
    "beoogde en bereikte resultaten",
    "beoogde kwalitatieve resultaten",
    "beoogde kwantitatieve resultaten",
    "bereikte kwalitatieve resultaten",
    "bereikte kwantitatieve resultaten",
    "informeren van ouders",
    "vaststelling van bovengemiddelde groei",
    "tegemoetkoming bij bovengemiddelde groei",
)
_YOUTH_ELEMENTS = (
    "Visie en doelstellingen",
    "Samenhang met Veilig Thuis",
    "Acties in de planperiode",
    "Beoogde resultaten",
    "Meetwijze",
    "Outcomecriteria",
    "Verantwoordelijkheidstoedeling",
    "Kleine doelgroepen",
    "VN-verdrag handicap",
)


def xlsx(sheets: _Sheets) -> bytes:
    """The workbook with these sheets."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _day(number: int) -> date:
    return date(2025, 1, 1) + timedelta(days=number % 300)


def _sender(world: World) -> list[_Row]:
    return [("Organisatie", "Licentie"), (world.swv[0].code, None)]


def _codes(world: World) -> Callable[[int], str]:
    """The code of a gemeente by number."""
    now = [each.code for each in world.gemeenten if each.until is None]
    return lambda number: now[number % len(now)].removeprefix("gm")


def _meetings(world: World, rows: int) -> _Sheets:
    code, swv, times = _codes(world), world.swv[0].code, range(rows // 5)
    return {
        "Afzender": _sender(world),
        "Overleggen": [
            ("Kenmerk", "Soort", "Naam", "Datum", "Sector"),
            *((f"o{n}", "ambtelijk overleg", f"Overleg {n}", _day(n), None) for n in times),
        ],
        "Deelnemers": [
            ("Overleg", "Deelnemer", "Namens", "Rol", "Functie"),
            *((f"o{n}", swv, swv, "vaste deelnemer", "directeur") for n in times),
            *((f"o{n}", code(n), code(n), None, "wethouder onderwijs") for n in times),
            *((f"o{n}", code(n + 1), code(n + 1), None, "wethouder jeugd") for n in times),
        ],
        "Agendapunten": [
            ("Kenmerk", "Overleg", "Nummer", "Titel", "Onderwerp"),
            *((f"o{n}-1", f"o{n}", 1, "Vervoer", "leerlingenvervoer") for n in times),
        ],
    }


def _agreements(world: World, rows: int) -> _Sheets:
    code, swv, times = _codes(world), world.swv[0].code, range(rows // 2)
    return {
        "Afzender": _sender(world),
        "Afspraken": [
            ("Kenmerk", "Soort", "Afspraak", "Onderwerp", "Partijen"),
            *(
                (f"a{n}", "afspraak", f"Afspraak {n}", "leerlingenvervoer", f"{code(n)}; {swv}")
                for n in times
            ),
        ],
        "Status": [
            ("Afspraak", "Datum", "Beoordeeld door", "Status"),
            *((f"a{n}", _day(n), swv, "gestart") for n in times),
        ],
    }


def _evidence(world: World, rows: int) -> _Sheets:
    code, site = _codes(world), "https://www.example.org"
    return {
        "Afzender": _sender(world),
        "Bewijsstukken": [
            ("Kenmerk", "Titel", "Webadres", "Plicht", "Van", "Datum"),
            *(
                (f"b{n}", f"Verslag {n}", f"{site}/{n}.pdf", "PO-09", code(n), _day(n))
                for n in range(rows)
            ),
        ],
    }


def _support_plans(world: World, rows: int) -> _Sheets:
    """Plans of one partnership, each with its versions, meetings, seats and passages."""
    swv = world.swv[0]
    others = [each.code for each in world.overlapping(swv, _ON)]
    towns = [each.code.removeprefix("gm") for each in world.gemeenten_of(swv, _ON)]
    everyone = "; ".join((swv.code, *towns))
    each = 6 + 2 + len(towns) + len(others) + len(_ELEMENTS)
    times = range(rows // each)
    return {
        "Afzender": _sender(world),
        "Procedures": [
            ("Kenmerk", "Vastgesteld op", "Vastgesteld door", "Geschillenregeling"),
            *((f"p{n}", date(2023, 11, 16), everyone, "Een commissie beslist.") for n in times),
        ],
        "Overleggen": [
            ("Kenmerk", "Soort", "Naam", "Datum", "Over planversie", "Volgens procedure"),
            *(
                (f"o{n}", "oogo ondersteuningsplan", None, date(2024, 2, 8), f"c{n}", f"p{n}")
                for n in times
            ),
            *(
                (f"v{n}", "bestuurlijk overleg", None, date(2024, 2, 9), f"c{n}", None)
                for n in times
            ),
        ],
        "Deelnemers": [
            ("Overleg", "Deelnemer", "Namens", "Functie"),
            *((f"o{n}", swv.code, swv.code, None) for n in times),
            *((f"o{n}", town, town, "wethouder onderwijs") for n in times for town in towns),
            *((f"v{n}", code, code, None) for n in times for code in (swv.code, *others)),
        ],
        "Ondersteuningsplannen": [
            ("Kenmerk", "Naam", "Opgesteld door"),
            *((f"plan{n}", f"Plan {n}", swv.code) for n in times),
        ],
        "Versies": [
            (*_VERSION, "Toegezonden aan", "Toegezonden op"),
            *((f"c{n}", f"plan{n}", "concept", *[None] * 7) for n in times),
            *((f"a{n}", f"plan{n}", "vastgesteld", *_adopted(n)) for n in times),
        ],
        "Passages": [
            ("Versie", "Onderdeel", "Pagina"),
            *((f"a{n}", part, str(at)) for n in times for at, part in enumerate(_ELEMENTS, 8)),
        ],
    }


def _adopted(number: int) -> _Row:
    since = date(2024, 8, 1)
    until, sent = date(2028, 8, 1), date(2024, 4, 15)
    inspectorate = "Inspectie van het Onderwijs"
    return (date(2024, 3, 28), None, since, until, f"c{number}", inspectorate, sent)


def _youth_plans(world: World, rows: int) -> _Sheets:
    """Plans of one gemeente, each with its versions, its meeting, seats and passages."""
    gemeente = next(each for each in world.gemeenten if each.exists(_ON))
    town = gemeente.code.removeprefix("gm")
    swvs = [swv.code for swv in world.per_gemeente[gemeente.code]]
    everyone = "; ".join((town, *swvs))
    times = range(rows // (6 + len(swvs) + len(_YOUTH_ELEMENTS)))
    return {
        "Afzender": [("Organisatie",), (town,)],
        "Procedures": [
            ("Kenmerk", "Vastgesteld op", "Vastgesteld door", "Geschillenregeling"),
            *((f"p{n}", date(2024, 6, 13), everyone, "Een commissie beslist.") for n in times),
        ],
        "Overleggen": [
            ("Kenmerk", "Soort", "Naam", "Datum", "Over planversie", "Volgens procedure"),
            *(
                (f"o{n}", "oogo jeugdplan", None, date(2024, 10, 10), f"c{n}", f"p{n}")
                for n in times
            ),
        ],
        "Deelnemers": [
            ("Overleg", "Deelnemer", "Namens", "Functie"),
            *((f"o{n}", town, town, "wethouder jeugd") for n in times),
            *((f"o{n}", code, code, None) for n in times for code in swvs),
        ],
        "Jeugdplannen": [
            ("Kenmerk", "Naam", "Opgesteld door"),
            *((f"plan{n}", f"Plan {n}", town) for n in times),
        ],
        "Versies": [
            _VERSION,
            *((f"c{n}", f"plan{n}", "concept", *[None] * 5) for n in times),
            *(
                (
                    f"a{n}",
                    f"plan{n}",
                    "vastgesteld",
                    date(2024, 12, 12),
                    town,
                    date(2025, 1, 1),
                    date(2029, 1, 1),
                    f"c{n}",
                )
                for n in times
            ),
        ],
        "Passages jeugdplan": [
            ("Versie", "Onderdeel", "Pagina"),
            *((f"a{n}", part, str(at)) for n in times for at, part in enumerate(_YOUTH_ELEMENTS)),
        ],
    }


def _agendas(world: World, rows: int) -> _Sheets:
    """Agendas of nine rows: an agenda, a goal, its indicator, four colours and two quarters."""
    code, swv, times = _codes(world), world.swv[0].code, range(rows // 9)
    colours = ("rood", "oranje", "groen", "donkergroen")
    return {
        "Afzender": _sender(world),
        "Agenda's": [
            ("Kenmerk", "Naam", "Opgesteld door", "Thema's", "Geldig vanaf", "Onderwerpen"),
            *(
                (
                    f"a{n}",
                    f"Agenda {n}",
                    f"{swv}; {code(n)}",
                    "Thuiszitters",
                    _day(n),
                    "leerlingenvervoer",
                )
                for n in times
            ),
        ],
        "Doelen": [
            ("Kenmerk", "Agenda", "Doel", "Thema"),
            *((f"d{n}", f"a{n}", f"Doel {n}", "Thuiszitters") for n in times),
        ],
        "Indicatoren": [
            ("Kenmerk", "Doel", "Indicator"),
            *((f"i{n}", f"d{n}", f"Indicator {n}") for n in times),
        ],
        "Streefbeelden": [
            ("Indicator", "Kleur", "Streefbeeld", "Streefwaarde", "Uiterlijk"),
            *((f"i{n}", kleur, "Beter", 90, _day(n)) for n in times for kleur in colours),
        ],
        "Standen": [
            ("Indicator", "Kwartaal", "Beoordeeld door", "Kleur"),
            *((f"i{n}", f"2025-K{turn}", swv, "oranje") for n in times for turn in (1, 2)),
        ],
    }


def _provision(world: World, rows: int) -> _Sheets:
    code, swv, times = _codes(world), world.swv[0].code, range(rows // 2)
    sites = world.vestigingen
    return {
        "Afzender": _sender(world),
        "Arrangementen": [
            ("Kenmerk", "Soort", "Naam", "Type", "Aangeboden door", "Op vestiging"),
            *(
                (
                    f"r{n}",
                    "arrangement",
                    f"Groep {n}",
                    "bovenschools arrangement",
                    swv,
                    sites[n % len(sites)].code,
                )
                for n in times
            ),
        ],
        "Inzet jeugdhulp": [
            ("Kenmerk", "School", "Door", "Lijn", "Uren per week"),
            *((f"z{n}", sites[n % len(sites)].code, code(n), "eerste lijn", 8) for n in times),
        ],
    }


def _area(world: World, rows: int) -> _Sheets:
    """Boards, schools and sites of a partnership, and who does what in its municipalities."""
    code, swv, times = _codes(world), world.swv[0], range(rows // 5)
    towns = world.gemeenten_of(swv, _ON)

    def brin(number: int) -> str:
        return f"{number // 676:02}{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}"

    return {
        "Afzender": _sender(world),
        "Schoolbesturen": [
            ("Bestuursnummer", "Naam", "Aangesloten bij"),
            *((f"{10_000 + n}", f"Stichting {n}", swv.code) for n in times),
        ],
        "Scholen": [
            ("BRIN", "Naam", "Bestuur", "Sector"),
            *((brin(n), f"School {n}", f"{10_000 + n}", "primair onderwijs") for n in times),
        ],
        "Vestigingen": [
            ("Vestigingscode", "Naam", "School", "Gemeente"),
            *(
                (
                    f"{brin(n)}00",
                    f"Vestiging {n}",
                    brin(n),
                    towns[n % len(towns)].code.removeprefix("gm"),
                )
                for n in times
            ),
        ],
        "Organisaties": [
            ("Kenmerk", "Soort", "Naam"),
            *((f"r{n}", "andere organisatie", f"Bureau {n}") for n in times),
        ],
        "Taken": [
            ("Kenmerk", "Organisatie", "Taak", "Voor gemeenten"),
            *((f"t{n}", f"r{n}", "leerplicht", code(n)) for n in times),
        ],
    }


WORKBOOKS: Mapping[str, Callable[[World, int], _Sheets]] = {
    "organisaties-en-gebied": _area,
    "overleg": _meetings,
    "ondersteuningsplan": _support_plans,
    "jeugdplan": _youth_plans,
    "samenwerkingsagenda": _agendas,
    "afspraken": _agreements,
    "aanbod": _provision,
    "bewijs": _evidence,
}

"""Workbooks in which no rule finds anything: what examples/goed-*.ttl say, typed by hand."""

from __future__ import annotations

from datetime import date

from tests.workbook.filling import Value

Rows = dict[str, list[list[Value]]]

_AGREED = "Een geschil gaat naar een onafhankelijke commissie van drie leden."
_MEETING: list[Value] = ["Kenmerk", "Soort", "Naam", "Datum", "Over planversie"]
_MEETING += ["Volgens procedure", "Sector", "Uitgenodigd"]
_SEAT: list[Value] = ["Overleg", "Deelnemer", "Namens", "Functie"]
_VERSION: list[Value] = ["Kenmerk", "Plan", "Status", "Versiedatum", "Vastgesteld op"]
_VERSION += ["Vastgesteld door", "Geldig vanaf", "Geldig tot", "Vorige versie"]
_PROCEDURE: list[Value] = ["Kenmerk", "Vastgesteld op", "Vastgesteld door", "Geschillenregeling"]

_ELEMENTS = (
    ("dekkend aanbod", "8"),
    ("basisondersteuning", "11"),
    ("verdeling, besteding en toewijzing van middelen", "14"),
    ("meerjarenbegroting", "17"),
    ("procedure en criteria voor plaatsing", "20"),
    ("terug- of overplaatsing", "23"),
    ("beoogde en bereikte resultaten", "25"),
    ("beoogde kwalitatieve resultaten", "26"),
    ("beoogde kwantitatieve resultaten", "27"),
    ("bereikte kwalitatieve resultaten", "28"),
    ("bereikte kwantitatieve resultaten", "29"),
    ("informeren van ouders", "31"),
    ("informeren van leerlingen", "32"),
    ("vaststelling van bovengemiddelde groei", "34"),
    ("tegemoetkoming bij bovengemiddelde groei", "35"),
    ("samenwerking met leerplicht", "37"),
    ("registratie van thuiszitters", "38"),
)
_YOUTH_ELEMENTS = (
    ("Visie en doelstellingen", "4"),
    ("Samenhang met Veilig Thuis", "7"),
    ("Acties in de planperiode", "10"),
    ("Beoogde resultaten", "13"),
    ("Meetwijze", "16"),
    ("Outcomecriteria", "19"),
    ("Verantwoordelijkheidstoedeling", "22"),
    ("Kleine doelgroepen", "25"),
    ("VN-verdrag handicap", "28"),
)

PLAN: Rows = {
    "Afzender": [["Organisatie", "Licentie"], ["PO2604", None]],
    "Procedures": [
        _PROCEDURE,
        ["proc", date(2023, 11, 16), "PO2604; 0632; 0335; 0589; 1904; 0736", _AGREED],
    ],
    "Overleggen": [
        _MEETING,
        [
            "oogo",
            "oogo ondersteuningsplan",
            "Oogo",
            date(2024, 2, 8),
            "concept",
            "proc",
            "primair onderwijs",
            None,
        ],
        ["vo", "bestuurlijk overleg", "Met vo", date(2024, 2, 15), "concept", None, None, None],
    ],
    "Deelnemers": [
        _SEAT,
        ["oogo", "PO2604", "PO2604", None],
        ["oogo", "0632", "0632; 0589", "wethouder onderwijs"],
        ["oogo", "0335", "0335", "wethouder onderwijs"],
        ["oogo", "1904", "1904", "wethouder onderwijs"],
        ["oogo", "0736", "0736", "wethouder onderwijs"],
        ["vo", "PO2604", "PO2604", None],
        ["vo", "VO2601", "VO2601", None],
        ["vo", "VO2604", "VO2604", None],
    ],
    "Ondersteuningsplannen": [
        ["Kenmerk", "Naam", "Opgesteld door", "Geldig vanaf", "Geldig tot"],
        ["plan", "Ondersteuningsplan", "PO2604", date(2024, 8, 1), date(2028, 8, 1)],
    ],
    "Versies": [
        [*_VERSION, "Toegezonden aan", "Toegezonden op", "Peildag voor groei"],
        ["concept", "plan", "concept", date(2024, 1, 18), *[None] * 8],
        [
            "v2",
            "plan",
            "vastgesteld",
            None,
            date(2024, 3, 28),
            None,
            date(2024, 8, 1),
            date(2028, 8, 1),
            "concept",
            "Inspectie van het Onderwijs",
            date(2024, 4, 15),
            "15-02",
        ],
    ],
    "Passages": [["Versie", "Onderdeel", "Pagina"], *(["v2", *each] for each in _ELEMENTS)],
    "Instemming": [
        ["Versie", "Orgaan", "Datum", "Uitslag"],
        ["v2", "PO2604", date(2024, 3, 14), "ingestemd"],
    ],
    "Machtigingen": [
        ["Kenmerk", "Gemeente", "Gemachtigde gemeente", "Geldig vanaf", "Geldig tot"],
        ["m1", "0589", "0632", date(2022, 1, 1), date(2030, 1, 1)],
    ],
}

YOUTH: Rows = {
    "Afzender": [["Organisatie"], ["0632"]],
    "Procedures": [_PROCEDURE, ["proc", date(2024, 6, 13), "0632; PO2604; VO2604", _AGREED]],
    "Overleggen": [
        _MEETING,
        ["oogo", "oogo jeugdplan", "Oogo", date(2024, 10, 10), "concept", "proc", None, None],
    ],
    "Deelnemers": [
        _SEAT,
        ["oogo", "0632", "0632", "wethouder jeugd"],
        ["oogo", "PO2604", "PO2604", None],
        ["oogo", "VO2604", "VO2604", None],
    ],
    "Jeugdplannen": [["Kenmerk", "Naam", "Opgesteld door"], ["plan", "Jeugdplan", "0632"]],
    "Versies": [
        _VERSION,
        ["concept", "plan", "concept", date(2024, 9, 12), *[None] * 5],
        [
            "v2",
            "plan",
            "vastgesteld",
            None,
            date(2024, 12, 12),
            "0632",
            date(2025, 1, 1),
            date(2029, 1, 1),
            "concept",
        ],
    ],
    "Passages jeugdplan": [
        ["Versie", "Onderdeel", "Pagina"],
        *(["v2", *each] for each in _YOUTH_ELEMENTS),
    ],
}

ALL: dict[str, Rows] = {"ondersteuningsplan, volledig": PLAN, "jeugdplan, volledig": YOUTH}

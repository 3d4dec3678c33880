"""Workbooks written by hand: raw XML and csv, without a word of the reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

Value = str | int | float | date | None
Sheets = Mapping[str, Sequence[Sequence[Value]]]

SENDER: list[list[Value]] = [["Organisatie", "Licentie"], ["PO2604", None]]

MEETINGS: dict[str, list[list[Value]]] = {
    "Afzender": SENDER,
    "Organisaties": [
        ["Kenmerk", "Soort", "Naam", "Type"],
        ["ggd", "andere organisatie", "GGD regio Utrecht", "GGD"],
    ],
    "Overlegtafels": [
        ["Kenmerk", "Naam", "Type"],
        ["tafel", "Bestuurlijk overleg", "bestuurlijk overleg"],
    ],
    "Procedures": [
        ["Kenmerk", "Vastgesteld op", "Vastgesteld door", "Geschillenregeling"],
        ["proc", date(2025, 1, 15), "PO2604; 0632", "Een commissie beslist."],
    ],
    "Overleggen": [
        [
            "Kenmerk",
            "Soort",
            "Naam",
            "Datum",
            "Over planversie",
            "Volgens procedure",
            "Tafel",
            "Sector",
            "Uitkomst",
            "Uitgenodigd",
        ],
        [
            "o1",
            "gecombineerd oogo",
            "Oogo 2026",
            date(2026, 3, 12),
            "plan-concept",
            "proc",
            "tafel",
            "primair onderwijs",
            "overeenstemming",
            "25LN; ggd",
        ],
        ["o2", "ambtelijk overleg", None, date(2026, 4, 2), *[None] * 4, "weet niet", None],
    ],
    "Deelnemers": [
        ["Overleg", "Deelnemer", "Namens", "Rol", "Functie"],
        ["o1", "0632", "0632; 0589", "vaste deelnemer", "wethouder onderwijs"],
        ["o1", "PO2604", "PO2604", None, None],
        ["o2", "ggd", "ggd", None, None],
    ],
    "Agendapunten": [
        ["Kenmerk", "Overleg", "Nummer", "Titel", "Onderwerp", "Onderdeel van het oogo"],
        ["o1-1", "o1", 1, "Vervoer", "leerlingenvervoer", "Integraal aanbod"],
    ],
    "Machtigingen": [
        ["Kenmerk", "Gemeente", "Gemachtigde gemeente", "Geldig vanaf", "Geldig tot"],
        ["m1", "0589", "0632", date(2026, 1, 1), date(2030, 1, 1)],
    ],
}

PLAN: dict[str, list[list[Value]]] = {
    "Afzender": SENDER,
    "Ondersteuningsplannen": [
        ["Kenmerk", "Naam", "Opgesteld door", "Geldig vanaf", "Geldig tot"],
        ["plan", "Ondersteuningsplan", "PO2604", date(2026, 8, 1), date(2030, 8, 1)],
    ],
    "Versies": [
        [
            "Kenmerk",
            "Plan",
            "Status",
            "Vastgesteld op",
            "Vorige versie",
            "Toegezonden aan",
            "Peildag voor groei",
        ],
        ["v1", "plan", "concept", None, None, None, None],
        [
            "v2",
            "plan",
            "vastgesteld",
            date(2026, 4, 28),
            "v1",
            "Inspectie van het Onderwijs",
            "15-02",
        ],
    ],
    "Passages": [
        ["Versie", "Onderdeel", "Pagina"],
        ["v2", "dekkend aanbod", "12; 14"],
        ["v2", "basisondersteuning", "9"],
    ],
    "Instemming": [
        ["Versie", "Orgaan", "Datum", "Uitslag"],
        ["v2", "PO2604", date(2026, 4, 21), "ingestemd"],
    ],
}

AREA: dict[str, list[list[Value]]] = {
    "Afzender": SENDER,
    "Gemeenten": [["Gemeentecode", "Naam"], ["0632", "Woerden"], ["0589", "Oudewater"]],
    "Samenwerkingsverbanden": [
        ["Swv-code", "Sector", "Naam"],
        ["PO2604", "primair onderwijs", "Passenderwijs"],
    ],
    "Schoolbesturen": [
        ["Bestuursnummer", "Naam", "Aangesloten bij"],
        ["40169", "Stichting", "PO2604"],
    ],
    "Scholen": [
        ["BRIN", "Naam", "Bestuur", "Sector", "Soort"],
        ["01AB", "De Regenboog", "40169", "primair onderwijs", None],
        ["25LN", "Roc", "40169", "middelbaar beroepsonderwijs", "mbo-instelling"],
    ],
    "Vestigingen": [
        ["Vestigingscode", "Naam", "School", "Gemeente"],
        ["01AB00", "Hoofdlocatie", "01AB", "0632"],
    ],
    "Gebied": [
        ["Samenwerkingsverband", "Gemeente", "Dekking", "Geldig vanaf"],
        ["PO2604", "0632", "geheel", date(2014, 8, 1)],
        ["rmc-19", "0632", "geheel", date(2014, 8, 1)],
    ],
    "Regio's": [
        ["Kenmerk", "Soort", "Naam", "Contactgemeente"],
        ["rmc-19", "RMC-regio", "Utrecht", "0344"],
    ],
    "Organisaties": [
        ["Kenmerk", "Soort", "Naam"],
        ["rbl", "andere organisatie", "Bureau leerplicht"],
    ],
    "Taken": [
        ["Kenmerk", "Organisatie", "Taak", "Voor gemeenten"],
        ["lp", "rbl", "leerplicht", "0632; 0589"],
    ],
    "Functies": [
        ["Kenmerk", "Organisatie", "Functie", "Portefeuille"],
        ["wo", "0632", "wethouder onderwijs", "onderwijs; jeugd"],
    ],
}

YOUTH: dict[str, list[list[Value]]] = {
    "Afzender": [["Organisatie"], ["0632"]],
    "Jeugdplannen": [
        ["Kenmerk", "Naam", "Opgesteld door"],
        ["jp", "Jeugdplan", "0632; 0589"],
    ],
    "Versies": [["Kenmerk", "Plan", "Status"], ["jv", "jp", "vastgesteld"]],
    "Passages jeugdplan": [
        ["Versie", "Onderdeel", "Pagina"],
        ["jv", "Preventief jeugdbeleid", "3"],
    ],
}

AGENDA: dict[str, list[list[Value]]] = {
    "Afzender": SENDER,
    "Agenda's": [
        [
            "Kenmerk",
            "Naam",
            "Opgesteld door",
            "Thema's",
            "Geldig vanaf",
            "Onderwerpen",
            "Gedeeld met de raad van",
        ],
        [
            "ag",
            "Agenda 2026",
            "PO2604; 0632",
            "Thuiszitters",
            date(2026, 1, 1),
            "leerlingenvervoer",
            "0632",
        ],
    ],
    "Doelen": [["Kenmerk", "Agenda", "Doel", "Thema"], ["d1", "ag", "Iedereen", "Thuiszitters"]],
    "Indicatoren": [["Kenmerk", "Doel", "Indicator"], ["i1", "d1", "Aandeel geplaatst"]],
    "Streefbeelden": [
        ["Indicator", "Kleur", "Streefbeeld", "Streefwaarde", "Uiterlijk"],
        ["i1", "groen", "Negen van de tien geplaatst", 90, date(2026, 12, 31)],
        ["i1", "donkergroen", "Allen geplaatst", 99.5, date(2026, 12, 31)],
    ],
    "Standen": [
        ["Indicator", "Kwartaal", "Beoordeeld door", "Kleur", "Toelichting"],
        ["i1", "2026-K1", "PO2604", "oranje", "Twee gemeenten begonnen."],
    ],
}

AGREEMENTS: dict[str, list[list[Value]]] = {
    "Afzender": SENDER,
    "Afspraken": [
        ["Kenmerk", "Soort", "Afspraak", "Onderwerp", "Partijen", "Inzet jeugdhulp"],
        [
            "a1",
            "afspraak over inzet van jeugdhulp",
            "Werk op elke school",
            "leerlingenvervoer",
            "0632; PO2604",
            "schoolmaatschappelijk werk",
        ],
    ],
    "Toezeggingen": [
        ["Kenmerk", "Afspraak", "Toegezegd door", "Toezegging", "Uiterlijk"],
        ["t1", "a1", "0632", "Voorstel", date(2026, 10, 1)],
    ],
    "Status": [
        ["Afspraak", "Datum", "Beoordeeld door", "Status"],
        ["a1", date(2026, 9, 1), "0632", "gestart"],
    ],
    "Evaluaties": [["Kenmerk", "Afspraken", "Datum"], ["e1", "a1", date(2026, 11, 15)]],
}

PROVISION: dict[str, list[list[Value]]] = {
    "Afzender": SENDER,
    "Arrangementen": [
        ["Kenmerk", "Soort", "Naam", "Type", "Aangeboden door", "Op vestiging"],
        ["r1", "arrangement", "Groep", "bovenschools arrangement", "PO2604", "01AB00; 01AB01"],
    ],
    "Inzet jeugdhulp": [
        ["Kenmerk", "School", "Door", "Lijn", "Uren per week"],
        ["z1", "01AB00", "0632", "eerste lijn", 7.5],
    ],
}

EVIDENCE: dict[str, list[list[Value]]] = {
    "Afzender": SENDER,
    "Bewijsstukken": [
        [
            "Kenmerk",
            "Titel",
            "Webadres",
            "Plicht",
            "Van",
            "Datum",
            "Onderdelen",
            "Verslagjaar",
            "Advies op",
            "Termijn in weken",
        ],
        [
            "b1",
            "Verslag",
            "https://www.example.org/a.pdf",
            "PO-09",
            "PO2604",
            date(2026, 3, 12),
            "meldcode",
            2025,
            date(2026, 2, 12),
            6,
        ],
    ],
}

ALL: dict[str, dict[str, list[list[Value]]]] = {
    "organisaties-en-gebied": AREA,
    "overleg": MEETINGS,
    "ondersteuningsplan": PLAN,
    "jeugdplan": YOUTH,
    "samenwerkingsagenda": AGENDA,
    "afspraken": AGREEMENTS,
    "aanbod": PROVISION,
    "bewijs": EVIDENCE,
}

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def letters(column: int) -> str:
    """A, B … Z, AA … for 1, 2 …"""
    name = ""
    while column > 0:
        column, rest = (column - 1) // 26, (column - 1) % 26
        name = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + name
    return name


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip with these parts."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return result.getvalue()


def sheet_xml(rows: Sequence[Sequence[Value]], *, extra: str = "", era: int = 1900) -> str:
    """One worksheet with inline strings and dates as styled numbers."""
    start = date(1899, 12, 30) if era == 1900 else date(1904, 1, 1)
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row, 1):
            reference = f"{letters(column)}{number}"
            if isinstance(value, date):
                cells.append(f'<c r="{reference}" s="1"><v>{(value - start).days}</v></c>')
            elif isinstance(value, str):
                text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
                cells.append(f'<c r="{reference}" t="inlineStr">{text}</c>')
            elif value is not None:
                cells.append(f'<c r="{reference}"><v>{value!r}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}"><sheetData>'
        f"{''.join(lines)}</sheetData>{extra}</worksheet>"
    )


def xlsx_parts(
    sheets: Sheets, *, era: int = 1900, hidden: Sequence[str] = ()
) -> dict[str, bytes | str]:
    """The parts of a minimal workbook."""
    entries, relations, types = [], [], []
    parts: dict[str, bytes | str] = {}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        entries.append(
            f'<sheet name={quoteattr(name)} sheetId="{number}"{state} r:id="r{number}"/>'
        )
        relations.append(
            f'<Relationship Id="r{number}" Type="{_REL}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        types.append(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(rows, era=era)
    relations.append(f'<Relationship Id="rs" Type="{_REL}/styles" Target="styles.xml"/>')
    property_ = ' date1904="1"' if era == 1904 else ""
    return {
        "[Content_Types].xml": (
            f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-'
            f'officedocument.spreadsheetml.styles+xml"/>{"".join(types)}</Types>'
        ),
        "_rels/.rels": (
            f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
            f'Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_REL}">'
            f"<workbookPr{property_}/><sheets>{''.join(entries)}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
            f"{''.join(relations)}</Relationships>"
        ),
        "xl/styles.xml": (
            f'<?xml version="1.0"?><styleSheet xmlns="{_MAIN}"><numFmts count="1">'
            '<numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/></numFmts>'
            '<fonts count="1"><font/></fonts>'
            '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/>'
            '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
            "</cellStyles></styleSheet>"
        ),
        **parts,
    }


def xlsx(sheets: Sheets, *, era: int = 1900, hidden: Sequence[str] = ()) -> bytes:
    """A minimal workbook of Excel."""
    return zipped(xlsx_parts(sheets, era=era, hidden=hidden))


def ods_content(sheets: Sheets) -> str:
    """The content.xml of a document of LibreOffice."""
    tables = []
    for name, rows in sheets.items():
        lines = []
        for row in rows:
            cells = []
            for value in row:
                if isinstance(value, date):
                    cells.append(
                        f'<table:table-cell office:value-type="date" office:date-value="{value}">'
                        f"<text:p>{value:%d-%m-%y}</text:p></table:table-cell>"
                    )
                elif isinstance(value, str):
                    cells.append(
                        '<table:table-cell office:value-type="string">'
                        f"<text:p>{escape(value)}</text:p></table:table-cell>"
                    )
                elif value is None:
                    cells.append("<table:table-cell/>")
                else:
                    cells.append(
                        f'<table:table-cell office:value-type="float" office:value="{value!r}">'
                        f"<text:p>{value}</text:p></table:table-cell>"
                    )
            lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        empty = (
            '<table:table-row table:number-rows-repeated="1048000">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        )
        tables.append(
            f"<table:table table:name={quoteattr(name)}>{''.join(lines)}{empty}</table:table>"
        )
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text", "style")
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body>'
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def ods(sheets: Sheets) -> bytes:
    """A minimal document of LibreOffice."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ods_content(sheets),
            "META-INF/manifest.xml": '<?xml version="1.0"?><manifest/>',
        }
    )


def csv_text(rows: Sequence[Sequence[Value]], delimiter: str = ";") -> str:
    """Rows as csv, as a Dutch Excel writes them."""
    lines = []
    for row in rows:
        cells = []
        for value in row:
            text = f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value or "")
            if isinstance(value, float):
                text = text.replace(".", ",")
            if any(sign in text for sign in (delimiter, '"', "\n")):
                text = '"' + text.replace('"', '""') + '"'
            cells.append(text)
        lines.append(delimiter.join(cells))
    return "\r\n".join(lines) + "\r\n"


def csv_zip(sheets: Sheets, *, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """A zip with a csv file per sheet."""
    return zipped(
        {f"{name}.csv": csv_text(rows, delimiter).encode(encoding) for name, rows in sheets.items()}
    )

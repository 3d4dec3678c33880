"""What a person can do with the remedy of a cell that cannot be read, without the rest of it."""

from __future__ import annotations

import pytest

from oogo.workbook import read
from oogo.workbook.places import CellFinding
from tests.workbook import filling
from tests.workbook.filling import Value


def told(sheets: dict[str, list[list[Value]]], sheet: str, row: int, column: str) -> CellFinding:
    """The one finding, on the cell of this row under this heading."""
    (finding,) = read(filling.xlsx(sheets), "a.xlsx").findings
    number = sheets[sheet][0].index(column) + 1
    assert finding.place.cell == f"{filling.letters(number)}{row + 1}"
    return finding


@pytest.mark.parametrize(
    ("template", "place", "value", "remedy"),
    [
        # A comma between two values: the columns take several (template, ‘Meer waarden’).
        (
            "samenwerkingsagenda",
            ("Agenda's", 1, "Opgesteld door"),
            "PO2604, 0632",
            "zet tussen twee waarden een puntkomma: ‘PO2604; 0632’.",
        ),
        (
            "samenwerkingsagenda",
            ("Agenda's", 1, "Thema's"),
            "Thuiszitters, Algemeen",
            "zet tussen twee waarden een puntkomma: ‘Thuiszitters; Algemeen’.",
        ),
        (
            "organisaties-en-gebied",
            ("Taken", 1, "Voor gemeenten"),
            "0632, 0589",
            "zet tussen twee waarden een puntkomma: ‘0632; 0589’.",
        ),
        # A short list is told, a long one opens in the cell, what is nearly right is named.
        (
            "overleg",
            ("Overleggen", 1, "Uitkomst"),
            "akkoord",
            "uit de lijst: ‘gedeeltelijke overeenstemming’, ‘geen overeenstemming’,"
            " ‘overeenstemming’.",
        ),
        (
            "overleg",
            ("Overleggen", 1, "Sector"),
            "allemaal",
            "uit de lijst; in het sjabloon opent die als u op de cel klikt.",
        ),
        (
            "overleg",
            ("Overleggen", 1, "Sector"),
            "primair onderwijss",
            "uit de lijst; misschien bedoelt u ‘primair onderwijs’.",
        ),
        # The name of a row in the place of its reference.
        (
            "overleg",
            ("Deelnemers", 3, "Deelnemer"),
            "GGD regio Utrecht",
            "misschien bedoelt u ‘ggd’.",
        ),
    ],
)
def test_the_remedy_says_what_to_write(
    template: str, place: tuple[str, int, str], value: str, remedy: str
) -> None:
    sheet, row, column = place
    sheets = {name: [list(line) for line in lines] for name, lines in filling.ALL[template].items()}
    sheets[sheet][row][sheets[sheet][0].index(column)] = value
    finding = told(sheets, sheet, row, column)
    assert finding.remedy["nl"].endswith(remedy), finding.remedy

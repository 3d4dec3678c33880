"""Files damaged at random places are refused or answered, never a traceback."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from oogo.errors import OogoError
from oogo.privacy import scan, without_authors
from oogo.workbook import read
from oogo.workbook.comments import annotated, findings_workbook, note_of
from oogo.workbook.template import template
from tests.workbook import filling
from tests.workbook.test_ugly import QUICK
from tests.workbook.ugly import Ugly


def damaged(data: bytes, chance: random.Random) -> bytes:
    """One to five bytes changed, removed or doubled, inside a part or in the zip itself."""
    if chance.random() < 0.3 or not data.startswith(b"PK"):
        return _spoilt(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    name = chance.choice(sorted(parts))
    content = parts[name]
    assert isinstance(content, bytes)
    return filling.zipped({**parts, name: _spoilt(content, chance)})


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    result = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        position = chance.randrange(len(result) + 1)
        what = chance.randrange(3)
        if what == 0:
            result[position : position + 1] = bytes([chance.randrange(256)])
        elif what == 1:
            del result[position : position + chance.randint(1, 40)]
        else:
            result[position:position] = result[position : position + chance.randint(1, 40)]
    return bytes(result)


def everything(data: bytes, name: str) -> None:
    """All that happens to a file on its way in."""
    scan(data, name)
    without_authors(data, name)
    delivery = read(data, name)
    annotated(data, name, [note_of(finding) for finding in delivery.findings])
    findings_workbook(delivery.findings)


@pytest.mark.parametrize("seed", range(4))
def test_damage_gives_an_answer(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    files = [
        (filling.xlsx(filling.PLAN), "a.xlsx"),
        (template("bewijs", None, "PO2604"), "a.xlsx"),
        (filling.ods(filling.PLAN), "a.ods"),
        (filling.csv_zip(filling.PLAN), "a.zip"),
    ]
    refused = 0
    for _ in range(60):
        data, name = chance.choice(files)
        try:
            everything(damaged(data, chance), name)
        except OogoError as error:
            refused += 1
            assert error.remedy_nl
            assert error.place
    assert 0 < refused < 60


@pytest.mark.parametrize("ugly", QUICK, ids=[file.name for file in QUICK])
def test_an_ugly_file_goes_all_the_way(ugly: Ugly) -> None:
    try:
        everything(ugly.data, ugly.file)
    except OogoError as error:
        assert error.status in {400, 413, 415}

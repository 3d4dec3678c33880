"""No file gives a traceback; each is answered with a place and a remedy."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from oogo.errors import OogoError
from oogo.workbook import read
from tests.workbook import filling
from tests.workbook.ugly import Ugly, corpus

FILES = list(corpus())
HOSTILE = {"zip bomb", "entities", "too many cells", "a million empty rows", "ods repeated rows"}
QUICK = [file for file in FILES if file.name not in HOSTILE]


@pytest.fixture(scope="module")
def tidy() -> set[str]:
    return {str(t) for t in read(filling.xlsx(filling.MEETINGS), "a.xlsx").triples}


@pytest.mark.parametrize("ugly", QUICK, ids=[file.name for file in QUICK])
def test_an_ugly_file_is_answered(ugly: Ugly, tidy: set[str]) -> None:
    begin = time.monotonic()
    if ugly.status:
        with pytest.raises(OogoError) as caught:
            read(ugly.data, ugly.file)
        assert caught.value.status == ugly.status
        assert caught.value.place.startswith(ugly.file)
        assert caught.value.remedy_nl
        assert caught.value.remedy_en
    else:
        delivery = read(ugly.data, ugly.file)
        found = [f"{f.rule}@{f.place.sheet}!{f.place.cell}" for f in delivery.findings]
        assert sorted(found) == sorted(ugly.findings), [f.message["nl"] for f in delivery.findings]
        for finding in delivery.findings:
            for text in (finding.message, finding.remedy):
                assert text["nl"], finding.rule
                assert text["en"], finding.rule
                assert "{" not in text["nl"] + text["en"]
        if ugly.same:
            assert {str(t) for t in delivery.triples} == tidy
    assert time.monotonic() - begin < 10


def test_there_are_many_ugly_files() -> None:
    assert len(FILES) >= 60
    assert len({file.name for file in FILES}) == len(FILES)


def test_hostile_files_are_answered_within_500_megabytes(tmp_path: Path) -> None:
    for file in FILES:
        if file.name in HOSTILE:
            (tmp_path / f"{file.name} {file.file}").write_bytes(file.data)
    program = (
        "import re, sys, pathlib\n"
        "from oogo.errors import OogoError\n"
        "from oogo.workbook import read\n"
        "for file in pathlib.Path(sys.argv[1]).iterdir():\n"
        "    try:\n"
        "        read(file.read_bytes(), file.name)\n"
        "    except OogoError as error:\n"
        "        print(error.status if file.name in error.place and error.remedy_nl else 0)\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(re.search('VmHWM:[^0-9]*([0-9]+)', status)[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    *statuses, kilobytes = done.stdout.split()
    assert sorted(statuses) == ["400", "413", "413", "413"]
    assert int(kilobytes) < 500 * 1024

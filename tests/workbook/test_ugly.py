"""No file gives a traceback; each is answered with a place and a remedy."""

from __future__ import annotations

import json
import subprocess
import sys
import time

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


WHOLE_WAY = """
import json, os, pathlib, sys
from datetime import date
from pyoxigraph import Store
from oogo.errors import OogoError
from oogo.findings import annotated_workbook
from oogo.judging import judge
from oogo.reception import receive

def answer(file):
    name = file.name.partition(" ")[2]
    data = file.read_bytes()
    try:
        received = receive(data, name)
    except OogoError as error:
        said = [error.remedy_nl, error.remedy_en, error.place.startswith(name)]
        return error.status if all(said) else 0
    report = judge(received, Store(), on=date(2026, 1, 1))
    if any(not finding.remedy["nl"] for finding in report.findings):
        return 0
    annotated_workbook(data, report, "nl")
    return 200

answer(pathlib.Path(sys.argv[2]))
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, str(answer(file)).encode())
        os._exit(0)
    os.close(writing)
    _, status, used = os.wait4(child, 0)
    said = os.read(reading, 10).decode() if not status else "0"
    taken = used.ru_utime + used.ru_stime
    print(json.dumps([int(file.name.partition(" ")[0]), int(said), taken, used.ru_maxrss / 1024]))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, float, float]]:
    """Of each file the status of its answer, the seconds of work and the megabytes it took.

    Each goes all the way, from bytes to the same workbook with comments, in a process of its own.
    """
    folder = tmp_path_factory.mktemp("ugly")
    for number, file in enumerate(FILES):
        (folder / f"{number} {file.file}").write_bytes(file.data)
    tidy = tmp_path_factory.mktemp("tidy") / "0 tidy.xlsx"
    tidy.write_bytes(filling.xlsx(filling.MEETINGS))
    command = [sys.executable, "-c", WHOLE_WAY, str(folder), str(tidy)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {FILES[number].name: (status, taken, used) for number, status, taken, used in rows}


def test_every_file_is_answered_in_ten_seconds_and_500_megabytes(
    answers: dict[str, tuple[int, float, float]],
) -> None:
    assert len(answers) == len(FILES)
    wrong = [
        (file.name, *answers[file.name])
        for file in FILES
        if answers[file.name][0] != (file.status or 200)
        or answers[file.name][1] > 10
        or answers[file.name][2] > 500
    ]
    print(sorted((found[1:], name) for name, found in answers.items())[-6:])
    assert wrong == []

"""Delivering by command does what page and API do."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from oogo.cli import main
from oogo.keys import Keys
from oogo.publication import ensure
from oogo.store import edition
from oogo.submissions import State, Submissions

EXAMPLES = Path(__file__).parent.parent / "examples"
PLAN = EXAMPLES / "goed-ondersteuningsplan.ttl"
UNTIL = date.today() + timedelta(days=30)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    ensure(folder)
    return folder


@pytest.fixture
def key(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    made, secret = Keys(data_dir).add("PO2604", "aanleveraar", UNTIL)
    monkeypatch.setenv("OOGO_KEY", secret)
    return made.organisation


def test_deliver_and_publish(data_dir: Path, key: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["deliver", str(PLAN), "--publish", "--data-dir", str(data_dir)])
    record = Submissions(data_dir).of(key)[0]
    assert (code, Submissions(data_dir).state(record)) == (0, State.PUBLISHED)
    last = capsys.readouterr().out.splitlines()[-1]
    with edition.reading(data_dir) as (number, store):
        assert last == f"aanlevering {record.id}: gepubliceerd, editie {number}"
        assert store.query(f"ASK {{ GRAPH <{record.graph}> {{ ?s ?p ?o }} }}")


def test_a_violation_is_kept_and_stops_publication(
    data_dir: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = EXAMPLES / "fout-vijf-jaar.ttl"
    code = main(["deliver", str(plan), "--publish", "--data-dir", str(data_dir)])
    record = Submissions(data_dir).of(key)[0]
    assert (code, Submissions(data_dir).state(record)) == (1, State.DRAFT)
    shown = capsys.readouterr().out
    assert "PO-06a" in shown
    assert shown.splitlines()[-1] == f"aanlevering {record.id}: concept"
    main(["deliver", str(plan), "--lang", "en", "--data-dir", str(data_dir)])
    record = Submissions(data_dir).of(key)[0]
    assert capsys.readouterr().out.splitlines()[-1] == f"submission {record.id}: draft"


@pytest.mark.parametrize("secret", ["", "oogo_onbekend"])
def test_without_a_key_nothing_is_kept(
    data_dir: Path,
    secret: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = set((data_dir / "submissions").glob("*"))
    monkeypatch.setenv("OOGO_KEY", secret)
    assert main(["deliver", str(PLAN), "--data-dir", str(data_dir)]) == 2
    assert "sleutel" in capsys.readouterr().err
    assert set((data_dir / "submissions").glob("*")) == before

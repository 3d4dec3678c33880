"""The query log keeps a month, and loses a line rather than an answer."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oogo.web.querylog import Outcome, QueryLog


def note(log: QueryLog, text: str) -> None:
    async def work() -> None:
        log.write(Outcome(text, status=200), 0.25)
        log.flush()

    asyncio.run(work())


def test_days_of_more_than_a_month_ago_go(tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    for days in (29, 30, 31, 400):
        (tmp_path / f"{today - timedelta(days=days)}.jsonl").write_text("{}\n")
    note(QueryLog(tmp_path), "ASK {}")
    left = {file.stem for file in tmp_path.iterdir()}
    assert left == {str(today - timedelta(days=days)) for days in (0, 29, 30)}


def test_the_text_is_there_only_when_asked_for(tmp_path: Path) -> None:
    note(QueryLog(tmp_path), "ASK { <urn:secret> ?p ?o }")
    note(QueryLog(tmp_path, with_text=True), "ASK { <urn:open> ?p ?o }")
    (file,) = tmp_path.iterdir()
    first, second = (json.loads(line) for line in file.read_text().splitlines())
    assert "secret" not in str(first)
    assert first["seconds"] == 0.25
    assert second["text"] == "ASK { <urn:open> ?p ?o }"


def test_where_nothing_can_be_written_a_warning_is_all(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "queries").write_text("a file, not a folder")
    note(QueryLog(tmp_path / "queries"), "ASK {}")
    assert "1 lines of the query log are lost" in caplog.text

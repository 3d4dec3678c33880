"""What was asked and how long it took: one line of JSON per query, kept for thirty days.

There is no address of a visitor in it, and no text of a query unless that was asked for.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

__all__ = ["Outcome", "QueryLog"]

_LOG = logging.getLogger(__name__)
_DAYS = 30
_DELAY = 1.0


@dataclass
class Outcome:
    """How one query ended; status 0 is an answer that broke off."""

    text: str
    status: int = 0
    edition: int = 0
    media_type: str = ""
    size: int | None = None
    kept: bool = False


class QueryLog:
    """A file per day in one folder, written a second late and all at once."""

    def __init__(self, folder: Path, *, with_text: bool = False) -> None:
        """In this folder, with the text of the queries or with its digest only."""
        self._folder = folder
        self._with_text = with_text
        self._noted: list[tuple[Outcome, float, float]] = []
        self._today = date.min

    def write(self, outcome: Outcome, seconds: float) -> None:
        """Note how one query ended."""
        if not self._noted:
            asyncio.get_running_loop().call_later(_DELAY, self.flush)
        self._noted.append((replace(outcome), time.time(), seconds))

    def _line(self, outcome: Outcome, at: float, seconds: float) -> str:
        said = {
            "time": datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds"),
            "seconds": round(seconds, 4),
            "status": outcome.status,
            "edition": outcome.edition,
            "format": outcome.media_type,
            "bytes": outcome.size,
            "kept": outcome.kept,
            "query": hashlib.sha256(outcome.text.encode("utf-8", "replace")).hexdigest()[:16],
        }
        if self._with_text:
            said["text"] = outcome.text
        return json.dumps(said)

    def flush(self) -> None:
        """Write what was noted; a full disk costs these lines and no answer."""
        noted, self._noted = self._noted, []
        if not noted:
            return
        today = datetime.now(UTC).date()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if today != self._today:
                self._forget(today)
                self._today = today
            with (self._folder / f"{today}.jsonl").open("a", encoding="utf-8") as file:
                file.writelines(f"{self._line(*each)}\n" for each in noted)
        except OSError as error:
            _LOG.warning("%d lines of the query log are lost: %s", len(noted), error)

    def _forget(self, today: date) -> None:
        """Remove the days that are more than thirty days ago."""
        last = f"{today - timedelta(days=_DAYS)}.jsonl"
        for file in self._folder.glob("????-??-??.jsonl"):
            if file.name < last:
                file.unlink()

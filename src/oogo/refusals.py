"""What is kept of a file with personal data: its hash, the time, rule codes and cells."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from oogo.publication import now
from oogo.report import Report

__all__ = ["note_refusal"]

_CELL = re.compile(r"^(?:[A-Z]{1,3}[0-9]{1,7}|regel [0-9]+)$")


def note_refusal(data_dir: Path, report: Report, digest: str) -> None:
    """Add a line on this refusal; names of file, sheet and thing may tell of a person: not kept."""
    line = {
        "digest": digest,
        "time": now(),
        "findings": [[finding.rule, *_CELL.findall(finding.cell)] for finding in report.findings],
    }
    path = data_dir / "refusals.jsonl"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab") as file:
        file.write(json.dumps(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())

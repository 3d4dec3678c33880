"""One delivery in a process of its own, which the caller can kill: ``python -m oogo.validator``.

On standard input and output stand pieces, each after its length in four bytes (big-endian). In: a
header in JSON, the bytes of the delivery, and for the task ``annotate`` the report in JSON. Out,
with exit code 0: for ``check`` the report and what else is known (both JSON), the graph in
N-Triples and the bytes that may be kept; for ``annotate`` the suffix and the workbook. With exit
code 2 comes the error that the sender will read.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import RdfFormat, Store, serialize

from oogo.content import folder
from oogo.errors import OogoError
from oogo.findings import annotated_workbook
from oogo.judging import judge
from oogo.reception import receive
from oogo.report import Report
from oogo.store import edition
from oogo.store.sandbox import confine
from oogo.store.wire import encode_fault
from oogo.waivers import Waiver

__all__ = ["main", "pack", "unpack"]

_LENGTH = struct.Struct(">I")
_MEMORY_MB = 1024


def main() -> int:
    """Answer the one request on standard input; the exit code."""
    if "--warm" in sys.argv:
        _warm_up()
    pieces = unpack(sys.stdin.buffer)
    if not pieces:
        return 0
    header, data, report = pieces
    asked = json.loads(header)
    answer = _annotate if asked["task"] == "annotate" else _check
    try:
        sys.stdout.buffer.write(pack(answer(asked, data, report)))
    except OogoError as error:
        sys.stdout.buffer.write(encode_fault(error))
        return 2
    return 0


def _warm_up() -> None:
    """Do a check on nothing before anybody asks: reading the rules is most of the time it takes."""
    example = folder("examples") / "goed-ondersteuningsplan.ttl"
    received = receive(example.read_bytes(), example.name)
    judge(received, Store(), on=date.today())


def pack(pieces: Iterable[bytes]) -> bytes:
    """The pieces, each after its length."""
    return b"".join(part for piece in pieces for part in (_LENGTH.pack(len(piece)), piece))


def unpack(stream: BinaryIO) -> list[bytes]:
    """The pieces in a stream, up to its end."""
    pieces = []
    while head := stream.read(_LENGTH.size):
        (length,) = _LENGTH.unpack(head)
        pieces.append(stream.read(length))
    return pieces


def _check(asked: dict[str, Any], data: bytes, _: bytes) -> tuple[bytes, ...]:
    with edition.reading(Path(asked["data_dir"])) as (number, store):
        confine(_MEMORY_MB)
        received = receive(data, asked["name"], asked["media_type"], asked["organisation"])
        report = judge(
            received,
            store,
            on=date.fromisoformat(asked["on"]),
            waivers=[Waiver(**values) for values in asked["waivers"]],
            versions={**asked["versions"], "edition": str(number)},
        )
    known = {"licence": received.licence, "digest": received.submission.digest}
    graph = serialize(received.submission.graph, format=RdfFormat.N_TRIPLES) or b""
    return (
        json.dumps(report.as_json()).encode(),
        json.dumps(known).encode(),
        graph,
        received.data,
    )


def _annotate(asked: dict[str, Any], data: bytes, report: bytes) -> tuple[bytes, ...]:
    confine(_MEMORY_MB)
    found = Report.from_json(json.loads(report))
    suffix, workbook = annotated_workbook(data, found, asked["language"])
    return (suffix.encode(), workbook)


if __name__ == "__main__":
    sys.exit(main())
